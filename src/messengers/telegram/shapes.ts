import { z } from 'zod';

/** The parts of Bot API objects that this driver reads (telegram.md §1–§3). Unknown fields are ignored. */

/** Unix time; up to the year 9999, which every calendar knows. */
const Seconds = z.int().min(0).max(253_402_300_799);
/** What matters little is left out where it is not as expected, so that the rest arrives. */
const optional = <Shape extends z.ZodType>(shape: Shape) => shape.optional().catch(undefined);

export const BotUser = z.object({ id: z.int(), first_name: z.string(), username: z.string().optional() });

export const WebhookInfo = z.object({
  /** Empty where no webhook is set. */
  url: z.string().default(''),
  pending_update_count: z.int(),
  last_error_date: z.int().optional(),
  last_error_message: z.string().optional(),
});

export const SentMessage = z.object({ message_id: z.int(), date: z.int() });

/** `file_path` is absent where the file cannot be had just now. */
export const FileInfo = z.object({ file_path: z.string().optional() });

export const User = z.object({
  id: z.int(),
  first_name: z.string(),
  last_name: optional(z.string()),
  username: optional(z.string()),
  language_code: optional(z.string()),
});

export const Chat = z.object({ id: z.int(), type: z.string() });

export const Message = z.object({
  message_id: z.int(),
  date: Seconds,
  edit_date: optional(Seconds),
  chat: Chat,
  from: User.optional(),
  text: z.string().optional(),
  caption: z.string().optional(),
  media_group_id: optional(z.string()),
});

/** Any file: a photo's size, a video, a document and so on have these fields in common (telegram.md §2). */
export const File = z.object({
  file_id: z.string().min(1),
  file_unique_id: optional(z.string().min(1)),
  file_size: optional(z.int().min(0)),
  file_name: optional(z.string()),
  mime_type: optional(z.string()),
  duration: optional(z.int().min(0)),
});

export const Audio = File.extend({ title: optional(z.string()), performer: optional(z.string()) });

export const Sticker = File.extend({
  emoji: optional(z.string()),
  is_animated: optional(z.boolean()),
  is_video: optional(z.boolean()),
  thumbnail: optional(File),
});

export const Location = z.object({ latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) });

export const Venue = z.object({ location: Location, title: optional(z.string()), address: optional(z.string()) });

export const Contact = z.object({
  phone_number: z.string(),
  first_name: optional(z.string()),
  last_name: optional(z.string()),
  user_id: optional(z.int()),
});

export const Poll = z.object({ question: z.string(), options: z.array(z.object({ text: z.string() })).catch([]) });

export const Dice = z.object({ emoji: z.string(), value: z.int() });

/** A link that hides behind other words; offsets are in UTF-16 units (telegram.md §2). */
export const TextLink = z.object({
  type: z.literal('text_link'),
  offset: z.int().min(0),
  length: z.int().min(1),
  url: z.string(),
});

const Titled = z.object({ title: optional(z.string()) });

/** Who wrote a forwarded message at first (telegram.md §2, forward_origin). */
export const Origin = z.discriminatedUnion('type', [
  z.object({ type: z.literal('user'), date: optional(Seconds), sender_user: User }),
  z.object({ type: z.literal('hidden_user'), date: optional(Seconds), sender_user_name: z.string() }),
  z.object({
    type: z.literal('chat'),
    date: optional(Seconds),
    sender_chat: Titled,
    author_signature: optional(z.string()),
  }),
  z.object({
    type: z.literal('channel'),
    date: optional(Seconds),
    chat: Titled,
    author_signature: optional(z.string()),
  }),
]);

/** How a forwarded message names its origin beside `forward_origin`, and did before there was one. */
export const LegacyForward = z.object({
  forward_from: optional(User),
  forward_sender_name: optional(z.string()),
  forward_from_chat: optional(Titled),
  forward_date: optional(Seconds),
});

export const CallbackQuery = z.object({
  id: z.string().min(1),
  from: User,
  /** Of a message that is too old only its name is told, with the date 0. */
  message: optional(z.object({ message_id: z.int(), chat: Chat, reply_markup: z.unknown().optional() })),
  data: optional(z.string()),
});

export const InlineKeyboard = z.object({
  inline_keyboard: z.array(z.array(z.object({ text: z.string(), callback_data: optional(z.string()) }))),
});

export const ReactionUpdate = z.object({
  chat: Chat,
  message_id: z.int(),
  user: User.optional(),
  date: Seconds,
  new_reaction: z.array(z.object({ type: z.string(), emoji: optional(z.string()) })),
});

/** The bot's standing in a chat has changed; in a private chat `kicked` means blocked (telegram.md §2). */
export const ChatMemberUpdate = z.object({
  chat: Chat,
  date: Seconds,
  old_chat_member: z.object({ status: z.string() }),
  new_chat_member: z.object({ status: z.string() }),
});

export type User = z.infer<typeof User>;
export type Message = z.infer<typeof Message>;
export type Origin = z.infer<typeof Origin>;
