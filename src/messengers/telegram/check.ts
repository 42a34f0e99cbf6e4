import type { Words } from '../../model/words';
import type { ConnectedContext, Health } from '../contract';
import { DeliveryError } from '../delivery-error';
import { callTelegram } from './api';
import { hostOf } from '../host-of';
import type { TelegramCredentials } from './credentials';
import { say } from './phrases';
import { BotUser, WebhookInfo } from './shapes';

const RECENT_MS = 10 * 60 * 1_000;
/** The sheet names no number; a healthy bot has none or a few. */
const MANY_PENDING = 100;

/**
 * Works when the token is accepted, the webhook is ours, has not failed in the last ten minutes and has no backlog
 * (telegram.md §1, getWebhookInfo).
 */
export async function check(context: ConnectedContext<TelegramCredentials>): Promise<Health> {
  try {
    await callTelegram(context, 'getMe', {}, BotUser);
    const info = await callTelegram(context, 'getWebhookInfo', {}, WebhookInfo);
    if (info.url === '') return webhookFault(say('telegram.no-webhook'));
    if (info.url !== context.webhook.url) {
      return webhookFault(say('telegram.elsewhere', { host: hostOf(info.url) }));
    }
    const failedAt = (info.last_error_date ?? 0) * 1_000;
    if (context.clock.now() - failedAt < RECENT_MS) {
      return webhookFault(say('telegram.failing', { detail: info.last_error_message ?? 'no reason given' }));
    }
    if (info.pending_update_count > MANY_PENDING) {
      return webhookFault(say('telegram.backlog', { count: info.pending_update_count }));
    }
    return { state: 'ok' };
  } catch (error) {
    if (!(error instanceof DeliveryError)) throw error;
    return { state: 'broken', fault: error.code === 902 ? 'credentials' : 'unreachable', ...error.words };
  }
}

function webhookFault(words: Words): Health {
  return { state: 'broken', fault: 'webhook', ...words };
}
