const SECOND_MS = 1000;

/** Counts the requests of the last second for each account; real time, whatever the sandbox's clock says. */
export class RateLimit {
  private readonly recent = new Map<string, number[]>();

  /** Whether one more is too many. A limit of 0 is none. */
  exceeds(owner: string, limit: number): boolean {
    if (limit === 0) return false;
    const now = performance.now();
    const times = (this.recent.get(owner) ?? []).filter((time) => now - time < SECOND_MS);
    const exceeded = times.length >= limit;
    if (!exceeded) times.push(now);
    this.recent.set(owner, times);
    return exceeded;
  }
}
