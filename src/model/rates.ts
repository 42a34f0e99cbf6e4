/** How fast a source may send; what is faster waits its turn, over all workers. */
export interface Rates {
  /** Over all chats of the source. */
  readonly source?: Rate;
  /** To one customer. */
  readonly chat?: Rate;
}

/** A part of a second's messages may go at once, and as much is left for what takes longer on its way than others. */
const PART_OF_A_SECOND = 20;

/** A rate at which no second has more than `most` messages. */
export function withinSecond(most: number): Rate {
  const burst = Math.max(1, Math.floor(most / PART_OF_A_SECOND));
  return { everyMs: 1_000 / (most * (1 - 2 / PART_OF_A_SECOND)), burst };
}

/** `burst` at once after a rest, and then one every `everyMs`. */
export interface Rate {
  readonly everyMs: number;
  readonly burst: number;
}
