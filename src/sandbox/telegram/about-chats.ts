import type { Outcome } from '../exchange';
import { badRequest, ok } from './answers';
import type { Call } from './call';
import { findChat } from './chats';
import { describeChat, describeGroup } from './describe';
import { botTypes } from './typing';

/** telegram.md §5 */
const ACTIONS = [
  'typing',
  'upload_photo',
  'record_video',
  'upload_video',
  'record_voice',
  'upload_voice',
  'upload_document',
  'choose_sticker',
  'find_location',
  'record_video_note',
  'upload_video_note',
];

export function sendChatAction({ sandbox, bot, args }: Call): Outcome {
  const action = args.text('action');
  if (!ACTIONS.includes(action)) throw badRequest('wrong parameter action in request');
  const chat = findChat(bot, args);
  if (!('customer' in chat)) return ok(true, { stored: true, chat: chat.chatId });
  if (action === 'typing') botTypes(sandbox, chat);
  return ok(true, { stored: true, chat: String(chat.customer.id) });
}

export function getChat({ bot, args }: Call): Outcome {
  const chatId = args.id('chat_id');
  if (chatId === undefined) throw badRequest('chat_id is empty');
  const phone = bot.phones.get(chatId);
  if (phone && phone.state !== 'new') return ok({ ...describeChat(phone.customer), ...LOOK }, { chat: chatId });
  const group = bot.groups.get(chatId);
  if (!group) throw badRequest('chat not found');
  return ok({ ...describeGroup(group), ...LOOK }, { chat: chatId });
}

/** What a full description of a chat always has. */
const LOOK = { accent_color_id: 0, max_reaction_count: 11 };

/** Nobody here has a picture, or all hide it (telegram.md §8). */
export function getUserProfilePhotos({ bot, args }: Call): Outcome {
  const userId = args.id('user_id');
  if (userId === undefined || !/^[1-9]\d*$/.test(userId)) throw badRequest('invalid user_id specified');
  args.integer('offset', 0);
  args.integer('limit', 100);
  if (userId !== String(bot.id) && !bot.phones.has(userId)) throw badRequest('user not found');
  return ok({ total_count: 0, photos: [] });
}
