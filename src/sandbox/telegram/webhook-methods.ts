import type { Outcome } from '../exchange';
import { ok, TelegramError, tooManyRequests } from './answers';
import type { Call } from './call';
import { pendingCount, type Update } from './state';
import { readWebhook } from './webhook-rules';

/** Points the bot's updates at an address (telegram.md §1). */
export function setWebhook(call: Call): Outcome {
  const { sandbox, bot, args } = call;
  if (args.text('url') === '') return deleteWebhook(call);
  const now = performance.now();
  const soonMs = sandbox.assumptions.number('telegram-set-webhook-ms') - (now - bot.webhookSetAt);
  if (soonMs > 0) throw tooManyRequests(Math.ceil(soonMs / 1000));
  const webhook = readWebhook(args, sandbox.assumptions);
  const allowed = args.strings('allowed_updates');
  const drops = args.flag('drop_pending_updates');
  bot.webhookSetAt = now;

  // Left out, the list stays as it was; empty, it is the default.
  const list = allowed === undefined ? bot.allowedUpdates : allowed.length === 0 ? null : allowed;
  const before = JSON.stringify([bot.webhook, bot.allowedUpdates]);
  if (drops) dropPending(call);
  if (before === JSON.stringify([webhook, list])) return ok(true, {}, 'Webhook is already set');
  bot.webhook = webhook;
  bot.allowedUpdates = list;
  bot.lastError = null;
  bot.goneSince = null;
  sandbox.delivery.restart(bot);
  sandbox.changes.emit('telegram');
  return ok(true, { stored: true }, 'Webhook was set');
}

export function deleteWebhook(call: Call): Outcome {
  const { sandbox, bot, args } = call;
  if (args.flag('drop_pending_updates')) dropPending(call);
  if (!bot.webhook) return ok(true, {}, 'Webhook is already deleted');
  bot.webhook = null;
  bot.lastError = null;
  sandbox.changes.emit('telegram');
  return ok(true, { stored: true }, 'Webhook was deleted');
}

export function getWebhookInfo({ bot }: Call): Outcome {
  const { webhook, lastError, allowedUpdates } = bot;
  return ok({
    url: webhook?.url ?? '',
    has_custom_certificate: webhook?.hasCertificate ?? false,
    pending_update_count: pendingCount(bot),
    ...(lastError ? { last_error_date: Math.floor(lastError.at / 1000), last_error_message: lastError.message } : {}),
    ...(webhook ? { max_connections: webhook.maxConnections } : {}),
    ...(webhook?.ipAddress ? { ip_address: webhook.ipAddress } : {}),
    ...(allowedUpdates ? { allowed_updates: allowedUpdates } : {}),
  });
}

/** Updates for a bot without a webhook; a higher `offset` confirms what came before. Answers at once. */
export function getUpdates({ sandbox, bot, args }: Call): Outcome {
  if (bot.webhook) {
    throw new TelegramError(
      409,
      "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    );
  }
  const offset = args.integer('offset', 0);
  const limit = Math.min(Math.max(args.integer('limit', 100), 1), 100);
  const waiting: Update[] = [];
  for (const queue of bot.queues.values()) {
    while (queue.updates[0] && queue.updates[0].id < offset) {
      const confirmed = queue.updates.shift();
      if (confirmed?.message) confirmed.message.handed = true;
      sandbox.changes.emit('telegram');
    }
    waiting.push(...queue.updates);
  }
  waiting.sort((a, b) => a.id - b.id);
  return ok(waiting.slice(0, limit).map((update) => update.body));
}

function dropPending({ sandbox, bot }: Call): void {
  sandbox.delivery.dropPending(bot);
  sandbox.changes.emit('telegram');
}
