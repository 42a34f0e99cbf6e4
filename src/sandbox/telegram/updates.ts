import type { Sandbox } from '../sandbox';
import { describeBot, describeChat, describeCustomer, describeMessage } from './describe';
import type { Bot, Phone, PhoneMessage } from './state';

const LIFE_MS = 24 * 60 * 60 * 1000;
/** Kinds that come only when asked for (telegram.md §1). */
const NOT_BY_DEFAULT = ['chat_member', 'message_reaction', 'message_reaction_count'];

/** A customer's message, on its way to the bot. */
export function messageUpdate(sandbox: Sandbox, bot: Bot, phone: Phone, message: PhoneMessage): void {
  queue(sandbox, bot, phone, { kind: 'message', content: describeMessage(bot, phone, message), message });
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
  queue(sandbox, bot, phone, { kind: 'my_chat_member', content, message: null });
}

interface Draft {
  readonly kind: 'message' | 'my_chat_member';
  readonly content: object;
  readonly message: PhoneMessage | null;
}

function queue(sandbox: Sandbox, bot: Bot, phone: Phone, { kind, content, message }: Draft): void {
  const wanted = bot.allowedUpdates ? bot.allowedUpdates.includes(kind) : !NOT_BY_DEFAULT.includes(kind);
  if (!wanted) return;
  const id = bot.nextUpdateId++;
  const chatId = String(phone.customer.id);
  sandbox.delivery.add(bot, kind === 'message' ? chatId : `${kind}:${chatId}`, {
    id,
    kind,
    body: { update_id: id, [kind]: content },
    chatId,
    message,
    expiresAt: sandbox.clock.now() + LIFE_MS,
  });
}
