import { useState } from 'react';
import { Field, TickField } from '../compose/Field';
import { Sheet } from '../compose/Sheet';
import { useLanguage } from '../lib/language';
import type { Ability, NewMessage } from './phone';

interface Props {
  readonly can: ReadonlySet<Ability>;
  /** Whose phone it is. */
  readonly owner: string;
  readonly send: (message: NewMessage) => void;
  readonly close: () => void;
  readonly refocus: () => void;
}

/** Numbers that belong to nobody (NANP 555-0100 to 0199). */
const OWN = '+1 202 555 0101';
const ANOTHER = '+1 202 555 0147';

export function ContactForm({ can, owner, send, close, refocus }: Props) {
  const { t } = useLanguage();
  const words = t.talk.contact;
  const [own, setOwn] = useState(false);
  const [name, setName] = useState('Carla Duarte');
  const [number, setNumber] = useState<string>(ANOTHER);

  function choose(next: boolean): void {
    setOwn(next);
    setName(next ? owner : 'Carla Duarte');
    setNumber(next ? OWN : ANOTHER);
  }

  return (
    <Sheet
      title={words.title}
      action={t.send}
      submit={() => send({ contact: { name: name.trim(), phone: number.trim(), ...(own ? { own } : {}) } })}
      close={close}
      refocus={refocus}
    >
      <Field label={words.name} value={name} change={setName} required />
      <Field label={words.phone} type="tel" value={number} change={setNumber} required />
      {can.has('own-number') ? <TickField label={words.own} value={own} change={choose} /> : null}
    </Sheet>
  );
}
