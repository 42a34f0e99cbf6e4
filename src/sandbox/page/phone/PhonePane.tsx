import { type RefObject, useEffect, useRef, useState } from 'react';
import type { PhoneView, SandboxState } from '../../control/contract';
import type { Drafts } from '../data/useDrafts';
import { useUnseen } from '../data/useUnseen';
import { useLanguage } from '../lib/language';
import { Icon } from '../parts/Icon';
import { Select } from '../parts/Select';
import { CustomerPicker } from './CustomerPicker';
import { NewCustomerForm } from './NewCustomerForm';
import { Phone } from './Phone';
import { WebhookLine } from './WebhookLine';

interface Props {
  readonly state: SandboxState;
  readonly drafts: Drafts;
  readonly inputRef: RefObject<HTMLTextAreaElement>;
  readonly startWriting: () => void;
}

function keyOf(phone: PhoneView): string {
  return `${phone.botId}/${phone.chatId}`;
}

/** The customer's half of the page: whose phone it is, and the phone. */
export function PhonePane({ state, drafts, inputRef, startWriting }: Props) {
  const { t } = useLanguage();
  const { bots, phones } = state.telegram;
  const [botId, setBotId] = useState<string | null>(null);
  const [phoneKey, setPhoneKey] = useState<string | null>(null);
  const [adding, setAdding] = useState(false);
  const awaited = useRef<string | null>(null);
  const addButton = useRef<HTMLButtonElement>(null);

  const bot = bots.find(({ id }) => id === botId) ?? bots[0];
  const ofBot = phones.filter((phone) => phone.botId === bot?.id);
  const phone = ofBot.find((one) => keyOf(one) === phoneKey) ?? ofBot[0];
  const openKey = phone === undefined ? null : keyOf(phone);
  const unseen = useUnseen(
    phones.map((one) => ({ id: keyOf(one), count: one.messages.filter(({ from }) => from === 'bot').length })),
    openKey,
  );

  function stopAdding(): void {
    setAdding(false);
    addButton.current?.focus();
  }

  function added(newPhone: PhoneView): void {
    awaited.current = keyOf(newPhone);
    setPhoneKey(awaited.current);
    setAdding(false);
  }

  // A new customer's phone shows with the next state; only then is there something to write in.
  useEffect(() => {
    if (awaited.current === null || awaited.current !== openKey) return;
    awaited.current = null;
    startWriting();
  }, [openKey, startWriting]);

  return (
    <section className="phone-pane" aria-labelledby="phone-heading">
      <header className="pane-head">
        <div>
          <h2 id="phone-heading">{t.phone.heading}</h2>
          <p>{t.phone.hint}</p>
        </div>
        {bot === undefined ? null : (
          <button
            type="button"
            className="button customer-add"
            ref={addButton}
            aria-expanded={adding}
            onClick={() => setAdding(!adding)}
          >
            <Icon name="plus" size={16} />
            {t.phone.customer}
          </button>
        )}
      </header>
      {bot === undefined ? (
        <p className="pane-empty">{t.phone.noBots}</p>
      ) : (
        <>
          <div className="customers">
            {bots.length > 1 ? (
              <Select
                bare
                label={t.phone.bot}
                value={bot.id}
                options={bots.map(({ id, name }) => [id, name] as const)}
                choose={setBotId}
              />
            ) : null}
            <CustomerPicker
              phones={ofBot}
              open={phone}
              unseen={(one) => unseen(keyOf(one))}
              choose={(one) => setPhoneKey(keyOf(one))}
            />
            {adding ? <NewCustomerForm botId={bot.id} count={ofBot.length} cancel={stopAdding} done={added} /> : null}
          </div>
          {phone === undefined ? (
            <p className="pane-empty">{t.phone.noPhones}</p>
          ) : (
            <Phone key={openKey} bot={bot} phone={phone} now={state.now} drafts={drafts} inputRef={inputRef} />
          )}
          <WebhookLine webhook={bot.webhook} />
        </>
      )}
    </section>
  );
}
