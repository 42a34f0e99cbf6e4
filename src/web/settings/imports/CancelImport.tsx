import { AlertDialog } from 'radix-ui';
import { useRef, useState } from 'react';
import { Button } from '../../parts/Button';
import { focusAgain } from '../lib/focus';
import { useWords } from '../lib/language';
import { FaultNote } from '../parts/FaultNote';
import { Question } from '../parts/Modal';
import type { OfImport } from './of-import';
import { useWord } from './useWord';

/** A button that ends an import, and asks first. */
export function CancelImport(of: OfImport) {
  const { t } = useWords();
  const { doing, say } = useWord(of);
  const [asking, setAsking] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const { cancelQuestion: words } = t.imports;
  return (
    <>
      <Button ref={button} look="quiet" onClick={() => setAsking(true)}>
        {t.imports.cancel}
      </Button>
      {asking ? (
        <Question
          title={words.title}
          text={of.card.counts.told === 0 ? words.before : words.after}
          close={() => setAsking(false)}
          opener={button.current}
          giveFocusBack={() => focusAgain(button.current)}
        >
          {doing.kind === 'failed' ? <FaultNote fault={doing.fault} /> : null}
          <div className="dialog-actions">
            <AlertDialog.Cancel asChild>
              <Button look="quiet">{words.keep}</Button>
            </AlertDialog.Cancel>
            <Button
              look="danger"
              busy={doing.kind === 'saving'}
              onClick={() => void say('cancel').then((done) => (done ? setAsking(false) : undefined))}
            >
              {t.imports.cancel}
            </Button>
          </div>
        </Question>
      ) : null}
    </>
  );
}
