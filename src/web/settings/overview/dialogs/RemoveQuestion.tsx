import { AlertDialog } from 'radix-ui';
import { Button } from '../../../parts/Button';
import { Icon } from '../../../parts/Icon';
import { useChange } from '../../data/useChange';
import { useWords } from '../../lib/language';
import { FaultNote } from '../../parts/FaultNote';
import { Question } from '../../parts/Modal';
import type { SourceDialogProps } from './props';

export function RemoveQuestion({ source, opener, giveFocusBack, close, removed }: SourceDialogProps) {
  const { t } = useWords();
  const { doing, run } = useChange();

  async function remove(): Promise<void> {
    const answer = await run('DELETE', `sources/${source.id}`);
    if (!answer.ok) return;
    close();
    removed();
  }

  return (
    <Question
      title={t.remove.title(source.name)}
      text={t.remove.text}
      close={close}
      opener={opener}
      giveFocusBack={giveFocusBack}
    >
      <ul className="consequences">
        {t.remove.consequences(source.messengerTitle).map((line) => (
          <li key={line}>
            <Icon name="next" size={14} />
            {line}
          </li>
        ))}
      </ul>
      {doing.kind === 'failed' ? <FaultNote fault={doing.fault} /> : null}
      <div className="dialog-actions">
        <AlertDialog.Cancel asChild>
          <Button look="quiet">{t.cancel}</Button>
        </AlertDialog.Cancel>
        <Button look="danger" icon="trash" busy={doing.kind === 'saving'} onClick={() => void remove()}>
          {t.remove.confirm}
        </Button>
      </div>
    </Question>
  );
}
