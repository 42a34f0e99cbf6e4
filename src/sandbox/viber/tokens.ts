import type { LinesState } from '../lines/records';

const BASE = 4_900_000_000_000_000_000n;
const EACH_SECOND = 1_000_000n;

/**
 * Gives message tokens: whole numbers beyond 2^53 that lie so close together that whoever reads them as JavaScript numbers
 * takes many for the same. Later starts give higher ones, also where the earlier state is lost.
 */
export class Tokens {
  readonly #began = BigInt(Math.floor(Date.now() / 1000));

  constructor(private readonly lines: LinesState) {}

  next(): bigint {
    const token = BASE + this.#began * EACH_SECOND + BigInt(this.lines.nextId);
    this.lines.nextId += 1;
    return token;
  }
}
