import { useEffect, useState } from 'react';
import type { SourceCard, SourceTest } from '../../../api/settings/contract';
import { Button } from '../../parts/Button';
import { Callout } from '../../parts/Callout';
import { Spinner } from '../../parts/Spinner';
import { seconds } from '../lib/format';
import { useWords } from '../lib/language';
import { safeLink } from '../lib/safeLink';
import { CopyButton } from '../parts/CopyButton';
import { FaultNote } from '../parts/FaultNote';
import { OutLink } from '../parts/OutLink';
import { QrCode } from '../qr/QrCode';
import { MessagePath } from './MessagePath';
import { useStartedTest, useTestState } from './useTest';

/** An administrator writes from a phone and sees the message come. */
export function TestMessage({ source }: { readonly source: SourceCard }) {
  const { t } = useWords();
  const [testing, again] = useStartedTest(source.id);
  return (
    <div className="test">
      <WhereToWrite source={source} />
      {testing.kind === 'failed' ? <FaultNote fault={testing.fault} again={again} /> : null}
      {testing.kind === 'starting' ? <TestWay state="waiting" text={t.test.starting} /> : null}
      {testing.kind === 'running' ? (
        <Running key={testing.test.since} source={source} begun={testing.test} again={again} />
      ) : null}
    </div>
  );
}

function WhereToWrite({ source }: { readonly source: SourceCard }) {
  const { t } = useWords();
  const { address, link, messengerTitle } = source;
  return (
    <div className="where">
      <div className="where-words">
        <p className="where-title">{t.test.write(messengerTitle)}</p>
        <p className="where-address">
          <strong>{address ?? source.name}</strong>
          {address === null ? null : <CopyButton text={address} />}
        </p>
        {link === null ? null : (
          <OutLink look="button button-plain" href={link}>
            {t.test.open(messengerTitle)}
          </OutLink>
        )}
      </div>
      {safeLink(link) === null || link === null ? null : (
        <figure className="scan">
          <QrCode text={link} label={t.test.qr(address ?? messengerTitle)} />
          <figcaption>{t.test.scan}</figcaption>
        </figure>
      )}
    </div>
  );
}

/** How long an administrator waits before wondering. */
const LONG_MS = 60_000;

function Running({
  source,
  begun,
  again,
}: {
  readonly source: SourceCard;
  readonly begun: SourceTest;
  readonly again: () => void;
}) {
  const { t, language } = useWords();
  const state = useTestState(source.id, begun);
  const [long, setLong] = useState(false);
  useEffect(() => {
    const timer = window.setTimeout(() => setLong(true), LONG_MS);
    return () => window.clearTimeout(timer);
  }, []);

  switch (state.kind) {
    case 'waiting':
      return (
        <>
          <TestWay state="waiting" text={t.test.waiting} />
          {long ? <p className="quiet">{t.test.long(source.address ?? source.name)}</p> : null}
        </>
      );
    case 'received':
      return <TestWay state="received" text={t.test.received} />;
    case 'in-kommo':
      return (
        <>
          <TestWay state="in-kommo" text={t.test.inKommo(seconds(state.tookMs, language))} />
          <PathOf state={state} />
        </>
      );
    case 'failed':
      return (
        <>
          <Callout
            tone="bad"
            icon="alert"
            role="alert"
            title={t.test.failed}
            actions={
              <Button icon="refresh" onClick={again}>
                {t.tryAgain}
              </Button>
            }
          >
            <p>{state.text}</p>
          </Callout>
          <PathOf state={state} />
        </>
      );
  }
}

/** An api of an older version does not say which message it was. */
function PathOf({ state: { deliveryId } }: { readonly state: { readonly deliveryId?: string } }) {
  return deliveryId === undefined ? null : <MessagePath deliveryId={deliveryId} />;
}

interface TestWayProps {
  readonly state: 'waiting' | 'received' | 'in-kommo';
  readonly text: string;
}

/** Phone, Courier, Kommo: how far the message is. */
function TestWay({ state, text }: TestWayProps) {
  const { t } = useWords();
  const reached = { waiting: 0, received: 1, 'in-kommo': 2 }[state];
  return (
    <div className="test-way" data-state={state}>
      <ol className="stations" aria-hidden="true">
        {t.test.stations.map((station, index) => (
          <li
            key={station}
            className="station"
            data-reached={index <= reached || undefined}
            data-now={index === reached || undefined}
          >
            <span className="station-dot" />
            {station}
          </li>
        ))}
      </ol>
      <p className="test-words" role="status">
        {state === 'in-kommo' ? null : <Spinner />}
        {text}
      </p>
    </div>
  );
}
