import { useLanguage } from '../lib/language';
import { Avatar } from '../parts/Avatar';
import { Badge } from '../parts/Badge';
import { Select } from '../parts/Select';
import type { Phone } from './phone';

interface Props {
  readonly phones: readonly Phone[];
  readonly open: Phone | undefined;
  readonly unseen: (key: string) => number;
  readonly choose: (key: string) => void;
}

/** More than this and a row of faces is no longer slim. */
const ROW_LIMIT = 12;

export function CustomerPicker({ phones, open, unseen, choose }: Props) {
  const { t } = useLanguage();

  if (phones.length > ROW_LIMIT) {
    return (
      <Select
        bare
        label={t.phone.customers}
        value={open?.key ?? ''}
        options={phones.map(({ key, owner }) => [key, owner] as const)}
        choose={choose}
      />
    );
  }

  return (
    <ul className="customers-row" aria-label={t.phone.customers}>
      {phones.map((phone) => {
        const { key, owner, ownerShort } = phone;
        return (
          <li key={key}>
            <button
              type="button"
              className="customer"
              aria-pressed={phone === open}
              title={owner}
              onClick={() => choose(key)}
            >
              <Avatar name={owner} small />
              <span>{ownerShort}</span>
              <Badge count={unseen(key)} />
            </button>
          </li>
        );
      })}
    </ul>
  );
}
