import { z } from 'zod';
import * as contract from './lines-contract';
import { button, contact, file, place, reaction } from './shared-views';
import { listMessage } from './kommo-views';

/** Schemas of what the control API answers about the lines; the types of the contract bind them. */
const messenger = z.enum(contract.LINE_MESSENGERS);

export const line = z
  .object({
    messenger,
    id: z.string(),
    name: z.string(),
    address: z.string(),
    credentials: z.record(z.string(), z.string()),
    webhook: z.object({ url: z.string(), pending: z.int(), lastError: z.string().nullable() }).nullable(),
    facts: z.record(z.string(), z.string()),
  })
  .meta({ id: 'LineView' }) satisfies z.ZodType<contract.LineView>;

export const handsetMessage = z
  .object({
    id: z.string(),
    from: z.enum(['customer', 'line', 'business']),
    kind: z.enum(contract.HANDSET_KINDS),
    text: z.string(),
    files: z.array(file),
    durationS: z.number().nullable(),
    location: place.nullable(),
    contact: contact.nullable(),
    buttons: z.array(z.array(button)),
    list: listMessage.nullable(),
    times: z
      .object({ title: z.string(), slots: z.array(z.object({ startsAt: z.int(), durationS: z.int() })) })
      .nullable(),
    template: z.string().nullable(),
    header: z.string().nullable(),
    footer: z.string().nullable(),
    quote: z.object({ messageId: z.string(), author: z.string(), text: z.string() }).nullable(),
    forwarded: z.boolean(),
    reactions: z.array(reaction),
    edited: z.boolean(),
    removed: z.boolean(),
    at: z.int(),
    handed: z.boolean(),
    status: z.enum(['accepted', 'sent', 'delivered', 'read', 'failed']).nullable(),
  })
  .meta({ id: 'HandsetMessage' }) satisfies z.ZodType<contract.HandsetMessage>;

export const handset = z
  .object({
    messenger,
    lineId: z.string(),
    id: z.string(),
    name: z.string(),
    phone: z.string().nullable(),
    username: z.string().nullable(),
    state: z.enum(['new', 'open', 'blocked', 'gone']),
    typingUntil: z.int().nullable(),
    windowUntil: z.int().nullable(),
    endedByLine: z.boolean(),
    can: z.array(z.enum(contract.HANDSET_ABILITIES)),
    messages: z.array(handsetMessage),
  })
  .meta({ id: 'HandsetView' }) satisfies z.ZodType<contract.HandsetView>;

export const lines = z
  .object({ lines: z.array(line), handsets: z.array(handset) })
  .meta({ id: 'LinesView' }) satisfies z.ZodType<contract.LinesView>;
