import { z } from 'zod';
import { GraphId } from '../graph/graph-id';

/** The parts of webhooks that these drivers read (facebook.md §2, §11). Unknown fields are ignored. */

/** What matters little is left out where it is not as expected, so that the rest arrives. */
const optional = <Shape extends z.ZodType>(shape: Shape) => shape.optional().catch(undefined);
const words = optional(z.string().trim().min(1));
const flag = z.boolean().catch(false);

/** Milliseconds since 1970, up to the year 9999, which every calendar knows. */
const Time = z.coerce.number().int().min(0).max(253_402_300_799_999);

export const Envelope = z.object({ object: z.string(), entry: z.array(z.unknown()).min(1) });

export const Entry = z.object({
  id: GraphId,
  time: optional(Time),
  messaging: z.array(z.unknown()).catch([]),
  standby: z.array(z.unknown()).catch([]),
  changes: z.array(z.unknown()).catch([]),
});

const Party = optional(z.object({ id: optional(GraphId), user_ref: words }));

export const Item = z.looseObject({ sender: Party, recipient: Party, timestamp: optional(Time) });

const Product = z.object({ id: optional(GraphId) });
export const Referral = z.object({
  ref: words,
  source: words,
  type: words,
  ad_id: optional(GraphId),
  referer_uri: words,
  product: optional(Product),
  ads_context_data: optional(z.object({ ad_title: words, post_id: optional(GraphId) })),
});
export type Referral = z.infer<typeof Referral>;

export const Attachment = z.object({
  type: z.string().min(1),
  payload: optional(z.looseObject({})),
});
export type Attachment = z.infer<typeof Attachment>;

export const ReplyTo = z.object({
  mid: words,
  story: optional(z.object({ url: words, id: optional(GraphId) })),
});

export const Message = z.object({
  mid: z.string().min(1),
  text: optional(z.string()),
  attachments: z.array(z.unknown()).catch([]),
  quick_reply: optional(z.object({ payload: words })),
  reply_to: optional(ReplyTo),
  referral: optional(Referral),
  is_echo: flag,
  is_self: flag,
  is_deleted: flag,
  is_unsupported: flag,
  app_id: optional(GraphId),
  metadata: words,
});
export type Message = z.infer<typeof Message>;

export const Postback = z.object({
  mid: words,
  title: words,
  payload: words,
  referral: optional(Referral),
});

export const Edit = z.object({ mid: z.string().min(1), text: z.string(), num_edit: optional(z.coerce.number().int()) });

export const Reaction = z.object({ mid: z.string().min(1), action: words, reaction: words, emoji: words });

export const Delivery = z.object({ watermark: optional(Time), mids: z.array(z.string().min(1)).catch([]) });

export const Read = z.object({ watermark: optional(Time), mid: words });

export const Optin = z.object({ type: words, title: words, ref: words });

export const Handover = z.object({
  new_owner_app_id: optional(GraphId),
  previous_owner_app_id: optional(GraphId),
});

export const Policy = z.object({ action: z.string(), reason: words });

export const Place = z.object({
  lat: z.coerce.number().min(-90).max(90),
  long: z.coerce.number().min(-180).max(180),
});

export const Elements = z.object({
  elements: z
    .array(z.object({ title: words, subtitle: words, retailer_id: optional(GraphId), id: optional(GraphId) }))
    .min(1),
});

export const File = z.object({
  url: z.url({ protocol: /^https?$/ }).max(10_000),
  sticker_id: optional(GraphId),
  title: words,
});
