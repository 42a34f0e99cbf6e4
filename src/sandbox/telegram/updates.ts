import type { Sandbox } from '../sandbox';
import { describeBot, describeChat, describeCustomer, describeMessage } from './describe';
import type { Bot, InlineButton, Phone, PhoneMessage, TelegramReaction } from './state';

/** Kinds that come only when asked for (telegram.md §1). */
const NOT_BY_DEFAULT = ['chat_member', 'message_reaction', 'message_reaction_count'];
const DAY_MS = 24 * 60 * 60 * 1000;

/** How long an update waits to be taken, and in which of a chat's queues (telegram.md §2). */
const KINDS = {
  message: { lifeMs: DAY_MS, queue: '' },
  edited_message: { lifeMs: DAY_MS, queue: '' },
  callback_query: { lifeMs: 150_000, queue: 'callback_query:' },
  my_chat_member: { lifeMs: DAY_MS, queue: 'my_chat_member:' },
  // As in the open server's source: a reaction may overtake the messages of its chat.
  message_reaction: { lifeMs: DAY_MS, queue: 'message_reaction:' },
} as const;

export interface Draft {
  readonly kind: keyof typeof KINDS;
  readonly chatId: string;
  readonly content: object;
  /** The customer's message in it. */
  readonly message: PhoneMessage | null;
}

/** A customer's message, on its way to the bot. */
export function messageUpdate(sandbox: Sandbox, bot: Bot, phone: Phone, message: PhoneMessage): void {
  const content = describeMessage(bot, phone, message);
  queue(sandbox, bot, { kind: 'message', chatId: chatIdOf(phone), content, message });
}

/** An edited message comes whole, as it is now (telegram.md §2). */
export function editUpdate(sandbox: Sandbox, bot: Bot, phone: Phone, message: PhoneMessage): void {
  const content = describeMessage(bot, phone, message);
  queue(sandbox, bot, { kind: 'edited_message', chatId: chatIdOf(phone), content, message });
}

/** The customer blocked or unblocked the bot (telegram.md §2). */
export function memberUpdate(sandbox: Sandbox, bot: Bot, phone: Phone, blocked: boolean): void {
  const user = describeBot(bot);
  const member = { user, status: 'member' };
  const kicked = { user, status: 'kicked', until_date: 0 };
  const content = {
    chat: describeChat(phone.customer),
    from: describeCustomer(phone.customer),
    date: sandbox.clock.seconds(),
    old_chat_member: blocked ? member : kicked,
    new_chat_member: blocked ? kicked : member,
  };
  queue(sandbox, bot, { kind: 'my_chat_member', chatId: chatIdOf(phone), content, message: null });
}

export interface ReactionChange {
  readonly message: PhoneMessage;
  readonly before: TelegramReaction | undefined;
  readonly after: TelegramReaction | undefined;
}

export function reactionUpdate(sandbox: Sandbox, bot: Bot, phone: Phone, change: ReactionChange): void {
  const content = {
    chat: describeChat(phone.customer),
    message_id: change.message.id,
    user: describeCustomer(phone.customer),
    date: sandbox.clock.seconds(),
    old_reaction: change.before ? [change.before] : [],
    new_reaction: change.after ? [change.after] : [],
  };
  queue(sandbox, bot, { kind: 'message_reaction', chatId: chatIdOf(phone), content, message: null });
}

export interface PressedButton {
  readonly queryId: string;
  readonly message: PhoneMessage;
  readonly button: InlineButton;
  readonly chatInstance: string;
  /** The message is named without its content. */
  readonly tooOld: boolean;
}

export function pressUpdate(sandbox: Sandbox, bot: Bot, phone: Phone, pressed: PressedButton): void {
  const { queryId, message, button, chatInstance, tooOld } = pressed;
  const content = {
    id: queryId,
    from: describeCustomer(phone.customer),
    message: tooOld
      ? { message_id: message.id, chat: describeChat(phone.customer), date: 0 }
      : describeMessage(bot, phone, message),
    chat_instance: chatInstance,
    data: button.data,
  };
  queue(sandbox, bot, { kind: 'callback_query', chatId: chatIdOf(phone), content, message: null });
}

/** Hands an update to the delivery, unless the bot does not want its kind. */
export function queue(sandbox: Sandbox, bot: Bot, { kind, chatId, content, message }: Draft): void {
  const wanted = bot.allowedUpdates ? bot.allowedUpdates.includes(kind) : !NOT_BY_DEFAULT.includes(kind);
  if (!wanted) return;
  const id = bot.nextUpdateId++;
  sandbox.delivery.add(bot, `${KINDS[kind].queue}${chatId}`, {
    id,
    kind,
    body: { update_id: id, [kind]: content },
    chatId,
    message,
    expiresAt: sandbox.clock.now() + KINDS[kind].lifeMs,
  });
}

function chatIdOf({ customer }: Phone): string {
  return String(customer.id);
}
