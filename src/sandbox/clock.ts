/** The sandbox's clock: the machine's clock moved by an offset. Time-outs and latencies run on real time. */
export class Clock {
  private offset = 0;
  private moved: () => void = () => undefined;

  get offsetMs(): number {
    return this.offset;
  }

  now(): number {
    return Date.now() + this.offset;
  }

  private last = { moment: 0, offset: 0 };

  /** A time of its own: later than every moment before it, for what happens one after the other in one millisecond. */
  moment(): number {
    const { last, offset } = this;
    const moment = last.offset === offset ? Math.max(this.now(), last.moment + 1) : this.now();
    this.last = { moment, offset };
    return moment;
  }

  /** Whole seconds since 1970, as most wire formats want them. */
  seconds(): number {
    return Math.floor(this.now() / 1000);
  }

  move(offsetMs: number): void {
    this.offset = offsetMs;
    this.moved();
  }

  /** Calls this whenever the clock is moved; there is one such at most. */
  onMove(moved: () => void): void {
    this.moved = moved;
  }
}
