import { type RefObject, useEffect, useId, useRef, useState } from 'react';
import type { MessengerKind } from '../../../model/messenger-kind';
import type { Drafts } from '../data/useDrafts';
import { useLanguage } from '../lib/language';
import { themeOf } from '../messengers/themes';
import { Icon } from '../parts/Icon';
import { Select } from '../parts/Select';
import { CustomerPicker } from './CustomerPicker';
import { NewCustomerForm } from './NewCustomerForm';
import { Phone } from './Phone';
import type { Phone as PhoneModel, PhoneLine } from './phone';
import { WebhookLine } from './WebhookLine';

interface Props {
  readonly messenger: MessengerKind;
  readonly lines: readonly PhoneLine[];
  /** What is looked at. */
  readonly line: PhoneLine | undefined;
  readonly phone: PhoneModel | undefined;
  readonly now: number;
  readonly drafts: Drafts;
  readonly visible: boolean;
  readonly unseen: (phoneKey: string) => number;
  readonly chooseLine: (key: string) => void;
  readonly choosePhone: (key: string) => void;
  readonly inputRef?: RefObject<HTMLTextAreaElement>;
}

/** One messenger: which line, whose phone it is, and the phone. */
export function PhonePane(props: Props) {
  const { messenger, lines, line, phone, now, drafts, visible, unseen, chooseLine, choosePhone } = props;
  const { t } = useLanguage();
  const headingId = useId();
  const [adding, setAdding] = useState(false);
  const awaited = useRef<string | null>(null);
  const addButton = useRef<HTMLButtonElement>(null);
  const ownInput = useRef<HTMLTextAreaElement>(null);
  const input = props.inputRef ?? ownInput;
  const { title, line: lineKind } = themeOf(messenger);
  const words = t.phone.lines[lineKind];

  function stopAdding(): void {
    setAdding(false);
    addButton.current?.focus();
  }

  function added(key: string): void {
    awaited.current = key;
    choosePhone(key);
    setAdding(false);
  }

  // A new customer's phone shows with the next state; only then is there something to write in.
  useEffect(() => {
    if (awaited.current === null || awaited.current !== phone?.key) return;
    awaited.current = null;
    input.current?.focus();
  }, [phone?.key, input]);

  return (
    <section
      className="phone-pane"
      data-messenger={messenger}
      data-channel={line?.facts.channel}
      data-testid={`phone-${messenger}`}
      aria-labelledby={headingId}
    >
      <header className="pane-head">
        <div>
          <h2 id={headingId}>{title}</h2>
          <p>{t.phone.hint}</p>
        </div>
        {line === undefined ? null : (
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
      {line === undefined ? (
        <p className="pane-empty">{words.none}</p>
      ) : (
        <>
          <div className="customers">
            {lines.length > 1 ? (
              <Select
                bare
                label={words.word}
                value={line.key}
                options={lines.map(({ key, name, address }) => [key, named(name, address, lines)] as const)}
                choose={chooseLine}
              />
            ) : null}
            <CustomerPicker phones={line.phones} open={phone} unseen={unseen} choose={choosePhone} />
            {adding ? <NewCustomerForm line={line} cancel={stopAdding} done={added} /> : null}
          </div>
          {phone === undefined ? (
            <p className="pane-empty">{words.nobody}</p>
          ) : (
            <Phone
              key={phone.key}
              line={line}
              phone={phone}
              now={now}
              drafts={drafts}
              visible={visible}
              inputRef={input}
            />
          )}
          <WebhookLine line={line} />
        </>
      )}
    </section>
  );
}

/** Lines of one name are told apart by their addresses. */
function named(name: string, address: string, lines: readonly PhoneLine[]): string {
  return lines.filter((line) => line.name === name).length > 1 ? `${name} · ${address}` : name;
}
