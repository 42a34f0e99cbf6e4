import type { InboundEvent, InboundNotice } from '../contract';
import { bodyKey, ignored, unparsed } from '../not-carried';
import { contentOf } from './content';
import { notTaken } from './errors';
import { participantOf } from './people';
import { say } from './phrases';
import * as shapes from './shapes';
import { sourceOf, type Receiving } from './receiving';

/** One event of Viber: what was read, and its bytes for those that cannot be. */
export interface Arrived {
  readonly event: string;
  readonly raw: unknown;
  readonly body: Buffer;
}

export function messageOf(context: Receiving, { event, raw, body }: Arrived): InboundEvent {
  const parsed = shapes.MessageEvent.safeParse(raw);
  if (!parsed.success) return unparsed(bodyKey(body), event, parsed.error.issues);
  const { message_token, timestamp, sender, message } = parsed.data;
  return {
    kind: 'message',
    key: keyOf({ remoteId: message_token }),
    source: sourceOf(context),
    chat: sender.id,
    author: participantOf(sender),
    remoteId: message_token,
    at: timestamp,
    opensWindow: true,
    content: contentOf(message),
  };
}

/** Viber's tokens are of no chat. */
export function keyOf({ remoteId }: { readonly remoteId: string }): string {
  return `message/${remoteId}`;
}

const STATES: Readonly<Record<string, 'delivered' | 'read' | 'failed'>> = {
  delivered: 'delivered',
  seen: 'read',
  failed: 'failed',
};

/** What became of a message of ours (viber.md §4); `failed` is the customer's Viber, after the service had taken it. */
export function receiptOf(context: Receiving, { event, raw, body }: Arrived): InboundEvent {
  const parsed = shapes.Receipt.safeParse(raw);
  const state = STATES[event];
  if (!parsed.success || state === undefined) return unparsed(bodyKey(body), event, parsed.error?.issues);
  const { message_token, timestamp, user_id, desc = '' } = parsed.data;
  return {
    kind: 'receipt',
    key: `${event}/${message_token}/${user_id}`,
    source: sourceOf(context),
    chat: user_id,
    remoteId: message_token,
    state,
    at: timestamp,
    ...(state === 'failed' ? { failure: { code: 905, ...notTaken(desc.trim() || undefined) } } : {}),
  };
}

/** Whoever writes subscribes by that, and Viber does not tell so (viber.md §2): this is a press on “Subscribe”. */
export function subscribedOf(context: Receiving, { event, raw, body }: Arrived): InboundEvent {
  const parsed = shapes.Subscribed.safeParse(raw);
  if (!parsed.success) return unparsed(bodyKey(body), event, parsed.error.issues);
  const { timestamp, user } = parsed.data;
  return noticeOf(context, event, { chat: user.id, at: timestamp, ...say('viber.note.back'), away: 'back' });
}

export function unsubscribedOf(context: Receiving, { event, raw, body }: Arrived): InboundEvent {
  const parsed = shapes.Unsubscribed.safeParse(raw);
  if (!parsed.success) return unparsed(bodyKey(body), event, parsed.error.issues);
  const { timestamp, user_id } = parsed.data;
  return noticeOf(context, event, { chat: user_id, at: timestamp, ...say('viber.note.left'), away: 'left' });
}

function noticeOf(
  context: Receiving,
  event: string,
  notice: Pick<InboundNotice, 'chat' | 'at' | 'text' | 'said' | 'away'>,
): InboundEvent {
  const key = `${event}/${notice.chat}/${notice.at}`;
  return { kind: 'notice', key, source: sourceOf(context), ...notice };
}

/** Nothing was said yet, so there is nothing for a manager; who opened the chat may not even be written to. */
export function startedOf({ event, raw, body }: Arrived): InboundEvent {
  const parsed = shapes.ConversationStarted.safeParse(raw);
  if (!parsed.success) return unparsed(bodyKey(body), event, parsed.error.issues);
  const { timestamp, user } = parsed.data;
  return ignored(`${event}/${user.id}/${timestamp}`, 'the customer opened the chat');
}
