import { useState } from 'react';
import type { LeadFieldChoice, SourceCard } from '../../../../api/settings/contract';
import { REFERRAL_PIECES, type ReferralPiece } from '../../../../model/referral-pieces';
import { useChange } from '../../data/useChange';
import { usePolled } from '../../data/usePolled';
import { useWords } from '../../lib/language';
import { DialogForm } from '../../parts/DialogForm';
import { FaultNote } from '../../parts/FaultNote';
import { Field } from '../../parts/Field';
import { LeadFieldSelect } from '../../parts/LeadFieldSelect';
import { Modal } from '../../parts/Modal';
import { TickField } from '../../parts/TickField';
import type { SourceDialogProps } from './props';

type Chosen = Readonly<Partial<Record<ReferralPiece, number>>>;

/** What is done with the contacts and leads of a source's customers. */
export function ContactsDialog({ source, opener, giveFocusBack, close, put }: SourceDialogProps) {
  const { t } = useWords();
  const { data: fields, fault } = usePolled<readonly LeadFieldChoice[]>('lead-fields', null);
  const [preLink, setPreLink] = useState(source.contacts.preLink);
  const [chosen, setChosen] = useState<Chosen>(source.contacts.referralFields);
  const { doing, run } = useChange();

  function choose(piece: ReferralPiece, field: number | null): void {
    const others = Object.entries(chosen).filter(([name]) => name !== piece);
    setChosen(Object.fromEntries(field === null ? others : [...others, [piece, field]]));
  }

  async function save(): Promise<void> {
    const answer = await run<SourceCard>('PATCH', `sources/${source.id}`, { preLink, referralFields: chosen });
    if (!answer.ok) return;
    put(answer.value);
    close();
  }

  return (
    <Modal title={t.contacts.title} close={close} opener={opener} giveFocusBack={giveFocusBack}>
      <DialogForm doing={doing} submitText={t.save} cancel={close} submit={() => void save()}>
        <TickField label={t.contacts.preLink} help={t.contacts.preLinkHelp} checked={preLink} change={setPreLink} />
        <fieldset className="field-group">
          <legend className="field-label">{t.contacts.referral}</legend>
          <p className="field-help">{t.contacts.referralHelp}</p>
          {fields === null ? (
            <div className="dialog-wait">{fault === null ? t.loading : <FaultNote fault={fault} />}</div>
          ) : (
            <div className="field-columns">
              {REFERRAL_PIECES.map((piece) => (
                <Field key={piece} label={t.contacts.pieces[piece]}>
                  {(ties) => (
                    <LeadFieldSelect
                      ties={ties}
                      fields={fields}
                      value={chosen[piece] ?? null}
                      change={(field) => choose(piece, field)}
                    />
                  )}
                </Field>
              ))}
            </div>
          )}
        </fieldset>
      </DialogForm>
    </Modal>
  );
}
