import { AlertDialog } from 'radix-ui';
import { useState } from 'react';
import { Button } from '../../parts/Button';
import { useWords } from '../lib/language';
import { Question } from '../parts/Modal';

interface TakeQuestionProps {
  readonly name: string;
  readonly messenger: string;
  readonly kind: 'replace' | 'remove';
  readonly take: () => Promise<boolean>;
  readonly close: () => void;
  readonly opener: HTMLElement | null;
  readonly giveFocusBack: () => void;
}

/** Kommo's own words are lost by it, so it is asked first. */
export function TakeQuestion({ name, messenger, kind, take, close, opener, giveFocusBack }: TakeQuestionProps) {
  const { t } = useWords();
  const [isBusy, setBusy] = useState(false);

  async function confirm(): Promise<void> {
    setBusy(true);
    await take();
    close();
  }

  return (
    <Question
      title={t.templates.question[kind].title(name)}
      text={t.templates.question[kind].text(messenger)}
      close={close}
      opener={opener}
      giveFocusBack={giveFocusBack}
    >
      <div className="dialog-actions">
        <AlertDialog.Cancel asChild>
          <Button look="quiet">{t.cancel}</Button>
        </AlertDialog.Cancel>
        <Button look="primary" busy={isBusy} onClick={() => void confirm()}>
          {t.templates.question[kind].confirm(messenger)}
        </Button>
      </div>
    </Question>
  );
}
