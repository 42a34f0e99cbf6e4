import type { z } from 'zod';
import type { InboundEvent, InboundReceipt } from '../contract';
import { refusalOf } from '../graph/refusal';
import { hashOf, ignored, unparsed } from '../not-carried';
import { accountErrorOf } from './account-notices';
import { readCallbackData } from './correlation';
import { refusedBy } from './errors';
import { personOf } from './people';
import * as shapes from './shapes';
import type { Change } from './receiving';

const STATES: Readonly<Record<string, InboundReceipt['state'] | undefined>> = {
  delivered: 'delivered',
  read: 'read',
  // The customer listened to a voice message.
  played: 'read',
  failed: 'failed',
};

const DAY_MS = 86_400_000;

type Status = z.infer<typeof shapes.Status>;

/** Reads one of `statuses[]` (whatsapp.md §4), and what it tells of the account besides. */
export function statusOf(change: Change, raw: unknown): readonly InboundEvent[] {
  const parsed = shapes.Status.safeParse(raw);
  if (!parsed.success) return [unparsed(`status/${hashOf(raw)}`, 'status', parsed.error.issues)];
  const locked = lockOf(change, parsed.data);
  return [eventOf(change, parsed.data), ...(locked === undefined ? [] : [locked])];
}

/** That the account is locked may be told as late as by a message that failed: once for all that failed for it on a day. */
function lockOf(change: Change, { status, timestamp: at, errors: [error] }: Status): InboundEvent | undefined {
  if (status !== 'failed' || refusedBy(refusalOf(error, 0)).forbids !== 'everything') return undefined;
  const key = `locked/${change.account}/${String(Math.floor(at / DAY_MS))}`;
  return accountErrorOf({ ...change, at, key }, error, 0);
}

/**
 * Statuses are matched by the message's id; the person may not be told at all. `sent` says nothing that the answer did not say
 * already, unless there was no answer: with our key it proves the send.
 */
function eventOf({ source, value }: Change, told: Status): InboundEvent {
  const { id, status, timestamp: at, recipient_id, recipient_user_id, biz_opaque_callback_data: data } = told;
  const key = `status/${source}/${id}/${status}`;
  const person = personOf({ userId: recipient_user_id, phone: recipient_id }, value.contacts);
  const chat = person?.chat ?? '';
  const { key: correlation, isFirst } =
    data === undefined ? { key: undefined, isFirst: false } : readCallbackData(data);
  if (status === 'sent' && correlation !== undefined) {
    const content = { type: 'unsupported', what: 'message that another program sent' } as const;
    const customer = person?.author ?? { remoteId: chat, name: 'WhatsApp user', isUnnamed: true };
    return { kind: 'echo', key, source, chat, remoteId: id, at, customer, correlation, content };
  }
  const state = Object.hasOwn(STATES, status) ? STATES[status] : undefined;
  if (state === undefined) return ignored(key, `the status "${status.slice(0, 40)}" changes nothing`);
  return {
    kind: 'receipt',
    key,
    source,
    chat,
    remoteId: id,
    state,
    at,
    ...(correlation === undefined ? {} : { correlation }),
    ...(state === 'failed' ? { failure: failureOf(told.errors, isFirst) } : {}),
  };
}

function failureOf([error]: readonly unknown[], isFirst: boolean): NonNullable<InboundReceipt['failure']> {
  const { code, words, windowClosed } = refusedBy(refusalOf(error, 0), !isFirst);
  return { code, ...words, windowClosed };
}
