import { useId, useState } from 'react';
import type { TimesView } from '../../control/lines-contract';
import { dayKey, span, time, weekday } from '../lib/format';
import { useLanguage } from '../lib/language';
import { PickSheet } from './PickSheet';

interface Props {
  readonly times: TimesView;
  /** The time, by its place; null: there is nothing to be sent any more. */
  readonly pick: ((place: number) => void) | null;
}

/** Times to choose from, day by day, by the clock of whoever looks at the phone. */
export function TimeSheet({ times, pick }: Props) {
  const { t, language } = useLanguage();
  const name = useId();
  const [chosen, setChosen] = useState<number | null>(null);
  const [title = ''] = times.title.split('\n');
  const slots = times.slots
    .map((slot, place) => ({ ...slot, place }))
    .sort((one, other) => one.startsAt - other.startsAt);
  const days = [...new Set(slots.map(({ startsAt }) => dayKey(startsAt)))];

  return (
    <PickSheet
      label={t.phone.chooseTime}
      icon="clock"
      title={title === '' ? t.phone.chooseTime : title}
      chosen={chosen}
      choose={setChosen}
      pick={pick}
      testId="time-sheet"
    >
      <div className="list-rows">
        {days.map((each) => (
          <fieldset key={each} className="times">
            <legend>{weekday(each, language)}</legend>
            {slots
              .filter(({ startsAt }) => dayKey(startsAt) === each)
              .map(({ startsAt, durationS, place }) => (
                <label key={place} className="time-slot" data-chosen={chosen === place}>
                  <input type="radio" name={name} checked={chosen === place} onChange={() => setChosen(place)} />
                  <time dateTime={new Date(startsAt).toISOString()}>{time(startsAt, language)}</time>
                  <small>{span(durationS * 1_000)}</small>
                </label>
              ))}
          </fieldset>
        ))}
      </div>
    </PickSheet>
  );
}

/** The time that was chosen, in the answer. */
export function ChosenTime({ times: { slots } }: Pick<Props, 'times'>) {
  const { language } = useLanguage();
  const [slot] = slots;
  if (slot === undefined) return null;
  return (
    <p className="time-chosen">
      <span>{weekday(slot.startsAt, language)}</span>
      <strong>{time(slot.startsAt, language)}</strong>
    </p>
  );
}
