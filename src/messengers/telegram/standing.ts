import type { InboundNotice } from '../contract';
import { botIdOf } from './credentials';
import { fromGroup, isPrivate } from './groups';
import { say } from './phrases';
import { ChatMemberUpdate } from './shapes';
import { ignored, unparsed, type Receiving, type Understood } from './understood';

/**
 * The bot's standing in a chat has changed. Telegram tells of a block at once; the manager would otherwise learn of it
 * from the next message that fails.
 */
export function standingOf(context: Receiving, raw: unknown, key: string): Understood {
  const parsed = ChatMemberUpdate.safeParse(raw);
  if (!parsed.success) return unparsed(key, 'my_chat_member', parsed.error.issues);
  const { chat, date, old_chat_member: before, new_chat_member: now } = parsed.data;
  if (!isPrivate(chat)) {
    const isOut = now.status === 'left' || now.status === 'kicked';
    return isOut ? ignored(key, 'the bot was taken out of a group or channel') : fromGroup(chat);
  }
  const notice = noticeOf(before.status, now.status);
  if (notice === undefined) return ignored(key, 'the customer started or stopped the bot');
  const place = { source: botIdOf(context.credentials), chat: String(chat.id), at: date * 1_000 };
  return { event: { kind: 'notice', key, ...place, ...notice } };
}

function noticeOf(before: string, now: string): Pick<InboundNotice, 'text' | 'said' | 'away'> | undefined {
  if (now === 'kicked') return { ...say('telegram.note.blocked'), away: 'blocked' };
  return before === 'kicked' && now === 'member' ? { ...say('telegram.note.back'), away: 'back' } : undefined;
}
