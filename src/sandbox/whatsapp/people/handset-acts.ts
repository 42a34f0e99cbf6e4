import type { Core } from '../../core';
import { orderIn, type Orders } from '../../graph/orders';
import type { OnHandset, Refused } from '../../lines/emulator';
import { addLineMessage } from '../../lines/records';
import type { WhatsAppHooks } from '../hooks';
import { headOf } from '../hooks';
import { digitsOf, isUserId, newWamid, userIdOf } from '../ids';
import { displayNumberOf, isCoexistence, wabaIdOf } from '../number';
import { carriedOf, tellRead, tellStatus } from '../statuses';
import type { Customers } from './customers';
import { contactOf, identityOf } from './person';

export interface HandsetActing {
  readonly core: Core;
  readonly hooks: WhatsAppHooks;
  readonly customers: Customers;
  readonly failures: Orders;
}

type Fields = Readonly<Record<string, unknown>>;
type Act = (acting: HandsetActing, on: OnHandset, fields: Fields) => Refused | undefined;

const DAY_MS = 24 * 60 * 60 * 1000;

/** What a customer does beside writing, by the word of `/act`. */
export const HANDSET_ACTS: Readonly<Record<string, Act>> = {
  type: () => ({ refused: 'WhatsApp tells businesses nothing of who types.' }),

  /** Everything was seen, or all up to `messageId`. */
  read: ({ core, hooks }, on, { messageId }) => {
    const upTo = messageId === undefined ? undefined : on.handset.messages.find(({ id }) => id === messageId);
    if (messageId !== undefined && !upTo) return { refused: 'There is no such message.' };
    tellRead(core, hooks, on, upTo);
    return undefined;
  },

  /** A voice message of the business is played for the first time: `messageId`, else the newest. */
  play: ({ core, hooks }, on, { messageId }) => {
    const voices = on.handset.messages.filter(({ from, kind }) => from === 'line' && kind === 'voice');
    const message = messageId === undefined ? voices.at(-1) : voices.find(({ id }) => id === messageId);
    if (!message) return { refused: 'There is no such voice message.' };
    if (message.facts.played === true) return undefined;
    tellRead(core, hooks, on, message);
    message.facts.played = true;
    if (on.handset.facts.receipts !== false) tellStatus(core, hooks, carriedOf(on, message), 'played');
    return undefined;
  },

  block: (_acting, { handset }) => void (handset.state = 'blocked'),
  unblock: (_acting, { handset }) => void (handset.state = handset.wroteAt === null ? 'new' : 'open'),
  /** The person leaves WhatsApp, and comes back. */
  leave: (_acting, { handset }) => void (handset.state = 'gone'),
  return: (_acting, { handset }) => void (handset.state = handset.wroteAt === null ? 'new' : 'open'),

  /** `on`: whether the person lets others see what was read. */
  receipts: (_acting, { handset }, fields) => void (handset.facts.receipts = fields.on !== false),
  /** `on`: `read` comes without a `delivered` before it. */
  'skip-delivered': (_acting, { handset }, fields) => void (handset.facts.skipDelivered = fields.on !== false),

  /** `on`: whether the person stops marketing messages. */
  'opt-out': ({ core, hooks }, { line, handset }, fields) => {
    const stops = fields.on !== false;
    handset.facts.optedOut = stops;
    const { waId, userId } = identityOf(core, handset);
    const preference = {
      ...(waId === undefined ? {} : { wa_id: waId }),
      ...(userId === undefined ? {} : { user_id: userId }),
      detail: stops ? 'User requested to stop marketing messages' : 'User requested to resume marketing messages',
      category: 'marketing_messages',
      value: stops ? 'stop' : 'resume',
      timestamp: core.clock.seconds(),
    };
    const value = { ...headOf(line), user_preferences: [preference] };
    hooks.send(line, { field: 'user_preferences', value, chat: handset.id });
    return undefined;
  },

  /** The person calls themselves `name` from now on. */
  rename: (_acting, { handset }, { name }) => {
    if (typeof name !== 'string' || name.trim() === '') return { refused: 'name is missing' };
    handset.name = name;
    return undefined;
  },

  /** The person takes another number, `phone`: the user id changes with it (whatsapp.md §0 row 2). */
  'change-number': ({ core, hooks, customers }, on, { phone }) => {
    const { line, handset } = on;
    if (typeof phone !== 'string' || !/^\+?\d{5,15}$/.test(phone)) {
      return { refused: 'phone: digits, a plus before them' };
    }
    const digits = digitsOf(phone);
    const before = identityOf(core, handset);
    const id = isUserId(handset.id) ? userIdOf(wabaIdOf(line), digits) : digits;
    if (line.handsets.has(id)) return { refused: 'There is a customer with this number already.' };
    const said = `${handset.name} has changed`;
    // The old address tells of the new one.
    const system =
      before.waId === undefined
        ? { body: said, user_id: id, type: 'user_changed_user_id' }
        : { body: `${said} from ${before.waId} to ${digits}`, wa_id: digits, type: 'user_changed_number' };
    customers.tellAbout(on, { type: 'system', system });
    line.handsets.delete(handset.id);
    handset.id = id;
    if (handset.phone === null) handset.facts.hiddenPhone = `+${digits}`;
    else handset.phone = `+${digits}`;
    line.handsets.set(id, handset);
    const after = identityOf(core, handset);
    if (before.userId === undefined || after.userId === undefined) return undefined;
    const update = {
      ...(after.waId === undefined ? {} : { wa_id: after.waId }),
      detail: said,
      user_id: { previous: before.userId, current: after.userId },
      timestamp: String(core.clock.seconds()),
    };
    const value = { ...headOf(line), contacts: [contactOf(core, handset)], user_id_update: [update] };
    hooks.send(line, { field: 'user_id_update', value, chat: id });
    return undefined;
  },

  /** The window is shut as if the customer had written more than a day ago. */
  'close-window': ({ core }, { handset }) => {
    if (handset.wroteAt !== null) handset.wroteAt = Math.min(handset.wroteAt, core.clock.now() - DAY_MS - 1000);
    return undefined;
  },

  /** The next `times` messages to this person fail late with `code`. */
  fail: ({ failures }, { handset }, fields) => {
    const order = orderIn(fields);
    if ('refused' in order) return order;
    failures.add(handset.id, order);
    return undefined;
  },

  /** A person of the business writes `text` on the number's own phone (whatsapp.md §2, Coexistence echoes). */
  'business-writes': ({ core, hooks }, { line, handset }, { text }) => {
    if (!isCoexistence(line)) return { refused: 'The number is on no phone: switch coexistence on first.' };
    if (typeof text !== 'string' || text === '') return { refused: 'text is missing' };
    const { waId, userId } = identityOf(core, handset);
    const message = addLineMessage(handset, {
      id: newWamid(core.lines, waId ?? userId ?? '', 'out'),
      from: 'business',
      text,
      at: core.clock.moment(),
    });
    const echo = {
      from: displayNumberOf(line),
      ...(waId === undefined ? {} : { to: waId }),
      ...(userId === undefined ? {} : { to_user_id: userId }),
      id: message.id,
      timestamp: String(Math.floor(message.at / 1000)),
      type: 'text',
      text: { body: text },
    };
    const value = { ...headOf(line), message_echoes: [echo] };
    const taken = (): void => void (message.handed = true);
    hooks.send(line, { field: 'smb_message_echoes', value, chat: handset.id, messageId: message.id, taken });
    return undefined;
  },
};
