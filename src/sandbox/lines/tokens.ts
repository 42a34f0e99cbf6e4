import type { LinesState } from './records';

/** Doubles are 1024 apart from here on. */
const BASE = 17n << 58n;
const SECOND_BITS = 20n;

/**
 * Gives message tokens: whole numbers beyond 2^53 that lie so close together that whoever reads them as JavaScript numbers
 * takes many for the same. Later starts give higher ones, also where the earlier state is lost.
 */
export class Tokens {
  readonly #began = BigInt(Math.floor(Date.now() / 1000));

  constructor(private readonly lines: LinesState) {}

  next(): bigint {
    const token = BASE + (this.#began << SECOND_BITS) + BigInt(this.lines.nextId);
    this.lines.nextId += 1;
    return token;
  }
}
