import type { LeadFieldChoice } from '../../../api/settings/contract';
import { useWords } from '../lib/language';
import type { Ties } from './Field';
import { Select } from './Select';

interface LeadFieldSelectProps {
  readonly ties: Ties;
  readonly fields: readonly LeadFieldChoice[];
  readonly value: number | null;
  readonly change: (id: number | null) => void;
}

/** A custom field of leads, or none; one that was removed in Kommo is shown as such. */
export function LeadFieldSelect({ ties, fields, value, change }: LeadFieldSelectProps) {
  const { t } = useWords();
  return (
    <Select
      {...ties}
      value={value ?? ''}
      onChange={(event) => change(event.target.value === '' ? null : Number(event.target.value))}
    >
      <option value="">{t.contacts.nowhere}</option>
      {value !== null && !fields.some(({ id }) => id === value) ? (
        <option value={value}>{t.contacts.gone(value)}</option>
      ) : null}
      {fields.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </Select>
  );
}
