import { z } from 'zod';
import { refuse } from './answers';

/** Checks data against a schema; the first fault is the refusal, as `field: reason` (kommo-chat-api.md §15.1 step 6). */
export function check<T>(schema: z.ZodType<T>, data: unknown): T {
  const result = schema.safeParse(data);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const field = issue?.path.join('.') ?? '';
  const message = issue?.message ?? 'invalid';
  const reason = message.endsWith('received undefined') ? 'required' : message.replace('Invalid input: ', '');
  return refuse(field === '' ? 'body' : field, reason);
}

const ID_LIMIT = 255;
const MEDIA_TYPES = ['file', 'video', 'picture', 'voice', 'audio', 'sticker'];

const ownId = z
  .string()
  .min(1, 'must not be empty')
  .max(ID_LIMIT, `longer than ${String(ID_LIMIT)}`);
const amojoId = z.guid('must be a UUID');
const link = z.url({ protocol: /^https?$/, error: 'must be a URL' });
const text = z.string();
const count = z.int().min(0);

const source = z.object({
  external_id: z.string().regex(/^[\x20-\x7e]{1,40}$/, 'must be 1 to 40 printable ASCII characters'),
});

const personal = {
  avatar: link.optional(),
  profile: z.object({ phone: text.optional(), email: text.optional() }).optional(),
  profile_link: link.optional(),
};
const name = z.string().min(1, 'must not be empty');

/** kommo-chat-api.md §9.3 */
const participant = z.object({ id: ownId, ref_id: amojoId.optional(), name, ...personal });
export type ParticipantFields = z.infer<typeof participant>;

const content = z.looseObject({
  type: z.enum(['text', 'contact', ...MEDIA_TYPES, 'location'], 'unknown type'),
  text: text.optional(),
  media: link.optional(),
  file_name: text.optional(),
  file_size: count.optional(),
  media_duration: count.optional(),
  sticker_id: text.optional(),
  location: z.object({ lon: z.number(), lat: z.number() }).optional(),
  contact: z.object({ name: text, phone: text }).optional(),
  callback_data: text.optional(),
  shared_post: z.looseObject({ url: link, type: z.literal('post') }).optional(),
  post: z.looseObject({ id: text, url: link }).optional(),
});

type Content = z.infer<typeof content>;

/** What each type must bring (kommo-chat-api.md §9.4); an edit may leave the media as they are. */
function needs(message: Content, editing: boolean): string | undefined {
  if (message.type === 'text') return message.text === undefined || message.text === '' ? 'text' : undefined;
  if (message.type === 'location') return message.location ? undefined : 'location';
  if (message.type === 'contact') return message.contact ? undefined : 'contact';
  return message.media === undefined && !editing ? 'media' : undefined;
}

const complete = (editing: boolean) =>
  content.superRefine((message, context) => {
    const missing = needs(message, editing);
    if (missing === undefined) return;
    context.addIssue({ code: 'custom', path: [missing], message: `required for ${message.type}` });
  });

/** A quoted message: by id, or drawn in full (kommo-chat-api.md §9.5). */
const embedded = z
  .looseObject({
    id: amojoId.optional(),
    msgid: ownId.optional(),
    type: text.optional(),
    timestamp: count.optional(),
    msec_timestamp: count.optional(),
    sender: z.looseObject({}).optional(),
  })
  .superRefine((quote, context) => {
    if (quote.id !== undefined || quote.msgid !== undefined) return;
    for (const field of ['type', 'timestamp', 'msec_timestamp', 'sender'] as const) {
      if (quote[field] === undefined) {
        context.addIssue({ code: 'custom', path: [field], message: 'required without id and msgid' });
        return;
      }
    }
  });

const times = { timestamp: count, msec_timestamp: count };

/** kommo-chat-api.md §9.2 */
export const newMessage = z.object({
  ...times,
  msgid: ownId,
  conversation_id: ownId,
  conversation_ref_id: amojoId.optional(),
  silent: z.boolean().optional(),
  source: source.optional(),
  sender: participant,
  receiver: participant.optional(),
  message: complete(false),
  reply_to: z.object({ message: embedded }).optional(),
  forwards: z
    .object({
      messages: z.array(embedded).min(1).max(1, 'one message at most'),
      conversation_ref_id: amojoId.optional(),
      conversation_id: ownId.optional(),
    })
    .optional(),
});
export type NewMessage = z.infer<typeof newMessage>;

export const editMessage = z
  .object({
    ...times,
    msgid: ownId.optional(),
    id: amojoId.optional(),
    conversation_id: ownId,
    message: complete(true),
  })
  .refine((edit) => edit.msgid !== undefined || edit.id !== undefined, {
    path: ['msgid'],
    error: 'msgid or id needed',
  });

export const messageEvent = z.object({
  event_type: z.enum(['new_message', 'edit_message'], 'new_message or edit_message'),
  payload: z.looseObject({}),
});

/** kommo-chat-api.md §7.1 */
export const connectFields = z.object({
  account_id: amojoId,
  title: name.optional(),
  hook_api_version: z.literal('v2', 'v2 only'),
  is_time_window_disabled: z.boolean().optional(),
});

export const disconnectFields = z.object({ account_id: amojoId });

const chatFields = { conversation_id: ownId, source: source.optional(), profile_link: link.optional() };

/** kommo-chat-api.md §8.1 */
export const createChat = z.object({ ...chatFields, user: z.object({ id: ownId, name, ...personal }) });

/** The live oddity of kommo-chat-api.md §8.1: a chat made without the user's id and name. */
export const createChatLeniently = z.object({
  ...chatFields,
  user: z.object({ id: ownId.optional(), name: name.optional(), ref_id: text.optional(), ...personal }),
});
export type CreateChat = z.infer<typeof createChatLeniently>;

const statusCode = z.union([z.literal(1), z.literal(2), z.literal(-1)], '1, 2 or -1 expected');

/** kommo-chat-api.md §10.1 */
export const deliveryStatus = z.object({
  status_code: statusCode.optional(),
  delivery_status: statusCode.optional(),
  error_code: z.int().min(901, '901 to 905 expected').max(905, '901 to 905 expected').nullish(),
  error: text.nullish(),
});

export const typing = z.object({
  conversation_id: ownId,
  sender: z.object({ id: ownId }),
  duration_ms: count.optional(),
});

/** kommo-chat-api.md §10.4 */
export const reaction = z
  .object({
    conversation_id: ownId.optional(),
    conversation_ref_id: amojoId.optional(),
    msgid: ownId.optional(),
    id: amojoId.optional(),
    user: z.object({ id: ownId.optional(), ref_id: amojoId.optional() }),
    type: z.enum(['react', 'unreact'], 'react or unreact'),
    emoji: z.string().min(1, 'must not be empty').optional(),
  })
  .superRefine((fields, context) => {
    const fault = (field: string, message: string): void =>
      context.addIssue({ code: 'custom', path: [field], message });
    if (fields.conversation_id === undefined && fields.conversation_ref_id === undefined) {
      fault('conversation_id', 'conversation_id or conversation_ref_id needed');
    } else if (fields.msgid === undefined && fields.id === undefined) fault('msgid', 'msgid or id needed');
    else if (fields.user.id === undefined && fields.user.ref_id === undefined) fault('user', 'id or ref_id needed');
    else if (fields.type === 'react' && fields.emoji === undefined) fault('emoji', 'required for react');
  });
