import { badRequest, TelegramError } from './answers';
import type { Arguments } from './arguments';
import type { Bot, Group, Phone } from './state';

/** The customer to write to; refuses where the bot may not write (telegram.md §4). Only texts go to groups here. */
export function findPhone(bot: Bot, args: Arguments, deed = 'change messages in'): Phone {
  const chat = findChat(bot, args);
  if ('customer' in chat) return chat;
  throw badRequest(`not enough rights to ${deed} the chat`);
}

/** The customer or the group to write to. */
export function findChat(bot: Bot, args: Arguments): Phone | Group {
  const chatId = args.id('chat_id');
  if (chatId === undefined) throw badRequest('chat_id is empty');
  const group = bot.groups.get(chatId);
  if (group) return here(group);
  const phone = bot.phones.get(chatId);
  if (!phone) throw badRequest('chat not found');
  switch (phone.state) {
    case 'started':
      return phone;
    case 'new':
      throw new TelegramError(403, "Forbidden: bot can't initiate conversation with a user");
    case 'blocked':
      throw new TelegramError(403, 'Forbidden: bot was blocked by the user');
    case 'deactivated':
      throw new TelegramError(403, 'Forbidden: user is deactivated');
  }
}

function here(group: Group): Group {
  if (group.migratedTo === null) return group;
  throw new TelegramError(400, 'Bad Request: group chat was upgraded to a supergroup chat', {
    migrate_to_chat_id: Number(group.migratedTo),
  });
}
