import { z } from 'zod';

/** The parts of Viber's objects that this driver reads (viber.md §1–§3). Unknown fields are ignored. */

/** What matters little is left out where it is not as expected, so that the rest arrives. */
const optional = <Shape extends z.ZodType>(shape: Shape) => shape.optional().catch(undefined);

/** 64 bits, as digits: those that a JavaScript number holds come as one (`big-ids.ts`). */
export const MessageToken = z.union([z.string().regex(/^\d{1,40}$/), z.int().min(0).transform(String)]);

/** Milliseconds since 1970; up to the year 9999, which every calendar knows. */
const Milliseconds = z.int().min(0).max(253_402_300_799_999);

export const Account = z.object({
  id: z.string().min(1),
  name: z.string(),
  uri: optional(z.string().min(1)),
  /** Absent or empty where no webhook is set. */
  webhook: optional(z.string()),
  event_types: optional(z.array(z.string())),
});

export const Nothing = z.object({});

export const SentMessage = z.object({ message_token: MessageToken });

export const UserDetails = z.object({
  user: z.object({
    name: optional(z.string()),
    avatar: optional(z.string().min(1)),
    language: optional(z.string().min(1)),
  }),
});

export const User = z.object({
  id: z.string().min(1),
  name: optional(z.string()),
  avatar: optional(z.string().min(1)),
  language: optional(z.string().min(1)),
});
export type User = z.infer<typeof User>;

/** What all events have (viber.md §2). */
export const Event = z.object({ event: z.string(), timestamp: Milliseconds, message_token: optional(MessageToken) });
export type Event = z.infer<typeof Event>;

export const MessageEvent = z.object({
  message_token: MessageToken,
  timestamp: Milliseconds,
  sender: User,
  message: z.record(z.string(), z.unknown()),
});

export const Receipt = z.object({
  message_token: MessageToken,
  timestamp: Milliseconds,
  user_id: z.string().min(1),
  desc: optional(z.string()),
});

export const Subscribed = z.object({ timestamp: Milliseconds, user: User });

export const Unsubscribed = z.object({ timestamp: Milliseconds, user_id: z.string().min(1) });

export const ConversationStarted = z.object({
  timestamp: Milliseconds,
  user: User,
  subscribed: optional(z.boolean()),
});

const Url = z.url({ protocol: /^https?$/ });
const Size = z.int().min(0);

/** Any file (viber.md §2); some versions call the size of one so, and some so. */
export const File = z.object({
  media: Url,
  file_name: optional(z.string().min(1)),
  size: optional(Size),
  file_size: optional(Size),
  duration: optional(z.number().min(0)),
});

export const Sticker = z.object({
  sticker_id: z.union([z.int().transform(String), z.string().min(1)]),
  media: optional(Url),
});

export const Contact = z.object({
  contact: z.object({ name: optional(z.string()), phone_number: optional(z.string()) }),
});

/** Numbers; in some versions written as strings. */
const Degrees = z.union([
  z.number(),
  z
    .string()
    .regex(/^-?\d{1,3}(\.\d{1,30})?$/)
    .transform(Number),
]);

export const Location = z.object({
  location: z.object({
    lat: Degrees.pipe(z.number().min(-90).max(90)),
    lon: Degrees.pipe(z.number().min(-180).max(180)),
    address: optional(z.string().min(1)),
  }),
});

export const Link = z.object({ media: z.string().min(1) });
