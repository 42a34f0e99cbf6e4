import { useRef, useState } from 'react';
import { useLanguage } from '../lib/language';
import { useRun } from '../lib/useRun';
import { Icon } from '../parts/Icon';
import { LineSheet } from './LineSheet';
import type { PhoneLine } from './phone';

/** Under the phone: whether the line's webhooks reach Courier, and what else is known of the line. */
export function WebhookLine({ line }: { readonly line: PhoneLine }) {
  const { t } = useLanguage();
  const [error, run] = useRun(t.live.reconnecting);
  const [open, setOpen] = useState(false);
  const infoButton = useRef<HTMLButtonElement>(null);
  const { webhook, retry, enterAddress } = line;
  const waiting = webhook === null || webhook.pending > 0;
  const text =
    webhook === null
      ? enterAddress === undefined
        ? t.phone.webhookNone
        : t.phone.webhookByHand
      : webhook.pending > 0
        ? t.phone.webhookPending(webhook.pending)
        : t.phone.webhookOk;
  const trouble = error ?? (waiting ? webhook?.lastError : null);
  return (
    <div className="webhook-line" data-waiting={waiting} data-testid="webhook">
      <span className="dot" aria-hidden="true" />
      <span>
        {text}
        {trouble ? <small>{trouble}</small> : null}
      </span>
      {webhook !== null && waiting && retry !== undefined ? (
        <button type="button" className="webhook-retry" onClick={() => run(retry)}>
          {t.phone.retry}
        </button>
      ) : null}
      <button
        type="button"
        className="icon-button"
        ref={infoButton}
        aria-label={t.phone.about(line.name)}
        title={t.phone.about(line.name)}
        onClick={() => setOpen(true)}
      >
        <Icon name="info" size={16} />
      </button>
      {open ? <LineSheet line={line} close={() => setOpen(false)} refocus={() => infoButton.current?.focus()} /> : null}
    </div>
  );
}
