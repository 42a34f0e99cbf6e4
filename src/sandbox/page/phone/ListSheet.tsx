import { useId, useState } from 'react';
import type { ListMessageView } from '../../control/contract';
import { useLanguage } from '../lib/language';
import { PickSheet } from './PickSheet';

interface Props {
  readonly list: ListMessageView;
  /** The row, counted over the sections; null: there is nothing to be sent any more. */
  readonly pick: ((row: number) => void) | null;
}

/** The button of a list, and the sheet with its rows. */
export function ListSheet({ list, pick }: Props) {
  const { t } = useLanguage();
  const name = useId();
  const [chosen, setChosen] = useState<number | null>(null);
  // Not every messenger has a word for it.
  const label = list.button === '' ? t.phone.choose : list.button;
  let count = 0;
  const sections = list.sections.map(({ title, rows }) => ({
    title,
    rows: rows.map((row) => ({ ...row, place: count++ })),
  }));

  return (
    <PickSheet
      label={label}
      icon="list"
      title={list.button === '' && list.header !== '' ? list.header : label}
      chosen={chosen}
      choose={setChosen}
      pick={pick}
      testId="list-sheet"
    >
      <div className="list-rows">
        {sections.map(({ title, rows }, index) => (
          <fieldset key={index}>
            <legend className={title === '' ? 'hidden' : undefined}>{title === '' ? label : title}</legend>
            {rows.map((row) => (
              <label key={row.place} className="list-row">
                <span>
                  {row.title}
                  {row.description === '' ? null : <small>{row.description}</small>}
                </span>
                <input type="radio" name={name} checked={chosen === row.place} onChange={() => setChosen(row.place)} />
              </label>
            ))}
          </fieldset>
        ))}
      </div>
    </PickSheet>
  );
}
