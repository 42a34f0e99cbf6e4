import type { Line } from '../lines/records';
import { refusal, ViberError, type Status } from './answers';

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

/** An answer that the next calls get whatever they ask: for what a sandbox cannot know. */
interface Whim {
  readonly status: number;
  readonly text: string;
  readonly operation: string | undefined;
  left: number;
}

/** The answers that tests have asked for. */
export class Whims {
  readonly #whims = new Map<Line, Whim[]>();

  add(line: Line, whim: Whim): void {
    this.#whims.set(line, [...(this.#whims.get(line) ?? []), whim]);
  }

  /** @throws ViberError */
  act(line: Line, operation: string): void {
    const whims = this.#whims.get(line) ?? [];
    const whim = whims.find((each) => each.operation === undefined || each.operation === operation);
    if (!whim) return;
    whim.left -= 1;
    if (whim.left <= 0)
      this.#whims.set(
        line,
        whims.filter((each) => each !== whim),
      );
    throw new ViberError(whim.status, whim.text);
  }

  clear(): void {
    this.#whims.clear();
  }
}
