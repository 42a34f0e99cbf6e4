import type { z } from 'zod';
import type { Check, ConnectedContext, Health } from '../contract';
import { hostOf } from '../host-of';
import { lookAt } from '../look-at';
import { callTelegram } from './api';
import type { TelegramCredentials } from './credentials';
import { sayGuide } from './guide-phrases';
import { say } from './phrases';
import { BotUser, WebhookInfo } from './shapes';

const RECENT_MS = 10 * 60 * 1_000;
/** The sheet names no number; a healthy bot has none or a few. */
const MANY_PENDING = 100;

const TOKEN = about('token');
const ADDRESS = about('address');

type Context = ConnectedContext<TelegramCredentials>;
type Info = z.infer<typeof WebhookInfo>;

/**
 * Works when the token is accepted, the webhook is ours, has not failed in the last ten minutes and has no backlog
 * (telegram.md §1, getWebhookInfo).
 */
export function check(context: Context): Promise<Health> {
  return lookAt([
    {
      about: TOKEN,
      fault: 'credentials',
      async look() {
        await callTelegram(context, 'getMe', {}, BotUser);
        return [{ ...TOKEN, state: 'ok', ...sayGuide('telegram.check.token.ok') }];
      },
    },
    {
      about: ADDRESS,
      fault: 'webhook',
      async look() {
        const info = await callTelegram(context, 'getWebhookInfo', {}, WebhookInfo);
        const address = addressCheck(context, info);
        return address.state === 'ok' ? [address, deliveryCheck(context, info), backlogCheck(info)] : [address];
      },
    },
  ]);
}

function about(name: 'token' | 'address' | 'delivery' | 'backlog'): Pick<Check, 'name' | 'title'> {
  return { name, title: sayGuide(`telegram.check.${name}`) };
}

function addressCheck({ webhook }: Context, { url }: Info): Check {
  if (url === webhook.url) return { ...ADDRESS, state: 'ok', ...sayGuide('telegram.check.address.ok', { url }) };
  const words = url === '' ? say('telegram.no-webhook') : say('telegram.elsewhere', { host: hostOf(url) });
  return { ...ADDRESS, state: 'broken', ...words };
}

function deliveryCheck({ clock }: Context, { last_error_date = 0, last_error_message }: Info): Check {
  const named = about('delivery');
  if (clock.now() - last_error_date * 1_000 >= RECENT_MS) {
    return { ...named, state: 'ok', ...sayGuide('telegram.check.delivery.ok') };
  }
  return { ...named, state: 'broken', ...say('telegram.failing', { detail: last_error_message ?? 'no reason given' }) };
}

function backlogCheck({ pending_update_count: count }: Info): Check {
  const named = about('backlog');
  return count > MANY_PENDING
    ? { ...named, state: 'broken', ...say('telegram.backlog', { count }) }
    : { ...named, state: 'ok', ...sayGuide('telegram.check.backlog.ok') };
}
