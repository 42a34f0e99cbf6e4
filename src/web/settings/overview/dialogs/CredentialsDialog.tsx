import { useEffect } from 'react';
import type { MessengerChoice, SourceCard } from '../../../../api/settings/contract';
import { useCredentials } from '../../credentials/useCredentials';
import { CredentialFields } from '../../credentials/CredentialFields';
import { useChange } from '../../data/useChange';
import { usePolled } from '../../data/usePolled';
import { useWords } from '../../lib/language';
import { DialogForm } from '../../parts/DialogForm';
import { FaultNote } from '../../parts/FaultNote';
import { Modal } from '../../parts/Modal';
import type { SourceDialogProps } from './props';

/** New credentials for the same bot, number or page; the old ones are never shown. */
export function CredentialsDialog(props: SourceDialogProps) {
  const { source, opener, giveFocusBack, close } = props;
  const { t } = useWords();
  const { data: messengers, fault } = usePolled<readonly MessengerChoice[]>('messengers', null);
  const messenger = messengers?.find(({ kind }) => kind === source.messenger);
  return (
    <Modal title={t.newCredentials.title} close={close} opener={opener} giveFocusBack={giveFocusBack}>
      <p className="dialog-text">{t.newCredentials.text(source.name)}</p>
      {messenger === undefined ? (
        <div className="dialog-wait">{fault === null ? t.loading : <FaultNote fault={fault} />}</div>
      ) : (
        <Form {...props} messenger={messenger} />
      )}
    </Modal>
  );
}

function Form({ source, messenger, close, put }: SourceDialogProps & { readonly messenger: MessengerChoice }) {
  const { t } = useWords();
  const { doing, run } = useChange();
  const credentials = useCredentials(messenger);
  const first = messenger.fields[0]?.name ?? '';
  useEffect(() => document.getElementsByName(first)[0]?.focus(), [first]);

  async function save(): Promise<void> {
    const values = credentials.check();
    if (values === null) return;
    const answer = await run<SourceCard>('PATCH', `sources/${source.id}`, { credentials: values });
    if (!answer.ok) {
      credentials.refuse(answer.fault);
      return;
    }
    put(answer.value);
    close();
  }

  return (
    <DialogForm
      doing={doing}
      submitText={t.newCredentials.save}
      cancel={close}
      submit={() => void save()}
      faultShown={credentials.refused}
    >
      <CredentialFields messenger={messenger} credentials={credentials} />
    </DialogForm>
  );
}
