import type { Core } from '../core';
import type { Outcome } from '../exchange';
import type { Handset, Line, LineMessage } from '../lines/records';
import { refusal } from './answers';
import type { Call } from './call';
import { quoteOf, readAgain } from './customer-content';
import { historyRequested, read, strangersIn } from './events';

interface Said {
  readonly handset: Handset;
  readonly message: LineMessage;
}

/** `history.requested`: a page of what its chats hold, newest first, over all of them (docs/custom-webhook.md). */
export function takeHistory({ core, line, data }: Call): Outcome {
  const event = read(historyRequested, data, 'data');
  const warnings = strangersIn(data, event);
  if (core.assumptions.is('custom-history', 'not-known')) return { status: 202, body: { ignored: true }, warnings };
  if (core.assumptions.is('custom-history', 'none')) return { status: 501, warnings };
  const all = saidOn(line);
  const from = event.cursor === undefined ? 0 : placeOf(event.cursor, all.length);
  const until = from + core.assumptions.number('custom-history-page');
  const page = all.slice(from, until);
  const body = {
    chats: [...new Set(page.map(({ handset }) => handset))].map(({ id, name, facts }) => ({
      id,
      ...(facts.unnamed === true ? {} : { title: name }),
    })),
    messages: page.map((said) => fieldsOf(core, said)),
    ...(until < all.length ? { next: cursorOf(until) } : {}),
  };
  return { status: 200, body, warnings };
}

/** A press is told in another way than a message, and not again. */
function saidOn(line: Line): readonly Said[] {
  return [...line.handsets.values()]
    .flatMap((handset) => handset.messages.map((message) => ({ handset, message })))
    .filter(({ message: { removed, facts } }) => !removed && facts.isPress !== true)
    .sort((one, other) => other.message.at - one.message.at);
}

const cursorOf = (place: number): string => Buffer.from(`older than ${String(place)}`).toString('base64url');

/** @throws ServiceError for what is none of ours */
function placeOf(cursor: string, most: number): number {
  const [, digits] = /^older than (\d{1,9})$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  const place = Number(digits);
  if (!(place > 0 && place < most)) throw refusal('invalid_payload', 'data.cursor: none of ours');
  return place;
}

function fieldsOf(core: Core, { handset, message }: Said): object {
  const { id, at, from, replyTo, facts } = message;
  const quoted = handset.messages.find((each) => each.id === replyTo);
  return {
    chat: handset.id,
    id,
    created_at: new Date(at).toISOString(),
    sender:
      from === 'customer'
        ? { type: 'customer', id: handset.facts.contactId, name: handset.name }
        : { type: 'agent', ...(typeof facts.by === 'string' ? { id: facts.by, name: facts.by } : {}) },
    ...saysOf(core, message),
    ...(quoted === undefined ? {} : { reply_to: quoteOf(quoted) }),
  };
}

function saysOf(core: Core, message: LineMessage): object {
  const { kind, text, location, contact } = message;
  if (location !== null) return { location: { lat: location.latitude, lon: location.longitude } };
  if (contact !== null) return { contact_card: { name: contact.name, phones: [contact.phone] } };
  return kind === 'other' ? { fallback_text: text } : readAgain(core, message, text);
}
