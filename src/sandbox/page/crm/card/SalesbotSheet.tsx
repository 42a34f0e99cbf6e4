import { useState } from 'react';
import { Field } from '../../compose/Field';
import { Sheet } from '../../compose/Sheet';
import { Refused } from '../../data/call';
import { inboxControl } from '../../data/inboxControl';
import { useScene } from '../context';

interface Props {
  readonly chatId: string;
  /** The channel's own, in whose name Kommo's automation writes (kommo-platform.md §13). */
  readonly botId: string;
  readonly close: () => void;
  readonly refocus: () => void;
}

/** Salesbot with one step: it writes. */
export function SalesbotSheet({ chatId, botId, close, refocus }: Props) {
  const { t } = useScene();
  const [text, setText] = useState(t.card.botSays);
  const [error, setError] = useState<string | null>(null);

  async function run(): Promise<void> {
    try {
      await inboxControl(chatId, botId).write({ text: text.trim() });
      close();
    } catch (reason) {
      setError(reason instanceof Refused ? reason.message : String(reason));
    }
  }

  return (
    <Sheet
      title={t.card.runBot}
      hint={t.card.botHint}
      action={t.card.run}
      error={error}
      submit={() => void run()}
      close={close}
      refocus={refocus}
    >
      <Field label={t.card.botText} value={text} change={setText} rows={3} required />
    </Sheet>
  );
}
