import { z } from 'zod';
import type { Reaction } from '../../model/content';
import type { DriverContext, OutboundReaction } from '../contract';
import { askTelegram } from './api';
import { botIdOf, type TelegramCredentials } from './credentials';
import { chatIdOf, messageIdOf } from './ids';
import { reactionRefusedBy } from './errors';
import { besideGroup, isPrivate } from './groups';
import { participantOf } from './participant';
import { ReactionUpdate } from './shapes';
import { ignored, unparsed, type Receiving, type Understood } from './understood';

/** The whole of what one person reacts with to a message now (telegram.md §2). */
export function reactionOf(context: Receiving, raw: unknown, key: string): Understood {
  const parsed = ReactionUpdate.safeParse(raw);
  if (!parsed.success) return unparsed(key, 'message_reaction', parsed.error.issues);
  const { chat, message_id, user, date, new_reaction: now } = parsed.data;
  if (!isPrivate(chat)) return besideGroup(chat, 'message_reaction');
  if (user === undefined) return ignored(key, 'a reaction of nobody in particular');
  return {
    event: {
      kind: 'reaction',
      key,
      source: botIdOf(context.credentials),
      chat: String(chat.id),
      author: participantOf(user),
      remoteId: String(message_id),
      at: date * 1_000,
      reaction: readReaction(now.at(-1)),
    },
  };
}

function readReaction(last: { readonly type: string; readonly emoji?: string | undefined } | undefined): Reaction {
  if (last === undefined) return { kind: 'none' };
  if (last.type === 'emoji' && last.emoji !== undefined) return { kind: 'emoji', emoji: last.emoji };
  if (last.type === 'custom_emoji') return { kind: 'other', what: 'custom emoji' };
  return { kind: 'other', what: last.type === 'paid' ? 'paid star' : 'reaction of an unknown kind' };
}

/**
 * A bot has one reaction to a message, of those that Telegram lists. Its list is written without the mark that asks for
 * a coloured sign (U+FE0F), which others put behind a heart.
 */
export async function react(
  context: DriverContext<TelegramCredentials>,
  { chat, remoteId, emoji }: OutboundReaction,
): Promise<void> {
  const reaction = emoji === null ? [] : [{ type: 'emoji', emoji: emoji.replaceAll('\ufe0f', '') }];
  const answer = await askTelegram(
    context,
    'setMessageReaction',
    { chat_id: chatIdOf(chat), message_id: messageIdOf(remoteId), reaction },
    z.literal(true),
  );
  // It is as wished for already.
  if (answer.kind === 'done' || /not[ _]modified/i.test(answer.refusal.description ?? '')) return;
  throw reactionRefusedBy(answer.refusal, emoji);
}
