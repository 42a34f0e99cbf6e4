import type { Core } from '../core';
import { tooManyRequests } from './answers';
import type { Bot } from './state';

const SECOND_MS = 1_000;
/** telegram.md §9: so many in any second, and in any minute. */
const BOT = { most: 30, withinMs: SECOND_MS };
const GROUP = { most: 20, withinMs: 60 * SECOND_MS };
/** A private chat: one a second, with bursts. */
const CHAT_EVERY_MS = SECOND_MS;

interface Sent {
  /** When each of the last messages was sent, of the bot under the empty name and of each group. */
  readonly times: Map<string, number[]>;
  /** When the last message to a private chat is paid for. */
  readonly paid: Map<string, number>;
}

const sentBy = new WeakMap<Bot, Sent>();

/**
 * Counts messages that are about to be sent together, where the limits are in force: an album counts its pieces, and one with
 * more of them than may be sent at once passes after a rest. Real time, whatever the sandbox's clock says.
 * @throws TelegramError 429
 */
export function countSent({ assumptions }: Core, bot: Bot, chatId: string, count = 1): void {
  if (!assumptions.is('telegram-rate-limits', 'on')) return;
  const { times, paid } = sentOf(bot);
  const now = performance.now();
  const isGroup = chatId.startsWith('-');
  const whole = recent(times, '', now, BOT);
  const inGroup = isGroup ? recent(times, chatId, now, GROUP) : [];
  const burst = Math.max(1, assumptions.number('telegram-chat-burst'));
  const paidUntil = Math.max(paid.get(chatId) ?? -Infinity, now);
  const wait = Math.max(
    waitFor(whole, count, now, BOT),
    isGroup ? waitFor(inGroup, count, now, GROUP) : paidUntil - now - Math.max(0, burst - count) * CHAT_EVERY_MS,
  );
  if (wait > 0) throw tooManyRequests(Math.ceil(wait / SECOND_MS));
  for (let each = 0; each < count; each += 1) {
    whole.push(now);
    inGroup.push(now);
  }
  if (!isGroup) paid.set(chatId, paidUntil + count * CHAT_EVERY_MS);
}

/** The next message is the first. */
export function forgetSent(bot: Bot): void {
  sentBy.delete(bot);
}

function sentOf(bot: Bot): Sent {
  let sent = sentBy.get(bot);
  if (!sent) sentBy.set(bot, (sent = { times: new Map(), paid: new Map() }));
  return sent;
}

type Limit = typeof BOT;

function recent(times: Sent['times'], name: string, now: number, { withinMs }: Limit): number[] {
  const left = (times.get(name) ?? []).filter((at) => now - at < withinMs);
  times.set(name, left);
  return left;
}

/** Until so many more fit beside those sent before, or none of those is left. */
function waitFor(sent: readonly number[], count: number, now: number, { most, withinMs }: Limit): number {
  const over = Math.min(sent.length, sent.length + count - most);
  const last = over > 0 ? sent[over - 1] : undefined;
  return last === undefined ? 0 : last + withinMs - now;
}
