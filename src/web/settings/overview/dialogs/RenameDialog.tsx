import { useState } from 'react';
import type { SourceCard } from '../../../../api/settings/contract';
import { useChange } from '../../data/useChange';
import { useWords } from '../../lib/language';
import { DialogForm } from '../../parts/DialogForm';
import { Field } from '../../parts/Field';
import { Modal } from '../../parts/Modal';
import type { SourceDialogProps } from './props';

/** Kommo's sources hold no longer name. */
export const NAME_LENGTH = 255;

export function RenameDialog({ source, opener, giveFocusBack, close, put }: SourceDialogProps) {
  const { t } = useWords();
  const [name, setName] = useState(source.name);
  const [empty, setEmpty] = useState(false);
  const { doing, run } = useChange();

  async function save(): Promise<void> {
    const wanted = name.trim();
    setEmpty(wanted === '');
    if (wanted === '') return;
    if (wanted === source.name) {
      close();
      return;
    }
    const answer = await run<SourceCard>('PATCH', `sources/${source.id}`, { name: wanted });
    if (!answer.ok) return;
    put(answer.value);
    close();
  }

  return (
    <Modal title={t.rename.title} close={close} opener={opener} giveFocusBack={giveFocusBack}>
      <DialogForm doing={doing} submitText={t.save} cancel={close} submit={() => void save()}>
        <Field label={t.rename.name} help={t.rename.help} fault={empty ? t.required : null} required>
          {(ties) => (
            <input
              {...ties}
              className="input"
              value={name}
              maxLength={NAME_LENGTH}
              autoComplete="off"
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
      </DialogForm>
    </Modal>
  );
}
