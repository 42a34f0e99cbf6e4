import type { PhoneView } from '../../control/contract';
import { useLanguage } from '../lib/language';
import { Avatar } from '../parts/Avatar';
import { Select } from '../parts/Select';
import { fullName } from './fullName';

interface Props {
  readonly phones: readonly PhoneView[];
  readonly open: PhoneView | undefined;
  readonly unseen: (phone: PhoneView) => number;
  readonly choose: (phone: PhoneView) => void;
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
        value={open?.chatId ?? ''}
        options={phones.map((phone) => [phone.chatId, fullName(phone)] as const)}
        choose={(chatId) => {
          const phone = phones.find((one) => one.chatId === chatId);
          if (phone) choose(phone);
        }}
      />
    );
  }

  return (
    <ul className="customers-row" aria-label={t.phone.customers}>
      {phones.map((phone) => {
        const name = fullName(phone);
        const count = unseen(phone);
        return (
          <li key={phone.chatId}>
            <button
              type="button"
              className="customer"
              aria-pressed={phone === open}
              title={name}
              onClick={() => choose(phone)}
            >
              <Avatar name={name} small />
              <span>{phone.firstName}</span>
              {count > 0 ? (
                <span className="badge">
                  <span aria-hidden="true">{count}</span>
                  <span className="hidden">, {t.unread(count)}</span>
                </span>
              ) : null}
            </button>
          </li>
        );
      })}
    </ul>
  );
}
