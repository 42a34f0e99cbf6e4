/** The sandbox's clock: the machine's clock moved by an offset. Time-outs and latencies run on real time. */
export class Clock {
  private offsetMs = 0;

  now(): number {
    return Date.now() + this.offsetMs;
  }

  /** Whole seconds since 1970, as most wire formats want them. */
  seconds(): number {
    return Math.floor(this.now() / 1000);
  }

  move(offsetMs: number): void {
    this.offsetMs = offsetMs;
  }
}
