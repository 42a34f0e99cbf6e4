import type { BotView } from '../../control/contract';
import { useLanguage } from '../lib/language';

/** Under the phone: whether the bot's updates reach Courier. */
export function WebhookLine({ webhook }: Pick<BotView, 'webhook'>) {
  const { t } = useLanguage();
  const waiting = webhook === null || webhook.pending > 0;
  const text =
    webhook === null
      ? t.phone.webhookNone
      : webhook.pending > 0
        ? t.phone.webhookPending(webhook.pending)
        : t.phone.webhookOk;
  return (
    <p className="webhook-line" data-waiting={waiting}>
      <span className="dot" aria-hidden="true" />
      <span>
        {text}
        {waiting && webhook?.lastError ? <small>{webhook.lastError}</small> : null}
      </span>
    </p>
  );
}
