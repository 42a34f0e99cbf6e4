/**
 * A worker that was stopped and wakes up again must not send beside its successor. The engine hands a lane on when no
 * heartbeat came for 10 s (`workflows/activities.ts`); heartbeats leave here every second (`heartbeat.ts`) and the SDK
 * passes them on within two (`worker.ts`). So a claim is good for 10 − 2 − 1 s, less a margin for the way to the server:
 * a request may begin this long after its claim and no later.
 */
const LONGEST_GAP_MS = 4_000;

/** Measures, by the monotonic clock, how long ago the ledger confirmed that the lane is ours. */
export class Lease {
  #confirmedAt = performance.now();

  /** Runs a claim; its confirmation counts from before it was asked for. */
  async confirm<Value>(claim: () => Promise<Value>): Promise<Value> {
    const asked = performance.now();
    const value = await claim();
    this.#confirmedAt = asked;
    return value;
  }

  /** How long a request may still begin, milliseconds. */
  leftMs(): number {
    return LONGEST_GAP_MS - (performance.now() - this.#confirmedAt);
  }

  /** To be asked right before each send. When false, send nothing: this process was stopped, or is starved. */
  holds(): boolean {
    return this.leftMs() >= 0;
  }
}
