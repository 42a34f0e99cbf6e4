import { randomUUID } from 'node:crypto';
import type { NewHandsetMessage } from '../control/lines-contract';
import { isRefused, type OnHandset, type Pressed, type Refused } from '../lines/emulator';
import { addLineMessage, type LineMessage } from '../lines/records';
import type { Parts } from './call';
import { aLink, quoteOf, readAgain, readSaid, type Said } from './customer-content';
import { contactOf, sourceOf } from './people';

const BLOCKED: Refused = { refused: 'Whoever has blocked the chat cannot write there.' };
const GONE: Refused = { refused: 'This customer is not there any more.' };
const NOT_OWN: Refused = { refused: 'Only own messages can be changed.' };
const NO_BUTTON: Refused = { refused: 'There is no such button.' };

/** The customer writes; a chat that was closed is open again (webhook.md §2). */
export function say(parts: Parts, on: OnHandset, written: NewHandsetMessage): LineMessage | Refused {
  const said = readSaid(parts.core, written);
  if (isRefused(said)) return said;
  const { handset } = on;
  const { referral, replyTo, timestampMs } = written;
  if (referral) {
    const { title, url, ref } = referral;
    handset.facts.cameBy = JSON.stringify({ url, ref, utm_campaign: title });
  }
  const quoted = handset.messages.find(({ id }) => id === replyTo);
  return bring(parts, on, said, { at: timestampMs, quoted });
}

export function sendLink(
  parts: Parts,
  on: OnHandset,
  link: { readonly url: string; readonly title?: string | undefined },
) {
  return bring(parts, on, aLink(link));
}

interface How {
  readonly at?: number | undefined;
  readonly quoted?: LineMessage | undefined;
}

function bring(parts: Parts, on: OnHandset, said: Said, { at, quoted }: How = {}): LineMessage | Refused {
  const shut = closed(on);
  if (shut) return shut;
  const { core, teller } = parts;
  const { line, handset } = on;
  const message = addLineMessage(handset, {
    ...said.shows,
    id: `svc-${randomUUID()}`,
    from: 'customer',
    at: at ?? core.clock.moment(),
    replyTo: quoted?.id ?? null,
  });
  begin(on, message.at);
  const source = sourceOf(core, handset);
  teller.tell(line, {
    type: 'message.created',
    conversation: handset.id,
    at: message.at,
    messageId: message.id,
    data: {
      message: {
        id: message.id,
        created_at: iso(message.at),
        sender: { type: 'customer', id: handset.facts.contactId },
        ...said.fields,
        ...(quoted === undefined ? {} : { reply_to: quoteOf(quoted) }),
      },
      conversation: { id: handset.id, ...(source === undefined ? {} : { source }) },
      contact: contactOf(handset),
    },
    taken: () => (message.handed = true),
  });
  return message;
}

/** It holds all that the message says now. */
export function edit(parts: Parts, on: OnHandset, message: LineMessage, text: string): LineMessage | Refused {
  const shut = closed(on) ?? notOwn(message);
  if (shut) return shut;
  const { core, teller } = parts;
  message.text = text;
  message.edits += 1;
  teller.tell(on.line, {
    ...about(on, message),
    type: 'message.updated',
    data: {
      message: { id: message.id, edited_at: iso(core.clock.moment()), ...readAgain(core, message, text) },
      ...byCustomer(on),
    },
  });
  return message;
}

export function remove({ core, teller }: Parts, on: OnHandset, message: LineMessage): LineMessage | Refused {
  const shut = closed(on) ?? notOwn(message);
  if (shut) return shut;
  message.removed = true;
  const count = message.files.length;
  teller.tell(on.line, {
    ...about(on, message),
    type: 'message.deleted',
    data: {
      message: {
        id: message.id,
        deleted_at: iso(core.clock.moment()),
        ...(count > 1 ? { attachment_count: count } : {}),
      },
      conversation: { id: on.handset.id },
    },
  });
  return message;
}

/** All reactions of the customer from now on: one, or none. */
export function react({ teller }: Parts, on: OnHandset, message: LineMessage, emoji: string | null) {
  const shut = closed(on);
  if (shut) return shut;
  if (emoji === null) message.reactions.delete('customer');
  else message.reactions.set('customer', emoji);
  teller.tell(on.line, {
    ...about(on, message),
    type: 'message.reaction',
    data: { message: { id: message.id }, ...byCustomer(on), reactions: emoji === null ? [] : [emoji] },
  });
  return message;
}

/** Of a button that opens an address nobody is told. */
export function press({ core, teller }: Parts, on: OnHandset, message: LineMessage, pressed: Pressed) {
  const shut = closed(on);
  if (shut) return shut;
  const button = 'row' in pressed ? message.buttons[pressed.row]?.[pressed.column] : undefined;
  if (!button || message.from !== 'line') return NO_BUTTON;
  if (button.url !== null) return message;
  const { handset, line } = on;
  const answer = addLineMessage(handset, {
    id: `press-${randomUUID()}`,
    from: 'customer',
    at: core.clock.moment(),
    text: button.text,
    facts: { isPress: true },
  });
  begin(on, answer.at);
  teller.tell(line, {
    type: 'action.triggered',
    conversation: handset.id,
    at: answer.at,
    messageId: message.id,
    data: {
      action: { button_id: button.payload, title: button.text },
      message: { id: message.id },
      ...byCustomer(on),
    },
    taken: () => (answer.handed = true),
  });
  return answer;
}

export function closed({ handset }: OnHandset): Refused | undefined {
  if (handset.state === 'gone') return GONE;
  return handset.state === 'blocked' ? BLOCKED : undefined;
}

/** Whoever writes wants an answer. */
function begin({ handset }: OnHandset, at: number): void {
  Object.assign(handset, { state: 'open', wroteAt: at });
  Object.assign(handset.facts, { closed: false, unsubscribed: false });
}

/** A press is told in another way than a message, and stays. */
function notOwn({ from, facts, removed }: LineMessage): Refused | undefined {
  return from !== 'customer' || facts.isPress === true || removed ? NOT_OWN : undefined;
}

function about({ handset }: OnHandset, message: LineMessage) {
  return { conversation: handset.id, messageId: message.id };
}

function byCustomer({ handset }: OnHandset): object {
  return { conversation: { id: handset.id }, contact: contactOf(handset) };
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
