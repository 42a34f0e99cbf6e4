import type { z } from 'zod';
import type { ConnectedContext, ConnectOptions, DriverContext, Identity } from '../contract';
import { DeliveryError } from '../delivery-error';
import { hostOf } from '../host-of';
import { askViber, callViber } from './api';
import type { ViberCredentials } from './credentials';
import { addressTaken, notThrough, refusedBy } from './errors';
import { Account, Nothing } from './shapes';

/** Those that can be left out; messages and subscriptions always come (viber.md §1). */
export const WANTED_EVENTS = ['delivered', 'seen', 'failed', 'conversation_started'] as const;
const EVENT_TYPES = [...WANTED_EVENTS, 'subscribed', 'unsubscribed'];
/** Viber tries the address before it answers. */
const SET_WITHIN_MS = 20_000;

/** Asks whose token it is (viber.md §1, get_account_info). */
export async function identify(context: DriverContext<ViberCredentials>): Promise<Identity> {
  const { id, name, uri } = await accountOf(context);
  return { remoteId: id, name, ...(uri === undefined ? {} : { address: uri }) };
}

/** Viber's apps open a bot by its URI (viber.md §2). */
export function linkTo({ address = '' }: Pick<Identity, 'address'>): string | undefined {
  return /^[\w.-]{1,64}$/.test(address) ? `viber://pa?chatURI=${address}` : undefined;
}

export function accountOf(context: DriverContext<ViberCredentials>): Promise<z.infer<typeof Account>> {
  return callViber(context, 'get_account_info', {}, Account);
}

/**
 * Points the bot's only webhook at us. `set_webhook` silently takes the bot away from whoever had it (viber.md §1), so one
 * of somebody else is left alone until a person says otherwise.
 */
export async function connect(
  context: ConnectedContext<ViberCredentials>,
  { takeOver = false }: ConnectOptions = {},
): Promise<void> {
  const { webhook = '' } = await accountOf(context);
  if (webhook !== '' && webhook !== context.webhook.url && !takeOver) {
    throw addressTaken(hostOf(webhook));
  }
  const body = { url: context.webhook.url, event_types: EVENT_TYPES, send_name: true, send_photo: true };
  const answer = await askViber(context, 'set_webhook', body, Nothing, SET_WITHIN_MS);
  if (answer.kind === 'done') return;
  const { status, message } = answer.refusal;
  if (status !== 1) throw refusedBy(answer.refusal);
  throw notThrough(hostOf(context.webhook.url), message);
}

/** Takes the webhook away only while it is ours; a token that is no longer accepted leaves nothing to take away. */
export async function disconnect(context: ConnectedContext<ViberCredentials>): Promise<void> {
  try {
    const { webhook } = await accountOf(context);
    if (webhook === context.webhook.url) await callViber(context, 'set_webhook', { url: '' }, Nothing);
  } catch (error) {
    if (error instanceof DeliveryError && error.code === 902) return;
    throw error;
  }
}
