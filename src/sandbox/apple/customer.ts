import { randomUUID } from 'node:crypto';
import type { NewHandsetMessage } from '../control/lines-contract';
import { isRefused, type OnHandset, type Refused } from '../lines/emulator';
import { addLineMessage, type LineMessage } from '../lines/records';
import type { Parts } from './call';
import { readSaid, type Said } from './customer-content';
import { comeBy, entryFields, entryIn } from './entry-link';

/** The customer writes: a text with what is attached to it (apple.md §2). */
export async function say(parts: Parts, on: OnHandset, written: NewHandsetMessage): Promise<LineMessage | Refused> {
  const gone = whoIsGone(on);
  if (gone) return gone;
  const said = await readSaid(parts.core, on.line, written);
  if (isRefused(said)) return said;
  const { assumptions } = parts.core;
  const { referral, timestampMs, replyTo } = written;
  if (referral !== undefined) comeBy(on.handset, entryIn(referral));
  const isNamed = replyTo !== undefined && assumptions.is('apple-inline-reply', 'named');
  const fields = { ...said.fields, ...(isNamed ? { replyToMessageId: replyTo } : {}) };
  if (assumptions.is('apple-typing-first', 'always')) signal(parts, on, 'typing_start');
  return bring(parts, on, { ...said, fields, shows: { ...said.shows, replyTo: replyTo ?? null } }, { at: timestampMs });
}

interface How {
  readonly type?: 'text' | 'interactive';
  readonly id?: string;
  readonly at?: number | undefined;
}

/** Shows it on the phone, and tells the business. */
export function bring(parts: Parts, on: OnHandset, said: Said, how: How = {}): LineMessage {
  const { core, hooks } = parts;
  const { handset } = on;
  const { type = 'text', id = randomUUID(), at } = how;
  const now = core.clock.moment();
  const message = addLineMessage(handset, { ...said.shows, id, from: 'customer', at: at ?? now });
  Object.assign(handset, { state: 'open', wroteAt: now });
  handset.facts.closed = false;
  hooks.send(on, {
    id,
    type,
    fields: { ...said.fields, ...entryFields(core, handset) },
    messageId: id,
    taken: () => {
      message.handed = true;
    },
    refused: () => {
      message.status = 'failed';
    },
  });
  return message;
}

/** Of the moment; nothing is shown. */
export function signal({ hooks }: Parts, on: OnHandset, type: 'typing_start' | 'typing_end' | 'close'): void {
  hooks.send(on, { id: randomUUID(), type });
}

/** The customer deletes the conversation: it is gone from the phone, and the business is not to write (apple.md §6). */
export function close(parts: Parts, on: OnHandset): Refused | undefined {
  const { handset } = on;
  const gone = whoIsGone(on);
  if (gone) return gone;
  if (handset.state !== 'open') return { refused: 'There is no conversation to delete.' };
  handset.messages.length = 0;
  Object.assign(handset, { state: 'new', typingUntil: null });
  handset.facts.closed = true;
  signal(parts, on, 'close');
  return undefined;
}

export function whoIsGone({ handset }: OnHandset): Refused | undefined {
  return handset.state === 'gone' ? { refused: `${handset.name} has no Messages any more.` } : undefined;
}
