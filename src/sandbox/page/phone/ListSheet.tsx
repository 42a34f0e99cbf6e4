import { Dialog } from 'radix-ui';
import { type FormEvent, useId, useState } from 'react';
import type { ListMessageView } from '../../control/contract';
import { useLanguage } from '../lib/language';
import { Icon } from '../parts/Icon';
import { useScreen } from './screenContext';

interface Props {
  readonly list: ListMessageView;
  /** The row, counted over the sections; null: there is nothing to be sent any more. */
  readonly pick: ((row: number) => void) | null;
}

/** The button of a list, and the sheet with its rows that it draws up over the phone's screen. */
export function ListSheet({ list, pick }: Props) {
  const { t } = useLanguage();
  const screen = useScreen();
  const name = useId();
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState<number | null>(null);
  let count = 0;
  const sections = list.sections.map(({ title, rows }) => ({
    title,
    rows: rows.map((row) => ({ ...row, place: count++ })),
  }));

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (chosen === null || pick === null) return;
    setOpen(false);
    setChosen(null);
    pick(chosen);
  }

  return (
    <Dialog.Root open={open} onOpenChange={setOpen}>
      <Dialog.Trigger className="list-open">
        <Icon name="list" size={16} />
        {list.button}
      </Dialog.Trigger>
      <Dialog.Portal container={screen}>
        <Dialog.Overlay className="list-ground" />
        <Dialog.Content className="list-sheet" aria-describedby={undefined} data-testid="list-sheet">
          <header>
            <Dialog.Close className="phone-tool" aria-label={t.close} title={t.close}>
              <Icon name="close" size={18} />
            </Dialog.Close>
            <Dialog.Title>{list.button}</Dialog.Title>
          </header>
          <form onSubmit={submit}>
            <div className="list-rows">
              {sections.map(({ title, rows }, index) => (
                <fieldset key={index}>
                  <legend className={title === '' ? 'hidden' : undefined}>{title === '' ? list.button : title}</legend>
                  {rows.map((row) => (
                    <label key={row.place} className="list-row">
                      <span>
                        {row.title}
                        {row.description === '' ? null : <small>{row.description}</small>}
                      </span>
                      <input
                        type="radio"
                        name={name}
                        checked={chosen === row.place}
                        onChange={() => setChosen(row.place)}
                      />
                    </label>
                  ))}
                </fieldset>
              ))}
            </div>
            <button type="submit" className="list-send" disabled={chosen === null || pick === null}>
              {t.send}
            </button>
          </form>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
