import { type FormEvent, useState } from 'react';
import { Field } from '../compose/Field';
import { useLanguage } from '../lib/language';
import { useRun } from '../lib/useRun';

interface Props {
  readonly url: string;
  readonly enter: (url: string) => Promise<unknown>;
}

/** Enters where the provider sends its webhooks, as a person does in its console. */
export function AddressForm({ url, enter }: Props) {
  const { t } = useLanguage();
  const [error, run] = useRun(t.live.reconnecting);
  const [entered, setEntered] = useState(url);

  function submit(event: FormEvent): void {
    event.preventDefault();
    run(() => enter(entered.trim()));
  }

  return (
    <form className="known address-form" onSubmit={submit}>
      <Field label={t.phone.enterAddress} value={entered} change={setEntered} required />
      <button type="submit" className="button" disabled={entered.trim() === url}>
        {t.talk.save}
      </button>
      <div role="alert">{error === null ? null : <p className="composer-error">{error}</p>}</div>
    </form>
  );
}
