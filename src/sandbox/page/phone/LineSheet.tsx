import { Dialog } from 'radix-ui';
import { useState } from 'react';
import { useLanguage } from '../lib/language';
import { Icon } from '../parts/Icon';
import { AddressForm } from './AddressForm';
import type { PhoneLine } from './phone';

interface Props {
  readonly line: PhoneLine;
  readonly close: () => void;
  /** The focus afterwards. */
  readonly refocus: () => void;
}

/** What there is to know of a line: where its webhooks go, what connects it, and what its provider says. */
export function LineSheet({ line, close, refocus }: Props) {
  const { t } = useLanguage();
  const { name, address, webhook, credentials, facts, enterAddress } = line;
  return (
    <Dialog.Root open onOpenChange={(open) => (open ? undefined : close())}>
      <Dialog.Portal>
        <Dialog.Overlay className="sheet-ground" />
        <Dialog.Content
          className="sheet"
          aria-describedby={undefined}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            refocus();
          }}
        >
          <header className="sheet-head">
            <Dialog.Title>{name}</Dialog.Title>
            <Dialog.Close className="icon-button" aria-label={t.close} title={t.close}>
              <Icon name="close" />
            </Dialog.Close>
          </header>
          <Known
            title={t.phone.webhook}
            entries={[
              [t.phone.address, address],
              ...(webhook === null ? [] : [[t.phone.goesTo, webhook.url] as const]),
            ]}
          />
          {enterAddress === undefined ? null : <AddressForm url={webhook?.url ?? ''} enter={enterAddress} />}
          <Known title={t.phone.connects} entries={Object.entries(credentials)} copied />
          <Known title={t.phone.provider} entries={Object.entries(facts)} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

interface KnownProps {
  readonly title: string;
  readonly entries: readonly (readonly [name: string, value: string])[];
  /** Each is wanted elsewhere. */
  readonly copied?: boolean;
}

function Known({ title, entries, copied = false }: KnownProps) {
  if (entries.length === 0) return null;
  return (
    <section className="known">
      <h3>{title}</h3>
      <dl>
        {entries.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <span>{value}</span>
              {copied ? <Copy name={name} value={value} /> : null}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Copy({ name, value }: { readonly name: string; readonly value: string }) {
  const { t } = useLanguage();
  const [done, setDone] = useState(false);
  const label = done ? t.phone.copied(name) : t.phone.copy(name);
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={label}
      title={label}
      onClick={() => {
        // Without leave to write there, the words can still be marked and copied by hand.
        navigator.clipboard.writeText(value).then(
          () => setDone(true),
          () => setDone(false),
        );
      }}
    >
      <Icon name={done ? 'check' : 'copy'} size={16} />
    </button>
  );
}
