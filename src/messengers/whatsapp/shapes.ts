import { z } from 'zod';
import { GraphId } from '../graph/graph-id';

/** The parts of webhooks that this driver reads (whatsapp.md §2, §4, §6). Unknown fields are ignored. */

/** What matters little is left out where it is not as expected, so that the rest arrives. */
export const optional = <Shape extends z.ZodType>(shape: Shape) => shape.optional().catch(undefined);
const list = () => z.array(z.unknown()).optional().default([]);
const words = optional(z.string().trim().min(1));

/** Seconds since 1970 as text or number, to milliseconds; up to the year 9999, which every calendar knows. */
export const Time = z.coerce
  .number()
  .int()
  .min(0)
  .max(253_402_300_799)
  .transform((seconds) => seconds * 1_000);

export const Envelope = z.object({
  object: z.literal('whatsapp_business_account'),
  entry: z.array(z.unknown()).min(1),
});

export const Entry = z.object({
  id: GraphId,
  time: optional(z.coerce.number().int().min(0)),
  changes: z.array(z.unknown()).min(1),
});

export const Change = z.object({ field: z.string(), value: z.record(z.string(), z.unknown()) });

export const Metadata = z.object({ phone_number_id: GraphId });

/** Any of the names of a person may be missing (whatsapp.md §0, 1). */
export const Contact = z.object({
  profile: optional(z.object({ name: words, username: words })),
  wa_id: words,
  user_id: words,
});

/** What every message has; the rest is in the block that its type names. */
export const Message = z.object({
  id: z.string().min(1),
  timestamp: Time,
  type: z.string().min(1),
  from: words,
  from_user_id: words,
  group_id: words,
});

/** Sent by the business from its phone (whatsapp.md §2, Coexistence echoes). */
export const Echo = Message.extend({ to: words, to_user_id: words });

/** A part of what a phone has kept (whatsapp.md §2, Coexistence history). */
export const HistoryChunk = z.object({ threads: list(), errors: list() });

/** A conversation of a part; `id` is the customer's phone. */
export const Thread = z.object({ id: z.string().min(1), messages: z.array(z.unknown()) });

/** One of its messages, from either side. */
export const PastMessage = Echo.extend({
  history_context: optional(z.object({ status: words, from_me: optional(z.boolean()) })),
});

export const DisplayNumber = z.object({ display_phone_number: z.string() });

export const Media = z.object({
  id: GraphId,
  mime_type: words,
  sha256: words,
  caption: words,
  filename: words,
  file_size: optional(z.int().min(0)),
  voice: optional(z.boolean()),
});

export const Text = z.object({ body: z.string() });

export const Location = z.object({
  latitude: z.coerce.number().min(-90).max(90),
  longitude: z.coerce.number().min(-180).max(180),
  name: words,
  address: words,
});

export const Card = z.object({
  name: optional(z.object({ formatted_name: words, first_name: words, last_name: words })),
  phones: z.array(z.object({ phone: words, wa_id: words })).catch([]),
  emails: z.array(z.object({ email: words })).catch([]),
  org: optional(z.object({ company: words })),
  origin: words,
});

export const Reaction = z.object({ message_id: z.string().min(1), emoji: z.string().optional().catch(undefined) });

export const TemplateButton = z.object({ payload: words, text: words });
export const Chosen = z.object({ id: words, title: words, description: words });
export const Interactive = z.object({
  type: z.string(),
  button_reply: optional(Chosen),
  list_reply: optional(Chosen),
  nfm_reply: optional(z.object({ name: words, body: words, response_json: words })),
});

export const Order = z.object({
  text: words,
  product_items: z
    .array(
      z.object({
        product_retailer_id: GraphId,
        quantity: z.coerce.number(),
        item_price: optional(z.coerce.number()),
        currency: words,
      }),
    )
    .min(1),
});

export const System = z.object({ type: words, body: words, wa_id: words, user_id: words });

export const Errors = z.array(z.object({ code: z.coerce.number() })).min(1);

export const Edit = z.object({
  original_message_id: z.string().min(1),
  message: z.looseObject({ type: z.string().min(1) }),
});

export const Revoke = z.object({ original_message_id: z.string().min(1) });

export const Context = z.object({
  id: words,
  forwarded: optional(z.boolean()),
  frequently_forwarded: optional(z.boolean()),
  referred_product: optional(z.object({ product_retailer_id: GraphId })),
});

export const Referral = z.object({
  source_url: words,
  source_id: optional(GraphId),
  source_type: words,
  headline: words,
  body: words,
});

export const Status = z.object({
  id: z.string().min(1),
  status: z.string().min(1),
  timestamp: Time,
  recipient_id: words,
  recipient_user_id: words,
  biz_opaque_callback_data: words,
  errors: z.array(z.unknown()).catch([]),
});

export const UserIdUpdate = z.object({
  user_id: z.object({ previous: z.string().min(1), current: z.string().min(1) }),
});

export const Preference = z.object({
  wa_id: words,
  user_id: words,
  category: words,
  value: z.string(),
  timestamp: Time,
});

export const ChangedTemplate = z.object({
  message_template_name: z.string().min(1),
  message_template_language: z.string().min(1),
});

export const TemplateStatus = ChangedTemplate.extend({
  event: z.string(),
  reason: words,
  rejection_info: optional(z.object({ reason: words, recommendation: words })),
  other_info: optional(z.object({ title: words, description: words })),
});

export type Message = z.infer<typeof Message>;
export type PastMessage = z.infer<typeof PastMessage>;
export type Contact = z.infer<typeof Contact>;
