import { Button } from '../../parts/Button';
import { Icon } from '../../parts/Icon';
import { type Copied, useCopied } from '../../parts/useCopied';
import { useWords } from '../lib/language';

/** An id beside the sign that copies it. */
export function CopyId({ id, name }: { readonly id: string; readonly name: string }) {
  const { t } = useWords();
  const [copied, copy] = useCopied(id);
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
  const [copied, copy] = useCopied(text);
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
