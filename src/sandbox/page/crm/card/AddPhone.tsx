import { useRef, useState } from 'react';
import { Field } from '../../compose/Field';
import { Sheet } from '../../compose/Sheet';
import { Refused } from '../../data/call';
import { Icon } from '../../parts/Icon';
import { useScene } from '../context';
import { crmControl, type LeadContact } from '../crmControl';

/** One more number for the contact. */
export function AddPhone({ contact }: { readonly contact: LeadContact }) {
  const { t, site } = useScene();
  const button = useRef<HTMLButtonElement>(null);
  const [phone, setPhone] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);

  async function add(typed: string): Promise<void> {
    try {
      await crmControl.setPhones(site.accountId, contact.id, [...new Set([...contact.phones, typed])]);
      setPhone(null);
    } catch (reason) {
      setError(reason instanceof Refused ? reason.message : String(reason));
    }
  }

  return (
    <>
      <button
        ref={button}
        type="button"
        className="card-add"
        onClick={() => {
          setError(null);
          setPhone('');
        }}
      >
        <Icon name="plus" size={15} />
        {t.card.addPhone}
      </button>
      {phone === null ? null : (
        <Sheet
          title={t.card.addPhone}
          action={t.save}
          error={error}
          submit={() => void add(phone.trim())}
          close={() => setPhone(null)}
          refocus={() => button.current?.focus()}
        >
          <Field label={t.newLead.phone} type="tel" value={phone} change={setPhone} required />
        </Sheet>
      )}
    </>
  );
}
