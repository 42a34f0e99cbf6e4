/** Below this it is the way that the answer took, not the clock. */
const TOLERANCE_MS = 5_000;

/** The api's clock: its times are told as "12 s ago", also on a computer whose clock is wrong. */
export class Clock {
  #aheadMs = 0;

  /** @param date the header of an answer that has just come. */
  adjust(date: string | null): void {
    const theirs = Date.parse(date ?? '');
    if (Number.isNaN(theirs)) return;
    const ahead = theirs - Date.now();
    this.#aheadMs = Math.abs(ahead) < TOLERANCE_MS ? 0 : ahead;
  }

  now(): number {
    return Date.now() + this.#aheadMs;
  }
}
