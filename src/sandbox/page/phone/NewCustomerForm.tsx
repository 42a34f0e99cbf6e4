import { type FormEvent, useId, useState } from 'react';
import { Refused } from '../data/call';
import { useLanguage } from '../lib/language';
import { themeOf } from '../messengers/themes';
import type { PhoneLine } from './phone';

interface Props {
  readonly line: PhoneLine;
  /** With the key of the new phone. */
  readonly done: (key: string) => void;
  readonly cancel: () => void;
}

/** A number that belongs to nobody (NANP 555-0100 to 0199), another one each time. */
function madeUpNumber(): string {
  return `+1 ${String(201 + Math.floor(Math.random() * 700))} 555 01${String(10 + Math.floor(Math.random() * 90))}`;
}

/** Somebody new; each is offered another name. */
export function NewCustomerForm({ line, done, cancel }: Props) {
  const { t, language } = useLanguage();
  const { asks } = themeOf(line.messenger);
  const { names } = t.phone;
  const [[first, last]] = useState(() => names[(line.phones.length - 1 + names.length) % names.length] ?? ['', '']);
  const [name, setName] = useState(asks.includes('lastName') ? first : `${first} ${last}`);
  const [lastName, setLastName] = useState(last);
  const [phone, setPhone] = useState(madeUpNumber);
  const [username, setUsername] = useState('');
  const [error, setError] = useState<string | null>(null);
  const id = useId();
  const given = {
    lastName: asks.includes('lastName') ? lastName.trim() : '',
    phone: asks.includes('phone') ? phone.trim() : '',
    username: asks.includes('username') ? username.trim().replace(/^@/u, '') : '',
  };

  async function add(): Promise<void> {
    try {
      const filled = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ''));
      done(await line.addCustomer({ name: name.trim(), language, ...filled }));
    } catch (reason) {
      setError(reason instanceof Refused ? reason.message : String(reason));
    }
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (name.trim() !== '') void add();
  }

  const fields = [
    ['name', asks.includes('lastName') ? t.phone.firstName : t.phone.name, name, setName],
    ['lastName', t.phone.lastName, lastName, setLastName],
    ['phone', t.phone.number, phone, setPhone],
    ['username', t.phone.username, username, setUsername],
  ] as const;

  return (
    <form
      className="new-customer"
      aria-label={t.phone.customer}
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key === 'Escape') cancel();
      }}
    >
      {fields
        .filter(([field]) => field === 'name' || asks.includes(field))
        .map(([field, label, value, set]) => (
          <div className="field" key={field}>
            <label htmlFor={`${id}-${field}`}>
              {label}
              {field === 'name' ? null : <small> {t.phone.optional}</small>}
            </label>
            <input
              id={`${id}-${field}`}
              value={value}
              type={field === 'phone' ? 'tel' : 'text'}
              required={field === 'name'}
              autoFocus={field === 'name'}
              autoComplete="off"
              maxLength={64}
              onFocus={(event) => event.target.select()}
              onChange={(event) => set(event.target.value)}
            />
          </div>
        ))}
      <div role="alert">
        {error === null ? null : (
          <p className="composer-error">
            {t.notTaken} {error === '' ? t.live.reconnecting : error}
          </p>
        )}
      </div>
      <div className="form-actions">
        <button type="button" className="button button-quiet" onClick={cancel}>
          {t.cancel}
        </button>
        <button type="submit" className="button button-primary">
          {t.phone.add}
        </button>
      </div>
    </form>
  );
}
