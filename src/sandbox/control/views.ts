import { z } from 'zod';
import type * as contract from './contract';
import { FAULT_NAMES } from './contract';

/** Schemas of what the control API answers, for its OpenAPI document; the types of the contract bind them. */
const named = z.object({ id: z.string(), name: z.string() });

export const fault = z
  .object({
    id: z.string(),
    acted: z.int(),
    name: z.enum(FAULT_NAMES),
    ms: z.int().exactOptional(),
    status: z.int().exactOptional(),
    retryAfter: z.int().exactOptional(),
    operation: z.string().exactOptional(),
    chat: z.string().exactOptional(),
    times: z.int().exactOptional(),
  })
  .meta({ id: 'Fault' }) satisfies z.ZodType<contract.Fault>;

export const channel = z
  .object({
    id: z.string(),
    code: z.string(),
    name: z.string(),
    hookUrl: z.string(),
    bot: named,
    connected: z.array(z.object({ accountAmojoId: z.string(), scopeId: z.string(), title: z.string() })),
  })
  .meta({ id: 'ChannelView' }) satisfies z.ZodType<contract.ChannelView>;

export const account = z
  .object({ id: z.int(), amojoId: z.string(), subdomain: z.string(), users: z.array(named) })
  .meta({ id: 'AccountView' }) satisfies z.ZodType<contract.AccountView>;

export const hookResult = z.object({ status: z.int().nullable(), ms: z.number(), error: z.string().nullable() });

export const inboxMessage = z
  .object({
    id: z.string(),
    clientId: z.string().nullable(),
    direction: z.enum(['incoming', 'outgoing']),
    author: z.string(),
    text: z.string(),
    at: z.int(),
    notified: z.boolean(),
    status: z.enum(['sent', 'delivered', 'read', 'failed']).nullable(),
    error: z.object({ code: z.int(), text: z.string() }).nullable(),
    hook: hookResult.nullable(),
  })
  .meta({ id: 'InboxMessage' }) satisfies z.ZodType<contract.InboxMessage>;

const inboxChat = z
  .object({
    id: z.string(),
    clientId: z.string().nullable(),
    scopeId: z.string(),
    customer: z.object({ id: z.string(), clientId: z.string().nullable(), name: z.string() }),
    sourceExternalId: z.string().nullable(),
    messages: z.array(inboxMessage),
  })
  .meta({ id: 'InboxChat' }) satisfies z.ZodType<contract.InboxChat>;

export const bot = z
  .object({
    id: z.string(),
    name: z.string(),
    username: z.string(),
    webhook: z.object({ url: z.string(), pending: z.int(), lastError: z.string().nullable() }).nullable(),
  })
  .meta({ id: 'BotView' }) satisfies z.ZodType<contract.BotView>;

export const phoneMessage = z
  .object({
    id: z.int(),
    from: z.enum(['customer', 'bot']),
    text: z.string(),
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
    messages: z.array(phoneMessage),
  })
  .meta({ id: 'PhoneView' }) satisfies z.ZodType<contract.PhoneView>;

export const state = z
  .object({
    now: z.int(),
    kommo: z.object({ channels: z.array(channel), accounts: z.array(account), chats: z.array(inboxChat) }),
    telegram: z.object({ bots: z.array(bot), phones: z.array(phone) }),
    faults: z.array(fault),
  })
  .meta({ id: 'SandboxState' }) satisfies z.ZodType<contract.SandboxState>;

export const change = z
  .object({ version: z.int(), area: z.enum(['kommo', 'telegram', 'faults', 'clock', 'assumptions', 'reset']) })
  .meta({ id: 'Change' }) satisfies z.ZodType<contract.Change>;

const journalEntry = z
  .object({
    seq: z.int(),
    side: z.enum(['kommo', 'telegram']),
    direction: z.enum(['in', 'out']),
    operation: z.string(),
    method: z.string(),
    path: z.string(),
    chat: z.string().nullable(),
    messageId: z.string().nullable(),
    clientMessageId: z.string().nullable(),
    request: z.unknown(),
    status: z.int().nullable(),
    answer: z.unknown(),
    startedAt: z.int(),
    endedAt: z.int().nullable(),
    stored: z.boolean(),
    repeats: z.int().nullable(),
    fault: z.enum(FAULT_NAMES).nullable(),
  })
  .meta({ id: 'JournalEntry' }) satisfies z.ZodType<contract.JournalEntry>;

export const journalPage = z
  .object({ entries: z.array(journalEntry), last: z.int() })
  .meta({ id: 'JournalPage' }) satisfies z.ZodType<contract.JournalPage>;

export const assumptions = z
  .record(
    z.string(),
    z.object({
      value: z.union([z.string(), z.number()]),
      values: z.array(z.union([z.string(), z.number()])),
      free: z.literal(true).exactOptional().meta({ description: 'any whole number from 0 on' }),
      text: z.string(),
    }),
  )
  .meta({ id: 'Assumptions' });

export const problem = z
  .object({
    type: z.literal('about:blank'),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    errors: z.array(z.object({ field: z.string(), message: z.string() })).exactOptional(),
  })
  .meta({ id: 'Problem' });
