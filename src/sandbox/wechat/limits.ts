import type { Core } from '../core';
import type { Line } from '../lines/records';
import { refusal } from './answers';

const DAY_MS = 86_400_000;
const BEIJING_MS = 8 * 3_600_000;

/** Which limit a call counts for (wechat.md §9). */
const DAILY = {
  token: 'wechat-day-tokens',
  'forced-token': 'wechat-day-forced-tokens',
  send: 'wechat-day-sends',
  upload: 'wechat-day-uploads',
} as const;

/** One more of these today. @throws WeChatError 45009 */
export function countToday({ wechat, assumptions, clock }: Core, line: Line, what: keyof typeof DAILY): void {
  const day = Math.floor((clock.now() + BEIJING_MS) / DAY_MS);
  const key = `${line.id}/${String(day)}/${what}`;
  const before = wechat.calls.get(key) ?? 0;
  if (before >= assumptions.number(DAILY[what])) throw refusal(45009);
  wechat.calls.set(key, before + 1);
}
