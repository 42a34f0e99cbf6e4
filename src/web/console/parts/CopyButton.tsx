import { useEffect, useState } from 'react';
import { Button } from '../../settings/parts/Button';
import { Icon } from '../../settings/parts/Icon';
import { useWords } from '../lib/language';

const SHOWN_MS = 2_000;

type Copied = 'no' | 'yes' | 'refused';

function useCopy(text: string): [Copied, () => void] {
  const [copied, setCopied] = useState<Copied>('no');
  useEffect(() => {
    if (copied === 'no') return;
    const timer = window.setTimeout(() => setCopied('no'), SHOWN_MS);
    return () => window.clearTimeout(timer);
  }, [copied]);
  return [copied, () => void copyText(text).then((done) => setCopied(done ? 'yes' : 'refused'))];
}

/** A page that came over plain HTTP from another machine has no clipboard. */
async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** An id beside the sign that copies it. */
export function CopyId({ id, name }: { readonly id: string; readonly name: string }) {
  const { t } = useWords();
  const [copied, copy] = useCopy(id);
  return (
    <span className="copy-id">
      <code>{id}</code>
      <button
        type="button"
        className="icon-button copy-sign"
        aria-label={t.copy(name)}
        title={t.copy(name)}
        onClick={copy}
      >
        <Icon name={copied === 'yes' ? 'check' : 'copy'} size={15} />
      </button>
      <Told copied={copied} />
    </span>
  );
}

export function CopyText({ text, label }: { readonly text: string; readonly label: string }) {
  const { t } = useWords();
  const [copied, copy] = useCopy(text);
  return (
    <>
      <Button icon={copied === 'yes' ? 'check' : 'copy'} onClick={copy}>
        {copied === 'yes' ? t.copied : label}
      </Button>
      <Told copied={copied} />
    </>
  );
}

function Told({ copied }: { readonly copied: Copied }) {
  const { t } = useWords();
  return (
    <span className={copied === 'refused' ? 'quiet' : 'hidden'} role="status">
      {copied === 'yes' ? t.copied : copied === 'refused' ? t.message.noClipboard : ''}
    </span>
  );
}
