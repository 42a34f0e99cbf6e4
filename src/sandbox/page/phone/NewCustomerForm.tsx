import { type FormEvent, useId, useState } from 'react';
import type { PhoneView } from '../../control/contract';
import { Refused } from '../data/call';
import { control } from '../data/control';
import { useLanguage } from '../lib/language';

interface Props {
  readonly botId: string;
  /** How many there are: each new one is offered another name. */
  readonly count: number;
  readonly done: (phone: PhoneView) => void;
  readonly cancel: () => void;
}

export function NewCustomerForm({ botId, count, done, cancel }: Props) {
  const { t, language } = useLanguage();
  const [suggested] = useState(() => t.phone.names[(count - 1 + t.phone.names.length) % t.phone.names.length]);
  const [firstName, setFirstName] = useState(suggested?.[0] ?? '');
  const [lastName, setLastName] = useState(suggested?.[1] ?? '');
  const [username, setUsername] = useState('');
  const [error, setError] = useState<string | null>(null);
  const id = useId();

  async function add(): Promise<void> {
    try {
      const phone = await control.addCustomer(botId, {
        firstName: firstName.trim(),
        ...(lastName.trim() === '' ? {} : { lastName: lastName.trim() }),
        ...(username.trim() === '' ? {} : { username: username.trim().replace(/^@/u, '') }),
        language,
      });
      done(phone);
    } catch (reason) {
      setError(reason instanceof Refused ? reason.message : String(reason));
    }
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (firstName.trim() !== '') void add();
  }

  const fields = [
    ['first', t.phone.firstName, firstName, setFirstName],
    ['last', t.phone.lastName, lastName, setLastName],
    ['user', t.phone.username, username, setUsername],
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
      {fields.map(([name, label, value, set]) => (
        <div className="field" key={name}>
          <label htmlFor={`${id}-${name}`}>
            {label}
            {name === 'first' ? null : <small> {t.phone.optional}</small>}
          </label>
          <input
            id={`${id}-${name}`}
            value={value}
            required={name === 'first'}
            autoFocus={name === 'first'}
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
