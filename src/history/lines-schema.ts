import { z } from 'zod';
import { MEDIA_TYPES } from '../model/content';

/**
 * One line of JSON Lines (docs/history-import.md, Formats). The words are those of the custom webhook's protocol, so that a
 * service which speaks that has little to learn. Unknown fields are ignored; `null` is the same as left out.
 */

/** An id may have been written as a number. */
const Id = z.union([z.string().min(1).max(255), z.int().transform(String)]);
const Name = z.string().max(255);
/** As long as the custom webhook's texts may be, and so as anything that came live. */
const Text = z.string().max(20_000);
/** With `Z` or an offset; without either it is taken as the clock of the import says. */
const Time = z.iso.datetime({ offset: true, local: true });

const Chat = z.object({
  type: z.literal('chat'),
  id: Id,
  title: Name.optional(),
  address: z.string().min(1).max(255).optional(),
  group: z.boolean().optional(),
});

const Sender = z.object({
  type: z.string().max(64).optional(),
  id: Id.optional(),
  name: Name.optional(),
  phone: z.string().max(32).optional(),
});

const Attachment = z.object({
  kind: z.enum(MEDIA_TYPES).catch('file'),
  file: z.string().min(1).max(1_024).optional(),
  name: Name.optional(),
  mime_type: z.string().max(127).optional(),
  size: z.int().min(0).optional(),
  duration_s: z.number().min(0).optional(),
  caption: Text.optional(),
});

const Message = z.object({
  type: z.literal('message'),
  chat: Id,
  id: Id.optional(),
  remote_id: Id.optional(),
  created_at: Time,
  sender: Sender.optional(),
  text: Text.optional(),
  attachments: z.array(Attachment).max(100).optional(),
  location: z
    .object({
      lat: z.number().min(-90).max(90),
      lon: z.number().min(-180).max(180),
      title: Name.optional(),
      address: Name.optional(),
    })
    .optional(),
  contact_card: z.object({ name: Name, phones: z.array(z.string().max(32)).max(20).optional() }).optional(),
  reply_to: z
    .object({ id: Id, text: Text.optional(), sender: z.object({ name: Name.optional() }).optional() })
    .optional(),
  forwarded_from: Name.optional(),
});

export const HistoryLine = z.preprocess(withoutNulls, z.discriminatedUnion('type', [Chat, Message]));
export type HistoryLine = z.infer<typeof HistoryLine>;
export type ChatLine = z.infer<typeof Chat>;
export type MessageLine = z.infer<typeof Message>;
export type AttachmentLine = z.infer<typeof Attachment>;

/** Many programs write `null` for what there is not. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, each]) => (each === null ? [] : [[name, withoutNulls(each)] as const])),
  );
}
