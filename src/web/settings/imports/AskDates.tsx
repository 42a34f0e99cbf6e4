import { useState } from 'react';
import type { ImportCard } from '../../../api/settings/contract';
import { Button } from '../../parts/Button';
import { useChange } from '../data/useChange';
import { useWords } from '../lib/language';
import { FaultNote } from '../parts/FaultNote';
import { CancelImport } from './CancelImport';
import type { OfImport } from './of-import';

/** Asks for the one thing that the file does not tell. */
export function AskDates({ card, learn }: OfImport) {
  const { t } = useWords();
  const { ask } = t.imports;
  const { doing, run } = useChange();
  const [order, setOrder] = useState<'day-first' | 'month-first' | null>(null);

  async function answer(): Promise<void> {
    if (order === null) return;
    const answered = await run<ImportCard>('PATCH', `imports/${card.id}`, { ...card.options, dateOrder: order });
    if (answered.ok) learn(answered.value);
  }

  const choice = (value: 'day-first' | 'month-first', title: string, help: string) => (
    <label className="import-source">
      <input type="radio" name="date-order" checked={order === value} onChange={() => setOrder(value)} />
      <span className="import-source-words">
        <span className="import-name">{title}</span>
        <span className="quiet">{help}</span>
      </span>
    </label>
  );

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (doing.kind !== 'saving') void answer();
      }}
    >
      <fieldset className="field-group">
        <legend className="import-question">{ask.title}</legend>
        <p className="quiet">{ask.text}</p>
        <div className="import-sources import-choices">
          {choice('day-first', ask.dayFirst, ask.dayFirstHelp)}
          {choice('month-first', ask.monthFirst, ask.monthFirstHelp)}
        </div>
      </fieldset>
      {doing.kind === 'failed' ? <FaultNote fault={doing.fault} /> : null}
      <div className="save-bar">
        <CancelImport card={card} learn={learn} />
        <Button type="submit" look="primary" busy={doing.kind === 'saving'} off={order === null}>
          {ask.go}
        </Button>
      </div>
    </form>
  );
}
