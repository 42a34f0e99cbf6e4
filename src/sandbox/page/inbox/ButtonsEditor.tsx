import { useId } from 'react';
import { useLanguage } from '../lib/language';

interface Props {
  readonly value: string;
  readonly change: (value: string) => void;
  readonly close: () => void;
}

/** Buttons in plain text: quicker to write than a form, and easy to change. */
export function ButtonsEditor({ value, change, close }: Props) {
  const { t } = useLanguage();
  const id = useId();
  return (
    <div className="buttons-editor">
      <label htmlFor={id}>{t.talk.inbox.buttonsLabel}</label>
      <textarea
        id={id}
        rows={3}
        autoFocus
        value={value}
        placeholder={t.talk.inbox.buttonsSample}
        aria-describedby={`${id}-hint`}
        data-testid="inbox-buttons"
        onChange={(event) => change(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') close();
        }}
      />
      <small id={`${id}-hint`}>{t.talk.inbox.buttonsHint}</small>
    </div>
  );
}
