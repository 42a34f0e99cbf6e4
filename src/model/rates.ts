/** How fast a source may send; what is faster waits its turn, over all workers. */
export interface Rates {
  /** Over all chats of the source. */
  readonly source?: Rate;
  /** To one customer. */
  readonly chat?: Rate;
}

/** `burst` at once after a rest, and then one every `everyMs`. */
export interface Rate {
  readonly everyMs: number;
  readonly burst: number;
}
