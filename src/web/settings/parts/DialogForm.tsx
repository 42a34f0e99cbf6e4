import type { ReactNode } from 'react';
import { Button } from '../../parts/Button';
import type { Doing } from '../data/useChange';
import { useWords } from '../lib/language';
import { FaultNote } from './FaultNote';

interface DialogFormProps {
  readonly doing: Doing;
  readonly submitText: string;
  readonly cancel: () => void;
  readonly submit: () => void;
  /** Said at a field already. */
  readonly faultShown?: boolean;
  readonly children: ReactNode;
}

/** A form in a dialog: Enter sends it, what went wrong stands above the buttons, and what was typed stays. */
export function DialogForm({ doing, submitText, cancel, submit, faultShown = false, children }: DialogFormProps) {
  const { t } = useWords();
  return (
    <form
      className="dialog-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (doing.kind !== 'saving') submit();
      }}
    >
      {children}
      {doing.kind === 'failed' && !faultShown ? <FaultNote fault={doing.fault} /> : null}
      <div className="dialog-actions">
        <Button look="quiet" onClick={cancel}>
          {t.cancel}
        </Button>
        <Button look="primary" type="submit" busy={doing.kind === 'saving'}>
          {submitText}
        </Button>
      </div>
    </form>
  );
}
