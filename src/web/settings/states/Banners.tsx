import { useState } from 'react';
import { Button } from '../../parts/Button';
import { Callout } from '../../parts/Callout';
import type { Polled } from '../data/poll';
import { moment } from '../lib/format';
import { useWords } from '../lib/language';
import { useNow } from '../lib/useNow';
import { useClient, useStanding } from '../session/context';
import { faultWords } from '../lib/faultWords';

interface BannersProps {
  readonly polled: Polled<unknown>;
  readonly tryNow: () => void;
}

/** What stands above everything else: the session is over, or the api does not answer. */
export function Banners({ polled, tryNow }: BannersProps) {
  const { ended } = useStanding();
  if (ended !== null) return <SessionOver text={ended.kind === 'refused' ? ended.text : ''} />;
  if (polled.fault === null || polled.data === null) return null;
  return <OldNews polled={polled} tryNow={tryNow} />;
}

function SessionOver({ text }: { readonly text: string }) {
  const { t } = useWords();
  const client = useClient();
  const [asking, setAsking] = useState(false);

  async function goOn(): Promise<void> {
    setAsking(true);
    await client.begin();
    setAsking(false);
  }

  return (
    <Callout
      tone="warn"
      icon="lock"
      role="alert"
      title={t.faults.ended.title}
      actions={
        <Button look="primary" busy={asking} onClick={() => void goOn()}>
          {t.continue}
        </Button>
      }
    >
      <p>{t.faults.ended.text}</p>
      {text === '' ? null : <p className="quiet">{text}</p>}
    </Callout>
  );
}

function OldNews({ polled, tryNow }: BannersProps) {
  const { t, language } = useWords();
  const now = useNow();
  const { fault, at, nextTryAt } = polled;
  if (fault === null || at === null) return null;
  const left = Math.max(0, Math.ceil(((nextTryAt ?? now) - now) / 1_000));
  const { title } = faultWords(fault, t);
  return (
    <Callout
      tone="warn"
      icon="offline"
      title={title}
      actions={
        <Button icon="refresh" onClick={tryNow}>
          {t.offline.tryNow}
        </Button>
      }
    >
      <p>{t.offline.old(moment(at, now, t, language))}</p>
      <p className="quiet">{left === 0 ? t.offline.trying : t.offline.again(left)}</p>
      {/* The countdown is for the eye. */}
      <p className="hidden" role="status">
        {title}
      </p>
    </Callout>
  );
}
