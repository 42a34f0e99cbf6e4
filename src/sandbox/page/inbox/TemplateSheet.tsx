import { useState } from 'react';
import type { NewInboxMessage } from '../../control/contract';
import { Sheet } from '../compose/Sheet';
import { Refused } from '../data/call';
import { useLanguage } from '../lib/language';
import { TemplateFields } from './TemplateFields';
import type { TemplateChoice } from './templates';
import { useTemplate } from './useTemplate';

interface Props {
  readonly choices: readonly TemplateChoice[];
  readonly send: (message: Omit<NewInboxMessage, 'userId'>) => Promise<unknown>;
  readonly close: () => void;
  readonly refocus: () => void;
}

/** A manager sends a template. */
export function TemplateSheet({ choices, send, close, refocus }: Props) {
  const { t } = useLanguage();
  const [error, setError] = useState<string | null>(null);
  const chosen = useTemplate(choices);

  async function submit(): Promise<void> {
    try {
      await send(await chosen.written());
      close();
    } catch (reason) {
      setError(reason instanceof Refused ? reason.message : String(reason));
    }
  }

  return (
    <Sheet
      title={t.talk.inbox.template}
      action={t.send}
      error={error}
      submit={() => void submit()}
      close={close}
      refocus={refocus}
    >
      <TemplateFields chosen={chosen} />
    </Sheet>
  );
}
