import type { Line } from '../lines/records';
import { refusal, type Code } from './answers';

/** What WeChat thinks of an account, and the code that its calls meet (wechat.md §4). */
const STANDINGS = {
  banned: 48004,
  restricted: 50002,
  'not-granted': 48001,
} as const satisfies Record<string, Code>;
export type Standing = keyof typeof STANDINGS | 'frozen';

export function standTo(line: Line, standing: Standing | null): void {
  line.facts.standing = standing;
}

/** @throws WeChatError */
export function checkStanding({ facts }: Line): void {
  const known = Object.entries(STANDINGS).find(([name]) => name === facts.standing);
  if (known) throw refusal(known[1]);
}

/** Whether the secret is good for tokens. @throws WeChatError 40243 */
export function checkSecretUse({ facts }: Line): void {
  if (facts.standing === 'frozen') throw refusal(40243);
}
