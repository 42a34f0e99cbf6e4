import type { Sandbox } from '../sandbox';
import { tooManyRequests } from './answers';
import type { Bot } from './state';

/** telegram.md §9: about one message a second in a chat, short bursts pass; about 30 a second for the bot. */
const CHAT = { perSecond: 1, burst: 5 };
const GROUP = { perSecond: 20 / 60, burst: 20 };
const BOT = { perSecond: 30, burst: 30 };

interface Bucket {
  tokens: number;
  at: number;
}

const buckets = new WeakMap<Bot, Map<string, Bucket>>();

/** Counts a message that is about to be sent, where the limits are in force. */
export function countSent({ assumptions }: Sandbox, bot: Bot, chatId: string): void {
  if (!assumptions.is('telegram-rate-limits', 'on')) return;
  let own = buckets.get(bot);
  if (!own) buckets.set(bot, (own = new Map<string, Bucket>()));
  const now = performance.now();
  const chat = refill(own, chatId, chatId.startsWith('-') ? GROUP : CHAT, now);
  const whole = refill(own, '', BOT, now);
  const wait = Math.max(secondsUntilOne(chat, chatId.startsWith('-') ? GROUP : CHAT), secondsUntilOne(whole, BOT));
  if (wait > 0) throw tooManyRequests(Math.ceil(wait));
  chat.tokens -= 1;
  whole.tokens -= 1;
}

type Rate = typeof CHAT;

function refill(own: Map<string, Bucket>, name: string, { perSecond, burst }: Rate, now: number): Bucket {
  const bucket = own.get(name) ?? { tokens: burst, at: now };
  bucket.tokens = Math.min(burst, bucket.tokens + ((now - bucket.at) / 1000) * perSecond);
  bucket.at = now;
  own.set(name, bucket);
  return bucket;
}

function secondsUntilOne({ tokens }: Bucket, { perSecond }: Rate): number {
  return tokens >= 1 ? 0 : (1 - tokens) / perSecond;
}
