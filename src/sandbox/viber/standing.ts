import type { Line } from '../lines/records';
import { refusal, type Status } from './answers';

/** What Viber thinks of a bot, and the status that its calls meet (viber.md §4). */
const STANDINGS = {
  blocked: 7,
  'not-found': 8,
  suspended: 9,
  'not-authorized': 15,
} as const satisfies Record<string, Status>;
export type Standing = keyof typeof STANDINGS;

export function standTo(line: Line, standing: Standing | null): void {
  line.facts.standing = standing;
}

/** @throws ViberError */
export function checkStanding({ facts }: Line): void {
  const known = Object.entries(STANDINGS).find(([name]) => name === facts.standing);
  if (known) throw refusal(known[1]);
}
