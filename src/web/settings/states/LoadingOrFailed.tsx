import { Button } from '../../parts/Button';
import { Callout } from '../../parts/Callout';
import type { Polled } from '../data/poll';
import { faultWords } from '../lib/faultWords';
import { useWords } from '../lib/language';
import { useNow } from '../lib/useNow';
import { SkeletonOverview } from '../parts/SkeletonOverview';

interface LoadingOrFailedProps {
  readonly polled: Polled<unknown>;
  readonly tryNow: () => void;
}

/** Before the first answer. */
export function LoadingOrFailed({ polled, tryNow }: LoadingOrFailedProps) {
  const { t } = useWords();
  const now = useNow();
  const { fault, nextTryAt } = polled;
  if (fault === null) {
    return <SkeletonOverview />;
  }
  // The banner above says it, and has the button.
  if (fault.kind === 'ended') return null;
  const { title, text, detail } = faultWords(fault, t);
  const left = Math.max(0, Math.ceil(((nextTryAt ?? now) - now) / 1_000));
  return (
    <Callout
      tone="bad"
      icon="alert"
      title={title}
      role="alert"
      actions={
        <Button look="primary" icon="refresh" onClick={tryNow}>
          {t.tryAgain}
        </Button>
      }
    >
      <p>{text}</p>
      {detail === null ? null : <p className="quiet">{detail}</p>}
      <p className="quiet" aria-live="off">
        {left === 0 ? t.offline.trying : t.offline.again(left)}
      </p>
    </Callout>
  );
}
