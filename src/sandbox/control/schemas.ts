import { z } from 'zod';
import { FAULT_NAMES } from './contract';

const word = z.string().min(1);
const milliseconds = z.int().min(0).max(3_600_000);

const KOMMO_ERRORS = [400, 403, 404, 429, 500, 503];
const TELEGRAM_ERRORS = [401, 403, 429, 500, 502];

export const newFault = z
  .strictObject({
    name: z.enum(FAULT_NAMES),
    ms: milliseconds.exactOptional().meta({ description: 'for latency and delays' }),
    status: z.int().exactOptional().meta({ description: 'for error' }),
    retryAfter: z.int().min(0).max(3600).exactOptional().meta({ description: 'seconds, for error with 429' }),
    operation: word.exactOptional(),
    chat: word.exactOptional(),
    times: z.int().min(1).exactOptional(),
  })
  .superRefine((fault, context) => {
    const wrong = (field: string, message: string): void =>
      context.addIssue({ code: 'custom', path: [field], message });
    if (/latency|delay/.test(fault.name) && fault.ms === undefined) wrong('ms', `needed for ${fault.name}`);
    if (!fault.name.endsWith('-error')) return;
    const statuses = fault.name.startsWith('kommo') ? KOMMO_ERRORS : TELEGRAM_ERRORS;
    if (fault.status === undefined || !statuses.includes(fault.status)) {
      wrong('status', `one of ${statuses.join(', ')} needed for ${fault.name}`);
    }
  })
  .meta({ id: 'NewFault' });

export const clockMove = z.strictObject({ offsetMs: z.int().min(-1e13).max(1e13) }).meta({ id: 'ClockMove' });

export const assumptionChange = z
  .record(z.string(), z.union([z.string(), z.number()]))
  .meta({ id: 'AssumptionChange' });

export const journalQuery = z.strictObject({
  after: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(5000).default(1000),
  side: z.enum(['kommo', 'telegram']).exactOptional(),
  chat: word.exactOptional(),
});

export const newBot = z
  .strictObject({
    token: z
      .string()
      .max(80)
      .regex(/^[1-9]\d{0,14}:[A-Za-z0-9_-]{10,}$/, 'a bot token such as 123456789:AAH…'),
    name: word,
    username: word,
  })
  .meta({ id: 'NewBot' });

export const newCustomer = z
  .strictObject({
    firstName: word,
    lastName: word.exactOptional(),
    username: word.exactOptional(),
    language: word.exactOptional(),
  })
  .meta({ id: 'NewCustomer' });

/** What somebody wrote in a box of the page: a refusal is read by that person. */
function written(limit: number): z.ZodString {
  return z
    .string('The message has no text.')
    .min(1, 'The message is empty.')
    .max(limit, `A message has at most ${String(limit)} characters; this one is longer.`);
}

export const customersMessage = z
  .strictObject({
    text: written(4096),
    timestampMs: z.int().min(0).exactOptional(),
    start: z
      .union([z.boolean(), z.string().regex(/^[A-Za-z0-9_-]{1,64}$/)])
      .exactOptional()
      .meta({ description: 'press Start first: a message /start, with this payload if it is text' }),
  })
  .meta({ id: 'CustomersMessage' });

const named = z.strictObject({ id: z.guid(), name: word });

/** `:scope_id` stands for the scope, as Kommo's registration wants it. */
const hookUrl = z.url({ protocol: /^https?$/ }).meta({ description: 'with :scope_id where the scope goes' });

export const newChannel = z
  .strictObject({
    id: z.guid(),
    secret: word,
    code: word,
    name: word,
    hookUrl,
    bot: named,
    allowedAccounts: z.array(z.guid()).meta({ description: 'amojo ids' }),
  })
  .meta({ id: 'NewChannel' });

export const channelChange = z.strictObject({ hookUrl }).meta({ id: 'ChannelChange' });

export const newAccount = z
  .strictObject({ amojoId: z.guid(), id: z.int().min(1), subdomain: word, users: z.array(named) })
  .meta({ id: 'NewAccount' });

export const managersMessage = z
  .strictObject({
    text: written(500_000),
    userId: z.guid(),
    repeat: z.int().min(0).max(100).default(0).meta({ description: 'extra copies of the very same hook' }),
    timestampMs: z.int().min(0).exactOptional(),
    type: word.default('text').meta({ description: 'another message type, known to Courier or not' }),
  })
  .meta({ id: 'ManagersMessage' });

export const rawHook = z
  .looseObject({})
  .meta({ id: 'RawHook', description: 'sent as it is, signed, with the newline of the wire' });
