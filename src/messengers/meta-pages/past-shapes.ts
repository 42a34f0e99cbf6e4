import { z } from 'zod';
import { GraphId } from '../graph/graph-id';

/**
 * What the Conversations API gives (developers.facebook.com: Conversations API for Messenger Platform; Graph API reference,
 * Conversation and Message). A field without data is left out; unknown ones are ignored.
 */

const optional = <Shape extends z.ZodType>(shape: Shape) => shape.optional().catch(undefined);
const words = optional(z.string().min(1));
const address = optional(z.url({ protocol: /^https?$/ }).max(10_000));
const listOf = <Shape extends z.ZodType>(shape: Shape) =>
  z
    .object({ data: z.array(shape).catch([]) })
    .transform(({ data }) => data)
    .catch([]);

/** ISO 8601 with an offset that has no colon: `+0000`. In milliseconds since 1970. */
const Time = optional(
  z
    .string()
    .transform((told) => Date.parse(told.replace(/([+-]\d{2})(\d{2})$/, '$1:$2')))
    .pipe(z.int()),
);

const Party = z.object({ id: GraphId, name: words, username: words });

export const Attachment = z.object({
  mime_type: words,
  name: words,
  size: optional(z.coerce.number().int().min(0)),
  image_data: optional(
    z.object({ url: address, animated_gif_url: address, render_as_sticker: z.boolean().catch(false) }),
  ),
  video_data: optional(z.object({ url: address })),
  file_url: address,
});
export type Attachment = z.infer<typeof Attachment>;

/** Of an old message of Instagram there is the id, and no more. */
export const Message = z.object({
  id: z.string().min(1).max(1_000),
  created_time: Time,
  from: optional(Party),
  message: optional(z.string()),
  attachments: listOf(Attachment),
  shares: listOf(z.object({ link: address, name: words })),
  sticker: address,
  story: optional(z.looseObject({})),
  is_unsupported: z.boolean().catch(false),
});
export type Message = z.infer<typeof Message>;

const Paging = z
  .object({ cursors: optional(z.object({ after: words })), next: words })
  .optional()
  .catch(undefined);

export const Messages = z.object({ data: z.array(z.unknown()), paging: Paging });
export type Messages = z.infer<typeof Messages>;

export const Conversation = z.object({
  id: z.string().min(1).max(500),
  updated_time: Time,
  participants: listOf(Party),
  messages: Messages.catch({ data: [], paging: undefined }),
});
export type Conversation = z.infer<typeof Conversation>;

export const Conversations = z.object({ data: z.array(z.unknown()), paging: Paging });

/** Where the next page begins; undefined: there is none. The last page has a cursor too, and no address of a next one. */
export function afterOf({ paging }: Pick<Messages, 'paging'>): string | undefined {
  return paging?.next === undefined ? undefined : paging.cursors?.after;
}
