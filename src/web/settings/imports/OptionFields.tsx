import { useMemo } from 'react';
import { useWords } from '../lib/language';
import { Field } from '../parts/Field';
import { Select } from '../parts/Select';
import { TickField } from '../parts/TickField';
import { type Chosen, isPace } from './chosenOptions';

interface OptionFieldsProps {
  readonly chosen: Chosen;
  readonly choose: (change: Partial<Chosen>) => void;
  /** Whether its dates may be read in two ways. */
  readonly hasOrder: boolean;
}

/** What hardly anybody has to say, folded away; and whether leads are made, which everybody should see. */
export function OptionFields({ chosen, choose, hasOrder }: OptionFieldsProps) {
  const { t } = useWords();
  const { options: words } = t.imports;
  const zones = useMemo(() => {
    const known = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];
    return known.includes(chosen.timeZone) ? known : [chosen.timeZone, ...known];
  }, [chosen.timeZone]);
  return (
    <>
      <div className="import-live">
        <TickField
          label={words.newestLive}
          help={words.newestLiveHelp}
          checked={chosen.newestLive}
          change={(newestLive) => choose({ newestLive })}
        />
      </div>
      <details className="more">
        <summary>{words.title}</summary>
        <div className="more-fields">
          <Field label={words.timeZone} help={words.timeZoneHelp}>
            {(ties) => (
              <Select {...ties} value={chosen.timeZone} onChange={(event) => choose({ timeZone: event.target.value })}>
                {zones.map((zone) => (
                  <option key={zone} value={zone}>
                    {zone.replaceAll('_', ' ')}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          {hasOrder ? (
            <Field label={words.dateOrder} help={words.dateOrderHelp}>
              {(ties) => (
                <Select
                  {...ties}
                  value={chosen.dateOrder}
                  onChange={(event) => choose({ dateOrder: event.target.value as Chosen['dateOrder'] })}
                >
                  <option value="">{words.dateOrders.unsaid}</option>
                  <option value="day-first">{words.dateOrders['day-first']}</option>
                  <option value="month-first">{words.dateOrders['month-first']}</option>
                </Select>
              )}
            </Field>
          ) : null}
          <Field label={words.pace} help={words.paceHelp} fault={isPace(chosen.perSecond) ? null : words.paceFault}>
            {(ties) => (
              <input
                {...ties}
                className="input input-short"
                inputMode="decimal"
                value={chosen.perSecond}
                onChange={(event) => choose({ perSecond: event.target.value })}
              />
            )}
          </Field>
        </div>
      </details>
    </>
  );
}
