import { useState } from 'react';
import type { Delivery, DeliveryFilter } from '../../../api/admin/contract';
import { Button } from '../../parts/Button';
import { usePages } from '../data/usePages';
import { DeliveryTable } from '../deliveries/DeliveryTable';
import { useWords } from '../lib/language';
import { Section } from '../parts/Section';
import { Shown } from '../parts/Shown';

const FILTERS = ['stuck', 'waiting', 'unknown', 'failed'] as const satisfies readonly DeliveryFilter[];

/** What is stuck, and beside it what waits, is in doubt or failed; oldest first. */
export function Deliveries({ accountId }: { readonly accountId: number }) {
  const { t } = useWords();
  const [filter, setFilter] = useState<DeliveryFilter>('stuck');
  const deliveries = usePages<Delivery>(`deliveries?filter=${filter}&account=${accountId}`, 'deliveries');
  return (
    <Section
      title={t.account.deliveries}
      beside={
        <fieldset className="segments">
          <legend className="hidden">{t.deliveries.filter}</legend>
          {FILTERS.map((each) => (
            <label key={each} className="segment">
              <input type="radio" name="filter" checked={each === filter} onChange={() => setFilter(each)} />
              <span>{t.deliveries.filters[each]}</span>
            </label>
          ))}
        </fieldset>
      }
    >
      <Shown asked={deliveries}>
        {(rows) =>
          rows.length === 0 ? (
            <p className="card empty">{t.deliveries.empty[filter]}</p>
          ) : (
            <DeliveryTable deliveries={rows} />
          )
        }
      </Shown>
      {deliveries.more === null ? null : (
        <p className="more-row">
          <Button onClick={deliveries.more}>{t.more}</Button>
        </p>
      )}
    </Section>
  );
}
