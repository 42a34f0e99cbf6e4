import { z } from 'zod';
import type { DriverContext } from '../contract';
import { callTelegram } from './api';
import type { TelegramCredentials } from './credentials';
import type { Raw } from '../../http/json';
import { BotUser, SentMessage } from './shapes';
import { ignored, type Understood } from './understood';

interface Place {
  readonly id: number;
  readonly type: string;
}

const REASON = 'in a group or channel; only private chats are carried';

/** What is asked for after something came from a group. */
export const GroupAnswer = z.object({ kind: z.literal('group'), chat: z.string() });

export function isPrivate({ type }: Place): boolean {
  return type === 'private';
}

/**
 * A message in a group, or the bot's arrival there. Groups are not taken: several people would be one contact in Kommo.
 * Recorded once for each group, and answered once, so that people there learn why the bot is silent.
 */
export function fromGroup(place: Place): Understood {
  const chat = String(place.id);
  const key = `group/${chat}`;
  const understood = ignored(key, `a message ${REASON}`);
  // A channel's readers have not asked anything.
  if (place.type !== 'group' && place.type !== 'supergroup') return understood;
  return { ...understood, acknowledge: { ifNew: key, what: { kind: 'group', chat } } };
}

/** A reaction, an edit and the like in a group: recorded once for each kind, and not answered. */
export function besideGroup(place: Place, kind: string): Understood {
  return ignored(`group/${place.id}/${kind}`, `${kind} ${REASON}`);
}

/** A group that becomes a supergroup gets another id; it was answered under the old one. */
export function migrationOf(place: Place, raw: Raw, key: string): Understood | undefined {
  if ('migrate_to_chat_id' in raw) return ignored(key, 'a group became a supergroup; groups are not taken');
  if ('migrate_from_chat_id' in raw) {
    return ignored(`group/${place.id}`, 'a group became this supergroup; groups are not taken');
  }
  return undefined;
}

/** Tells a group where the bot answers. @throws DeliveryError where it may not write there. */
export async function answerGroup(context: DriverContext<TelegramCredentials>, chat: string): Promise<void> {
  const { username } = await callTelegram(context, 'getMe', {}, BotUser);
  const where = username === undefined ? '' : `: t.me/${username}`;
  await callTelegram(
    context,
    'sendMessage',
    { chat_id: Number(chat), text: `I answer in private chats only${where}` },
    SentMessage,
  );
}
