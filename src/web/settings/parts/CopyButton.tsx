import { Icon } from '../../parts/Icon';
import { useCopied } from '../../parts/useCopied';
import { useWords } from '../lib/language';

/** A frame may be refused the clipboard; then the text is there to be marked by hand. */
export function CopyButton({ text }: { readonly text: string }) {
  const { t } = useWords();
  const [copied, copy] = useCopied(text);
  return (
    <>
      <button type="button" className="icon-button" aria-label={t.copy(text)} title={t.copy(text)} onClick={copy}>
        <Icon name={copied === 'yes' ? 'check' : 'copy'} size={16} />
      </button>
      <span className="hidden" role="status">
        {copied === 'yes' ? t.copied : ''}
      </span>
    </>
  );
}
