import { z } from 'zod';

/** Objects that both sides say to each other (webhook.md §2). Unknown fields are ignored on both sides. */

export const TEXT_MOST = 20_000;
export const ATTACHMENTS_MOST = 10;
export const BUTTON_TITLE_MOST = 40;
export const BUTTONS_MOST = 10;

/** Courier's own ids of messages begin so; a service's never do. */
export const COURIERS_MESSAGE = 'brg-';

export const Id = z
  .string()
  .min(1)
  .max(255)
  .meta({ id: 'Id', description: 'Opaque, stable, a string: never a number' });

export const Time = z.iso.datetime().meta({ id: 'Time', description: 'ISO 8601, UTC, with `Z`' });

export const WebAddress = z
  .url({ protocol: /^https?$/ })
  .max(4_096)
  .meta({ id: 'WebAddress', description: 'https; http only on the machine itself' });

/** A word of a list that may grow: whoever does not know it treats it as the description says. */
const growing = <const Word extends string>(words: readonly Word[], description: string) =>
  z.union([z.enum(words), z.string().min(1).max(64)]).meta({ description });

const Line = z.string().max(255);

export const Contact = z
  .object({
    id: Id,
    name: Line.optional(),
    avatar_url: WebAddress.optional(),
    phone: z.string().max(32).optional().meta({ description: 'E.164: `+4930123456`' }),
    email: Line.optional(),
    username: Line.optional(),
    language: z.string().max(35).optional().meta({ description: 'BCP 47' }),
    timezone: z.string().max(64).optional(),
    profile_url: WebAddress.optional(),
    custom: z.record(z.string(), z.string()).optional(),
  })
  .meta({ id: 'Contact', description: 'The customer' });
export type Contact = z.infer<typeof Contact>;

export const Origin = z
  .object({
    url: WebAddress.optional(),
    referrer: z.string().max(4_096).optional(),
    utm_source: Line.optional(),
    utm_medium: Line.optional(),
    utm_campaign: Line.optional(),
    utm_term: Line.optional(),
    utm_content: Line.optional(),
    ref: Line.optional(),
  })
  .meta({ id: 'Origin', description: 'What brought the customer here' });
export type Origin = z.infer<typeof Origin>;

export const ConversationRef = z.object({ id: Id }).meta({ id: 'ConversationRef' });

export const Conversation = z.object({ id: Id, subject: Line.optional(), source: Origin.optional() }).meta({
  id: 'Conversation',
  description: 'Its id is the address that answers go to; it may equal the id of the contact',
});
export type Conversation = z.infer<typeof Conversation>;

export const Sender = z
  .object({
    type: growing(
      ['customer', 'agent', 'bot', 'system'],
      '`customer`, or who of the business: `agent`, `bot`, `system`; another word counts as `system`',
    ),
    id: Id.optional(),
    name: Line.optional(),
    avatar_url: WebAddress.optional(),
  })
  .meta({ id: 'Sender' });
export type Sender = z.infer<typeof Sender>;

export const ATTACHMENT_KINDS = ['picture', 'video', 'voice', 'audio', 'file', 'sticker'] as const;

export const Attachment = z
  .object({
    kind: growing(ATTACHMENT_KINDS, 'Another word counts as `file`'),
    url: WebAddress,
    name: Line.optional(),
    mime_type: z.string().max(127).optional(),
    size: z.int().min(0).optional().meta({ description: 'Bytes' }),
    sha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .optional(),
    duration_s: z.number().min(0).optional(),
    width: z.int().min(0).optional(),
    height: z.int().min(0).optional(),
    thumbnail_url: WebAddress.optional(),
    expires_at: Time.optional().meta({ description: 'The address is good until then; left out: for a day at least' }),
    caption: z.string().max(TEXT_MOST).optional(),
  })
  .meta({ id: 'Attachment' });
export type Attachment = z.infer<typeof Attachment>;

export const Place = z
  .object({
    lat: z.number().min(-90).max(90),
    lon: z.number().min(-180).max(180),
    title: Line.optional(),
    address: Line.optional(),
  })
  .meta({ id: 'Place' });

export const ContactCard = z
  .object({
    name: z.string().min(1).max(255),
    phones: z.array(z.string().max(32)).max(20).optional(),
    emails: z.array(Line).max(20).optional(),
    vcard: z.string().max(20_000).optional(),
  })
  .meta({ id: 'ContactCard' });

export const Link = z
  .object({
    url: WebAddress,
    title: Line.optional(),
    description: z.string().max(1_000).optional(),
    image_url: WebAddress.optional(),
  })
  .meta({ id: 'Link' });

export const Button = z
  .object({
    id: z.string().min(1).max(64),
    title: z.string().min(1).max(BUTTON_TITLE_MOST),
    kind: growing(['reply', 'url'], 'Left out: `reply`').optional(),
    url: WebAddress.optional().meta({ description: 'Of a button of the kind `url`' }),
  })
  .meta({ id: 'Button' });
export type Button = z.infer<typeof Button>;

export const Quote = z
  .object({
    id: Id.meta({ description: 'The id of the quoted message, whoever wrote it' }),
    text: z.string().max(200).optional().meta({ description: 'What it says, for where it is not known' }),
    sender: Sender.optional(),
  })
  .meta({ id: 'Quote' });

export const Text = z.string().max(TEXT_MOST);
