import { z } from 'zod';
import type * as contract from './contract';
import { FAULT_NAMES, SIDES } from './contract';
import { account, channel, chatTemplate, inboxChat } from './kommo-views';
import { lines } from './lines-views';
import { telegram } from './telegram-views';

/** Schemas of what the control API answers, for its OpenAPI document; the types of the contract bind them. */
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

export const state = z
  .object({
    now: z.int(),
    kommo: z.object({
      channels: z.array(channel),
      accounts: z.array(account),
      templates: z.array(chatTemplate),
      chats: z.array(inboxChat),
    }),
    telegram,
    lines,
    faults: z.array(fault),
  })
  .meta({ id: 'SandboxState' }) satisfies z.ZodType<contract.SandboxState>;

export const change = z
  .object({ version: z.int(), area: z.enum(['kommo', 'telegram', 'lines', 'faults', 'clock', 'assumptions', 'reset']) })
  .meta({ id: 'Change' }) satisfies z.ZodType<contract.Change>;

const journalEntry = z
  .object({
    seq: z.int(),
    side: z.enum(SIDES),
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
    warnings: z.array(z.string()).exactOptional(),
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
