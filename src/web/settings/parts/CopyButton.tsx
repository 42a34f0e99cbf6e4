import { useEffect, useState } from 'react';
import { useWords } from '../lib/language';
import { Icon } from './Icon';

/** A frame may be refused the clipboard; then the text is there to be marked by hand. */
export function CopyButton({ text }: { readonly text: string }) {
  const { t } = useWords();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = window.setTimeout(() => setCopied(false), 2_000);
    return () => window.clearTimeout(timer);
  }, [copied]);

  function copy(): void {
    navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  }

  return (
    <>
      <button type="button" className="icon-button" aria-label={t.copy(text)} title={t.copy(text)} onClick={copy}>
        <Icon name={copied ? 'check' : 'copy'} size={16} />
      </button>
      <span className="hidden" role="status">
        {copied ? t.copied : ''}
      </span>
    </>
  );
}
