import { createHash, timingSafeEqual } from 'node:crypto';
import type { InboundEvent, InboundNotice, RawRequest, ReceiveContext, Received, RemoteParticipant } from '../contract';
import { contentOf, noticeOf } from './content';
import { botIdOf, type TelegramCredentials } from './credentials';
import { ChatMemberUpdate, Message, type User } from './shapes';

const SECRET_HEADER = 'x-telegram-bot-api-secret-token';

/** Updates that are understood and carried nowhere yet, with the reason that an operator reads (telegram.md §2). */
const NOT_CARRIED: ReadonlyMap<string, string> = new Map([
  ['edited_message', 'the customer edited a message; edits are not carried'],
  ['message_reaction', 'the customer reacted to a message; reactions are not carried'],
  ['callback_query', 'the customer pressed a button; buttons are not carried'],
  ['my_chat_member', 'the customer started or stopped the bot'],
]);

/**
 * Verifies and parses one update (telegram.md §2). Telegram repeats what is not answered with a 2xx and holds back the
 * chat's next updates until then, so every verified request is answered 200, understood or not.
 */
export function receive(context: ReceiveContext<TelegramCredentials>, request: RawRequest): Received {
  if (!sameSecret(request.headers[SECRET_HEADER], context.webhook.secret)) {
    return { kind: 'refused', status: 401, reason: 'the secret token is missing or wrong' };
  }
  return { kind: 'events', events: [eventOf(context, request.body)], answer: { status: 200 } };
}

function eventOf(context: ReceiveContext<TelegramCredentials>, body: Buffer): InboundEvent {
  const update = parseJson(body);
  if (!isRecord(update) || !Number.isSafeInteger(update.update_id)) {
    const key = `body/${createHash('sha256').update(body).digest('hex')}`;
    return { kind: 'unparsed', key, reason: 'not an update of Telegram' };
  }
  const key = `update/${String(update.update_id)}`;
  if ('message' in update) return messageOf(context, update.message, key);
  const standing = standingOf(context, update.my_chat_member, key);
  if (standing !== undefined) return standing;
  const kind = Object.keys(update).find((name) => name !== 'update_id') ?? 'nothing';
  return {
    kind: 'ignored',
    key,
    reason: NOT_CARRIED.get(kind) ?? `updates of the kind ${kind.slice(0, 40)} are not carried`,
  };
}

function messageOf(context: ReceiveContext<TelegramCredentials>, raw: unknown, key: string): InboundEvent {
  const parsed = Message.safeParse(raw);
  if (!parsed.success || !isRecord(raw)) {
    const fault = parsed.error?.issues[0];
    return {
      kind: 'unparsed',
      key,
      reason: `message: ${fault?.path.map(String).join('.') ?? ''} ${fault?.message ?? ''}`,
    };
  }
  const message = parsed.data;
  if (message.chat.type !== 'private') {
    return { kind: 'ignored', key, reason: 'a message in a group; only private chats are carried' };
  }
  const notice = noticeOf(raw);
  if (notice !== undefined) return { kind: 'ignored', key, reason: `a notice of Telegram: ${notice}` };
  if (message.from === undefined) return { kind: 'unparsed', key, reason: 'message: from is missing' };
  const chat = String(message.chat.id);
  const remoteId = String(message.message_id);
  return {
    kind: 'message',
    key: `message/${chat}/${remoteId}`,
    source: botIdOf(context.credentials),
    chat,
    author: participantOf(message.from),
    remoteId,
    at: message.date * 1_000,
    opensWindow: true,
    content: contentOf(message, raw),
  };
}

/** Telegram tells of a block at once; the manager would otherwise learn of it from the next message that fails. */
function standingOf(
  context: ReceiveContext<TelegramCredentials>,
  raw: unknown,
  key: string,
): InboundNotice | undefined {
  const parsed = ChatMemberUpdate.safeParse(raw);
  if (!parsed.success || parsed.data.chat.type !== 'private') return undefined;
  const { chat, date, old_chat_member: before, new_chat_member: now } = parsed.data;
  const text = noticeOfStanding(before.status, now.status);
  if (text === undefined) return undefined;
  return { kind: 'notice', key, source: botIdOf(context.credentials), chat: String(chat.id), at: date * 1_000, text };
}

function noticeOfStanding(before: string, now: string): string | undefined {
  if (now === 'kicked') return 'The customer has blocked the bot. Messages do not arrive until they unblock it.';
  return before === 'kicked' && now === 'member'
    ? 'The customer has unblocked the bot. Messages arrive again.'
    : undefined;
}

function participantOf(user: User): RemoteParticipant {
  const name = [user.first_name, user.last_name ?? ''].join(' ').trim();
  return {
    remoteId: String(user.id),
    name: name === '' ? (user.username ?? 'Telegram user') : name,
    ...(user.username === undefined ? {} : { profileLink: `https://t.me/${user.username}` }),
    ...(user.language_code === undefined ? {} : { language: user.language_code }),
  };
}

/** Hashed first, so that neither the length nor the first difference shows in the time taken. */
function sameSecret(given: string | undefined, expected: string): boolean {
  if (given === undefined) return false;
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
