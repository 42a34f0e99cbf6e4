import { z } from 'zod';

/** The parts of Bot API objects that this driver reads (telegram.md §1–§3). Unknown fields are ignored. */

export const BotUser = z.object({ id: z.int(), first_name: z.string(), username: z.string().optional() });

export const WebhookInfo = z.object({
  /** Empty where no webhook is set. */
  url: z.string().default(''),
  pending_update_count: z.int(),
  last_error_date: z.int().optional(),
  last_error_message: z.string().optional(),
});

export const SentMessage = z.object({ message_id: z.int(), date: z.int() });

export const User = z.object({
  id: z.int(),
  first_name: z.string(),
  last_name: z.string().optional(),
  username: z.string().optional(),
  language_code: z.string().optional(),
});

export const Message = z.object({
  message_id: z.int(),
  date: z.int(),
  chat: z.object({ id: z.int(), type: z.string() }),
  from: User.optional(),
  text: z.string().optional(),
  caption: z.string().optional(),
});

/** A customer's standing with the bot has changed: `kicked` means blocked (telegram.md §2, Blocked / unblocked). */
export const ChatMemberUpdate = z.object({
  chat: z.object({ id: z.int(), type: z.string() }),
  date: z.int(),
  old_chat_member: z.object({ status: z.string() }),
  new_chat_member: z.object({ status: z.string() }),
});

export type User = z.infer<typeof User>;
export type Message = z.infer<typeof Message>;
