import { z } from 'zod';
import type * as contract from './contract';
import { PHONE_KINDS } from './contract';
import { button, contact, file, place, reaction } from './shared-views';

/** Schemas of what the control API answers about Telegram's side. */
export const bot = z
  .object({
    id: z.string(),
    name: z.string(),
    username: z.string(),
    webhook: z.object({ url: z.string(), pending: z.int(), lastError: z.string().nullable() }).nullable(),
  })
  .meta({ id: 'BotView' }) satisfies z.ZodType<contract.BotView>;

export const group = z
  .object({
    botId: z.string(),
    chatId: z.string(),
    title: z.string(),
    type: z.enum(['group', 'supergroup']),
    migratedTo: z.string().nullable(),
    messages: z.array(z.object({ id: z.int(), author: z.string(), text: z.string() })),
  })
  .meta({ id: 'GroupView' }) satisfies z.ZodType<contract.GroupView>;

export const phoneMessage = z
  .object({
    id: z.int(),
    from: z.enum(['customer', 'bot']),
    kind: z.enum(PHONE_KINDS),
    text: z.string(),
    file: file.nullable(),
    durationS: z.int().nullable(),
    location: place.nullable(),
    contact: contact.nullable(),
    albumId: z.string().nullable(),
    quote: z.object({ messageId: z.int(), author: z.string(), text: z.string() }).nullable(),
    forwardedFrom: z.string().nullable(),
    buttons: z.array(z.array(button)),
    pressing: z.object({ row: z.int(), column: z.int() }).nullable(),
    reactions: z.array(reaction),
    edited: z.boolean(),
    at: z.int(),
    handed: z.boolean(),
  })
  .meta({ id: 'PhoneMessage' }) satisfies z.ZodType<contract.PhoneMessage>;

export const phone = z
  .object({
    botId: z.string(),
    chatId: z.string(),
    firstName: z.string(),
    lastName: z.string().nullable(),
    username: z.string().nullable(),
    state: z.enum(['new', 'started', 'blocked', 'deactivated']),
    typingUntil: z.int().nullable(),
    messages: z.array(phoneMessage),
  })
  .meta({ id: 'PhoneView' }) satisfies z.ZodType<contract.PhoneView>;

export const telegram = z
  .object({ bots: z.array(bot), phones: z.array(phone), groups: z.array(group) })
  .meta({ id: 'TelegramView' }) satisfies z.ZodType<contract.TelegramView>;

export const press = z.object({ queryId: z.string() }).meta({ id: 'PressedQuery' });
