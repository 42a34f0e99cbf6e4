import { z } from 'zod';
import type { Assumptions } from '../../assumptions';
import { amojoId, count, link, neededIf, oneOf, text, type Parts } from './parts';
import { reportedStatus } from './status';

const WITH_NAME_AND_SIZE = ['file', 'video', 'picture'] as const;
const MEDIA_TYPES = [...WITH_NAME_AND_SIZE, 'voice', 'audio', 'sticker'] as const;
const TYPES = ['text', 'contact', ...MEDIA_TYPES, 'location'] as const;

const type = oneOf(TYPES, 'unknown type');
const location = z.object({ lon: z.number(), lat: z.number() });
const contact = z.object({ name: text, phone: text });
const file = {
  media: link.optional(),
  file_name: text.optional(),
  file_size: count.optional(),
  media_duration: count.optional(),
};
const sharedPost = z.object({
  url: link,
  type: z.literal('post', { error: ({ input }) => (typeof input === 'string' ? 'post expected' : undefined) }),
  preview_link: link.optional(),
  preview_permalink: link.optional(),
  site_name: text.optional(),
});
const post = z.object({
  id: text.min(1, 'must not be empty'),
  url: link,
  preview_url: link.optional(),
  preview_permalink: link.optional(),
  username: text.optional(),
  caption: text.optional(),
});

export function isMediaType(type: string): boolean {
  return (MEDIA_TYPES as readonly string[]).includes(type);
}

export function hasNameAndSize(type: string): boolean {
  return (WITH_NAME_AND_SIZE as readonly string[]).includes(type);
}

interface Given {
  readonly type: string;
  readonly text?: string | undefined;
  readonly media?: string | undefined;
  readonly location?: unknown;
  readonly contact?: unknown;
}

/** What a type cannot be without (kommo-chat-api.md §9.4). */
export function lacking(message: Given): 'text' | 'media' | 'location' | 'contact' | undefined {
  if (message.type === 'text') return message.text === undefined || message.text === '' ? 'text' : undefined;
  if (message.type === 'location') return message.location ? undefined : 'location';
  if (message.type === 'contact') return message.contact ? undefined : 'contact';
  return message.media === undefined ? 'media' : undefined;
}

/** The `message` of new messages and of edits (kommo-chat-api.md §9.4). */
export function contentFields(assumptions: Assumptions) {
  const limit = assumptions.number('text-length-limit');
  const words = limit === 0 ? text : text.max(limit, `longer than ${String(limit)}`);
  const nullable = assumptions.is('null-text', 'accept');
  const common = {
    type,
    text: nullable ? words.nullish().transform((given) => given ?? undefined) : words.optional(),
    ...file,
    sticker_id: text.optional(),
    location: location.optional(),
    contact: contact.optional(),
    callback_data: text.optional(),
    shared_post: sharedPost.optional(),
  };
  const strictSize = assumptions.is('file-name-and-size', 'refuse-400');
  const strictStatus = assumptions.is('status-on-new-message', 'refuse-400');
  const fault = (context: z.core.$RefinementCtx, field: string, message: string): void =>
    context.addIssue({ code: 'custom', path: [field], message });

  const fresh = z
    .object({ ...common, post: post.optional(), delivery_status: z.unknown().optional() })
    .superRefine((message, context) => {
      const field = lacking(message) ?? (strictSize ? lacksNameOrSize(message) : undefined);
      if (field !== undefined) fault(context, field, `required for ${message.type}`);
      if (strictStatus && message.delivery_status !== undefined) fault(context, 'delivery_status', 'only in an edit');
    });
  /** An edit may leave the file as it is; a post belongs to new messages and is not looked at. */
  const edited = z
    .object({ ...common, post: z.unknown().optional(), delivery_status: reportedStatus.optional() })
    .superRefine((message, context) => {
      const field = lacking(message);
      if (field !== undefined && field !== 'media') fault(context, field, `required for ${message.type}`);
    });
  return { fresh, edited };
}

interface NamedFile {
  readonly type: string;
  readonly file_name?: string | undefined;
  readonly file_size?: number | undefined;
}

/** amoCRM's page wants both, Kommo's neither (kommo-chat-api.md §14 row 8). */
export function lacksNameOrSize(message: NamedFile): 'file_name' | 'file_size' | undefined {
  if (!hasNameAndSize(message.type)) return undefined;
  if (message.file_name === undefined) return 'file_name';
  return message.file_size === undefined ? 'file_size' : undefined;
}

/** A quoted message: by id, or drawn in full (kommo-chat-api.md §9.5). */
export function embeddedFields({ ownId }: Parts) {
  return z
    .object({
      id: amojoId.optional(),
      msgid: ownId.optional(),
      type: type.optional(),
      timestamp: count.optional(),
      msec_timestamp: count.optional(),
      sender: z.object({ id: ownId.optional(), ref_id: amojoId.optional(), name: text.optional() }).optional(),
      text: text.optional(),
      ...file,
      location: location.optional(),
      contact: contact.optional(),
    })
    .superRefine((quote, context) => {
      const fault = faultOf(quote);
      if (fault) context.addIssue({ code: 'custom', path: [fault[0]], message: fault[1] });
    });
}

interface Drawn extends Omit<Given, 'type'> {
  readonly id?: string | undefined;
  readonly msgid?: string | undefined;
  readonly type?: string | undefined;
  readonly timestamp?: number | undefined;
  readonly msec_timestamp?: number | undefined;
  readonly sender?:
    | { readonly id?: string | undefined; readonly ref_id?: string | undefined; readonly name?: string | undefined }
    | undefined;
}

/** The first thing that is missing from a quote without an id. */
function faultOf(quote: Drawn): readonly [field: string, reason: string] | undefined {
  if (quote.id !== undefined || quote.msgid !== undefined) return undefined;
  for (const field of ['type', 'timestamp', 'msec_timestamp', 'sender'] as const) {
    if (quote[field] === undefined) return [field, 'required without id and msgid'];
  }
  const { id, ref_id, name } = quote.sender ?? {};
  if ((id ?? ref_id ?? name) === undefined) return ['sender', 'id, ref_id or name needed'];
  const { type: kind = '' } = quote;
  const field = lacking({ ...quote, type: kind });
  return field === undefined || field === 'media' ? undefined : [field, `required for ${kind}`];
}

export type EmbeddedFields = z.infer<ReturnType<typeof embeddedFields>>;

/** The two times of a message (kommo-chat-api.md §9.2). */
export function timeFields(assumptions: Assumptions) {
  const both = assumptions.is('message-times', 'both');
  return { timestamp: neededIf(both, count), msec_timestamp: neededIf(both, count) };
}
