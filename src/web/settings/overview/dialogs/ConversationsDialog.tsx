import { useState } from 'react';
import type { SourceCard } from '../../../../api/settings/contract';
import { LONGEST_BOT_MARK } from '../../../../model/conversation-settings';
import { useChange } from '../../data/useChange';
import { useWords } from '../../lib/language';
import { DialogForm } from '../../parts/DialogForm';
import { Field } from '../../parts/Field';
import { Modal } from '../../parts/Modal';
import { TickField } from '../../parts/TickField';
import type { SourceDialogProps } from './props';

const USUAL_MARK = 'Bot:';

/** When conversations of a source are closed by themselves, and whether customers see that a bot wrote. */
export function ConversationsDialog({ source, opener, giveFocusBack, close, put }: SourceDialogProps) {
  const { t } = useWords();
  const words = t.conversations;
  const { conversations: before, windowMs } = source;
  const [afterWindow, setAfterWindow] = useState(before.closesAfterWindow);
  const [withCustomer, setWithCustomer] = useState(before.closesWithCustomer);
  const [withSurvey, setWithSurvey] = useState(before.closesWithSurvey);
  const [marks, setMarks] = useState(before.botMark !== null);
  const [mark, setMark] = useState(before.botMark ?? USUAL_MARK);
  const [empty, setEmpty] = useState(false);
  const { doing, run } = useChange();
  const closes = afterWindow || withCustomer;

  async function save(): Promise<void> {
    const missing = marks && mark.trim() === '';
    setEmpty(missing);
    if (missing) return;
    const answer = await run<SourceCard>('PATCH', `sources/${source.id}`, {
      closesAfterWindow: afterWindow,
      closesWithCustomer: withCustomer,
      closesWithSurvey: withSurvey,
      botMark: marks ? mark.trim() : null,
    });
    if (!answer.ok) return;
    put(answer.value);
    close();
  }

  return (
    <Modal title={words.title} close={close} opener={opener} giveFocusBack={giveFocusBack}>
      <DialogForm doing={doing} submitText={t.save} cancel={close} submit={() => void save()}>
        <fieldset className="field-group">
          <legend className="field-label">{words.closing}</legend>
          <p className="field-help">{words.closingHelp}</p>
          <TickField
            label={words.afterWindow}
            help={windowMs === null ? words.noWindow(source.messengerTitle) : words.afterWindowHelp}
            checked={afterWindow}
            // One that was switched on before its window went can be switched off.
            disabled={windowMs === null && !afterWindow}
            change={setAfterWindow}
          />
          <TickField
            label={words.withCustomer}
            help={words.withCustomerHelp}
            checked={withCustomer}
            change={setWithCustomer}
          />
          <TickField
            label={words.withSurvey}
            help={words.withSurveyHelp}
            checked={withSurvey}
            disabled={!closes}
            change={setWithSurvey}
          />
        </fieldset>
        <fieldset className="field-group">
          <legend className="field-label">{words.bots}</legend>
          <TickField label={words.marks} help={words.marksHelp} checked={marks} change={setMarks} />
          {marks ? (
            <Field label={words.mark} help={words.markHelp(mark.trim())} fault={empty ? t.required : null} required>
              {(ties) => (
                <input
                  {...ties}
                  className="input input-short"
                  value={mark}
                  maxLength={LONGEST_BOT_MARK}
                  autoComplete="off"
                  onChange={(event) => setMark(event.target.value)}
                />
              )}
            </Field>
          ) : null}
        </fieldset>
      </DialogForm>
    </Modal>
  );
}
