import { useRef, useState } from 'react';
import type { PhoneView } from '../../control/contract';
import { useLanguage } from '../lib/language';
import { Avatar } from '../parts/Avatar';
import { Icon } from '../parts/Icon';
import { NewCustomerForm } from './NewCustomerForm';
import { fullName } from './fullName';

interface Props {
  readonly botId: string;
  readonly phones: readonly PhoneView[];
  readonly open: PhoneView | undefined;
  readonly unseen: (phone: PhoneView) => number;
  readonly choose: (phone: PhoneView) => void;
}

/** A slim row of customers, and a way to add one. */
export function CustomerPicker({ botId, phones, open, unseen, choose }: Props) {
  const { t } = useLanguage();
  const [adding, setAdding] = useState(false);
  const addButton = useRef<HTMLButtonElement>(null);

  function stopAdding(): void {
    setAdding(false);
    addButton.current?.focus();
  }

  return (
    <div className="customers">
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
        <li>
          <button
            type="button"
            className="customer customer-add"
            ref={addButton}
            aria-expanded={adding}
            onClick={() => setAdding(!adding)}
          >
            <Icon name="plus" size={16} />
            <span>{t.phone.customer}</span>
          </button>
        </li>
      </ul>
      {adding ? (
        <NewCustomerForm
          botId={botId}
          count={phones.length}
          cancel={stopAdding}
          done={(phone) => {
            choose(phone);
            stopAdding();
          }}
        />
      ) : null}
    </div>
  );
}
