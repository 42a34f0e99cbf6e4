import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { act, deed, type Act } from '../lines/act';
import { isRefused, type OnHandset, type Refused } from '../lines/emulator';
import { addLineMessage, type LineMessage } from '../lines/records';
import { past, remember } from '../lines/past';
import type { Parts } from './call';
import { closed, sendLink } from './customer';
import { contactOf } from './people';

const word = z.string().min(1).max(255);
const none = z.strictObject({});
const one = z.strictObject({ message: word.exactOptional() });
const why = z.strictObject({ code: word.default('internal'), text: word.default('refused by a test') });
const reason = z.strictObject({ reason: z.string().max(300).exactOptional() });
const business = z.strictObject({
  text: z.string().min(1).max(20_000),
  as: z.enum(['agent', 'bot', 'system']).default('agent'),
  name: word.exactOptional(),
});
const contact = z.strictObject({
  name: word.exactOptional(),
  email: word.exactOptional(),
  phone: z
    .string()
    .regex(/^\+\d{5,15}$/)
    .exactOptional(),
});
const event = z.strictObject({ type: word, data: z.record(z.string(), z.json()).default({}) });
type State = 'closed' | 'blocked' | 'unsubscribed' | 'reopened';

const NO_MESSAGE: Refused = { refused: 'There is no such message of Courier.' };

/** What a customer does beside writing, and what else a service tells of their chat. */
export function handsetActs(parts: Parts): ReadonlyMap<string, Act<OnHandset>> {
  const { core, teller, receipts } = parts;
  const stand = (state: State, change: (on: OnHandset) => void) =>
    act<OnHandset, z.infer<typeof reason>>(reason, (on, said) => {
      if (on.handset.state === 'gone') return closed(on);
      change(on);
      const data = { conversation: { id: on.handset.id }, contact: contactOf(on.handset), state, ...said };
      teller.tell(on.line, { type: 'conversation.state', conversation: on.handset.id, data });
      return undefined;
    });
  const type = (state: 'on' | 'off') =>
    act<OnHandset, object>(none, (on) => {
      const shut = closed(on);
      if (shut) return shut;
      const data = { conversation: { id: on.handset.id }, contact: contactOf(on.handset), state };
      teller.tellNow(on.line, { type: 'typing.changed', conversation: on.handset.id, data });
      return undefined;
    });
  return new Map<string, Act<OnHandset>>([
    ['type', type('on')],
    ['stop-typing', type('off')],
    ['read', act(one, (on, { message }) => read(parts, on, message))],
    ['block', stand('blocked', ({ handset }) => (handset.state = 'blocked'))],
    ['unblock', stand('reopened', reopen)],
    ['close', stand('closed', ({ handset }) => (handset.facts.closed = true))],
    ['unsubscribe', stand('unsubscribed', ({ handset }) => (handset.facts.unsubscribed = true))],
    ['reopen', stand('reopened', reopen)],
    [
      'fail',
      act(one.extend(why.shape), (on, { message, code, text }) => {
        const failed = ofCourier(on, message);
        if (!failed) return NO_MESSAGE;
        receipts.fail(on, failed, { code, message: text });
        return undefined;
      }),
    ],
    [
      'fail-next',
      deed(why, ({ handset }, { code, text }) => {
        handset.facts.failNext = JSON.stringify({ code, message: text });
      }),
    ],
    ['offline', deed(none, ({ handset }) => (handset.facts.offline = true))],
    [
      'online',
      deed(none, (on) => {
        on.handset.facts.offline = false;
        receipts.comeOnline(on);
      }),
    ],
    ['business', deed(business, (on, said) => writeAsBusiness(parts, on, said))],
    ['contact', deed(contact, (on, changes) => change(parts, on, changes))],
    ['past', act(past, (on, said) => remember(core, on, said, `svc-${randomUUID()}`))],
    ['hide-name', deed(none, ({ handset }) => (handset.facts.unnamed = true))],
    ['page', deed(z.strictObject({ url: z.url().max(2000) }), ({ handset }, { url }) => (handset.facts.page = url))],
    [
      'link',
      act(z.strictObject({ url: z.url().max(2000), title: word.exactOptional() }), (on, link) => {
        const sent = sendLink(parts, on, link);
        return isRefused(sent) ? sent : undefined;
      }),
    ],
    [
      'event',
      deed(event, (on, { type: name, data }) => {
        teller.tell(on.line, {
          type: name,
          conversation: on.handset.id,
          data: { ...data, conversation: { id: on.handset.id } },
        });
      }),
    ],
    ['close-window', deed(none, ({ handset }) => (handset.wroteAt = core.clock.now() - 8760 * 3_600_000))],
    ['leave', deed(none, ({ handset }) => (handset.state = 'gone'))],
  ]);
}

function reopen({ handset }: OnHandset): void {
  handset.state = handset.messages.length === 0 ? 'new' : 'open';
  Object.assign(handset.facts, { closed: false, unsubscribed: false });
}

/** Everything, or all up to this message. */
function read({ receipts }: Parts, on: OnHandset, message: string | undefined): Refused | undefined {
  const last = ofCourier(on, message);
  if (last !== undefined) receipts.see(on, last);
  return message !== undefined && last === undefined ? NO_MESSAGE : undefined;
}

/** A colleague who answers in the service itself, or a bot of it. */
function writeAsBusiness(
  { core, teller }: Parts,
  { line, handset }: OnHandset,
  { text, as, name }: z.infer<typeof business>,
): void {
  const message = addLineMessage(handset, {
    id: `svc-${randomUUID()}`,
    from: 'business',
    at: core.clock.moment(),
    text,
  });
  const sender = { type: as, ...(name === undefined ? {} : { name }) };
  teller.tell(line, {
    type: 'message.created',
    conversation: handset.id,
    at: message.at,
    messageId: message.id,
    data: {
      message: { id: message.id, created_at: new Date(message.at).toISOString(), sender, text },
      conversation: { id: handset.id },
      contact: contactOf(handset),
    },
    taken: () => (message.handed = true),
  });
}

function change(
  { teller }: Parts,
  { line, handset }: OnHandset,
  { name, email, phone }: z.infer<typeof contact>,
): void {
  if (name !== undefined) handset.name = name;
  if (phone !== undefined) handset.phone = phone;
  if (email !== undefined) handset.facts.email = email;
  handset.facts.unnamed = false;
  teller.tell(line, { type: 'contact.updated', conversation: handset.id, data: { contact: contactOf(handset) } });
}

/** The newest where none is named. */
function ofCourier({ handset }: OnHandset, id: string | undefined): LineMessage | undefined {
  return handset.messages.findLast(({ from, id: own }) => from === 'line' && (id === undefined || own === id));
}
