import { z } from 'zod';
import type { ConnectedContext, ConnectOptions, DriverContext, Identity } from '../contract';
import { DeliveryError } from '../delivery-error';
import { hostOf } from '../host-of';
import { callTelegram } from './api';
import type { TelegramCredentials } from './credentials';
import { say } from './phrases';
import { BotUser, WebhookInfo } from './shapes';

/** Always sent whole, since leaving the list out keeps an earlier one (telegram.md §0). */
const ALLOWED_UPDATES = ['message', 'edited_message', 'callback_query', 'message_reaction', 'my_chat_member'];

/** Asks whose token it is (telegram.md §1, getMe). */
export async function identify(context: DriverContext<TelegramCredentials>): Promise<Identity> {
  const bot = await callTelegram(context, 'getMe', {}, BotUser);
  return {
    remoteId: String(bot.id),
    name: bot.first_name,
    ...(bot.username === undefined ? {} : { address: `@${bot.username}` }),
  };
}

export function linkTo({ address = '' }: Pick<Identity, 'address'>): string | undefined {
  return /^@\w{1,64}$/.test(address) ? `https://t.me/${address.slice(1)}` : undefined;
}

/**
 * Points the bot's only webhook at us. `setWebhook` silently takes the bot away from whoever had it (telegram.md §0), so
 * one of somebody else is left alone until a person says otherwise.
 */
export async function connect(
  context: ConnectedContext<TelegramCredentials>,
  { takeOver = false }: ConnectOptions = {},
): Promise<void> {
  const { url } = await callTelegram(context, 'getWebhookInfo', {}, WebhookInfo);
  if (url !== '' && url !== context.webhook.url && !takeOver) {
    throw new DeliveryError({
      code: 905,
      retry: 'no',
      ...say('telegram.taken', { host: hostOf(url) }),
    });
  }
  try {
    await callTelegram(
      context,
      'setWebhook',
      { url: context.webhook.url, secret_token: context.webhook.secret, allowed_updates: ALLOWED_UPDATES },
      z.literal(true),
    );
  } catch (error) {
    throw forAdministrator(error);
  }
}

/** Deletes the webhook only while it is ours; a token that is no longer accepted leaves nothing to take away. */
export async function disconnect(context: ConnectedContext<TelegramCredentials>): Promise<void> {
  try {
    const { url } = await callTelegram(context, 'getWebhookInfo', {}, WebhookInfo);
    if (url === context.webhook.url) await callTelegram(context, 'deleteWebhook', {}, z.literal(true));
  } catch (error) {
    if (error instanceof DeliveryError && error.code === 902) return;
    throw error;
  }
}

/** Final refusals of `setWebhook` concern our address, not a message (telegram.md §1). */
function forAdministrator(error: unknown): unknown {
  if (!(error instanceof DeliveryError) || error.retry !== 'no') return error;
  const [refused] = error.said ?? [];
  const words = refused?.code === 'telegram.refused' ? say('telegram.webhook-refused', refused.params) : error.words;
  return new DeliveryError({ code: 905, retry: 'no', ...words });
}
