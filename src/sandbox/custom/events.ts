import { z } from 'zod';
import { isObject } from '../body';
import { refusal } from './answers';
import { ATTACHMENT_KINDS } from './capabilities';

/** What Courier says to a service (webhook.md §2). */

const id = z.string().min(1).max(255);
const time = z.iso.datetime();
const address = z.url({ protocol: /^https?$/ }).max(4096);
const words = z.string().max(20_000);
const refersTo = z.object({ id });
const sender = z.object({
  type: z.enum(['agent', 'bot', 'system']),
  id: id.exactOptional(),
  name: z.string().max(255).exactOptional(),
  avatar_url: address.exactOptional(),
});

export const envelope = z.object({
  type: z.string().min(1).max(64),
  version: z.literal('1'),
  timestamp: time,
  data: z.record(z.string(), z.unknown()),
});

const attachment = z.object({
  kind: z.enum(ATTACHMENT_KINDS),
  url: address,
  name: z.string().max(255).exactOptional(),
  mime_type: z.string().max(127).exactOptional(),
  size: z.int().min(0).exactOptional(),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .exactOptional(),
  duration_s: z.number().min(0).exactOptional(),
  expires_at: time.exactOptional(),
});
export type Attachment = z.infer<typeof attachment>;

const button = z
  .object({
    id: z.string().min(1).max(64),
    title: z.string().min(1).max(40),
    kind: z.enum(['reply', 'url']).default('reply'),
    url: address.exactOptional(),
  })
  .refine(
    ({ kind, url }) => (kind === 'url') === (url !== undefined),
    'an address belongs to a button of the kind url',
  );
export type Button = z.infer<typeof button>;

const message = z
  .object({
    id: id.refine((each) => each.startsWith('brg-'), 'ids of Courier begin with brg-'),
    created_at: time,
    sender,
    text: words.min(1).exactOptional(),
    attachments: z.array(attachment).min(1).max(10).exactOptional(),
    buttons: z.array(button).min(1).max(10).exactOptional(),
    reply_to: refersTo.exactOptional(),
  })
  .refine(({ text, attachments }) => text !== undefined || attachments !== undefined, 'the message says nothing');
export type Message = z.infer<typeof message>;

const somebody = z.object({
  id: id.exactOptional(),
  phone: z
    .string()
    .regex(/^\+[1-9]\d{6,14}$/)
    .exactOptional(),
});
export const messageCreated = z
  .object({ message, conversation: refersTo.exactOptional(), contact: somebody.exactOptional() })
  .refine(
    ({ conversation, contact }) => (conversation === undefined) === (contact?.phone !== undefined),
    'either a conversation, or the phone of somebody to write to first',
  );
export const messageStatus = z.object({
  message: refersTo,
  conversation: refersTo,
  status: z.literal('failed'),
  at: time,
  error: z.object({ code: z.string().min(1).max(64), message: z.string().min(1).max(300) }),
});
export const messageReaction = z.object({
  message: refersTo,
  conversation: refersTo,
  sender,
  reactions: z.array(z.string().min(1).max(64)),
});
export const typingChanged = z.object({ conversation: refersTo, sender, state: z.enum(['on', 'off']) });
export const conversationRead = z.object({ conversation: refersTo, up_to_message_id: id, at: time });
export const conversationState = z.object({
  conversation: refersTo,
  contact: refersTo.exactOptional(),
  state: z.enum(['closed', 'reopened']),
});
export const historyRequested = z.object({ cursor: z.string().min(1).max(2000).exactOptional() });
export const ping = z.object({ challenge: z.string().min(1).max(255), inbound_url: address.exactOptional() });
export const disabled = z.object({ reason: z.string().max(300) });

/** @throws ServiceError invalid_payload, with what does not fit and where */
export function read<T>(schema: z.ZodType<T>, given: unknown, at: string): T {
  const { data, error } = schema.safeParse(given);
  if (error === undefined) return data;
  const issues = error.issues.map((issue) => ({
    path: [at, ...issue.path.map(String)].join('.'),
    message: issue.message,
  }));
  const [first] = issues;
  throw refusal('invalid_payload', `${first?.path ?? at}: ${first?.message ?? 'does not fit'}`, { issues });
}

/** Fields that are not known here, by path: they are ignored, and noted. */
export function strangersIn(given: unknown, known: unknown, path = 'data'): readonly string[] {
  if (Array.isArray(given)) {
    const others: readonly unknown[] = Array.isArray(known) ? known : [];
    return given.flatMap((each, index) => strangersIn(each, others[index], `${path}.${String(index)}`));
  }
  if (!isObject(given) || !isObject(known)) return [];
  return Object.entries(given).flatMap(([name, value]) =>
    name in known ? strangersIn(value, known[name], `${path}.${name}`) : [`${path}.${name}: no such field`],
  );
}
