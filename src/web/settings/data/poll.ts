import type { Client } from '../session/client';
import type { Fault } from '../session/fault';

export interface Polled<T> {
  /** The last that came; it stays when the next does not come. */
  readonly data: T | null;
  readonly at: number | null;
  readonly fault: Fault | null;
  readonly nextTryAt: number | null;
}

const NOTHING: Polled<never> = { data: null, at: null, fault: null, nextTryAt: null };
const FIRST_RETRY_MS = 2_000;
const LAST_RETRY_MS = 60_000;

/**
 * Reads one address of the api again and again, while somebody can see the page: one request at a time, a pause after each,
 * a longer one after each failure.
 */
export class Poll<T> {
  #state: Polled<T> = NOTHING;
  /** Between two readings; `null`: read once. */
  #everyMs: number | null;
  readonly #listeners = new Set<() => void>();
  #running = false;
  #timer: number | undefined;
  #reading = false;
  #failures = 0;
  /** Raised by every change of ours: what was read before it is old. */
  #generation = 0;
  #again = false;
  #unsubscribe: (() => void) | undefined;

  constructor(
    private readonly client: Client,
    private readonly path: string,
    everyMs: number | null,
  ) {
    this.#everyMs = everyMs;
  }

  readonly current = (): Polled<T> => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    if (this.#listeners.size === 1) this.#start();
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.#stop();
    };
  };

  set everyMs(everyMs: number | null) {
    if (everyMs === this.#everyMs) return;
    this.#everyMs = everyMs;
    if (this.#running && !this.#reading && this.#state.fault === null) this.#schedule(everyMs);
  }

  readonly reload = (): void => {
    if (!this.#running) return;
    if (this.#reading) this.#again = true;
    else this.#schedule(0);
  };

  /** A change that is done, or as good as done; an older reading that is on its way does not undo it. */
  readonly update = (change: (data: T) => T): void => {
    this.#generation += 1;
    if (this.#state.data !== null) this.#set({ ...this.#state, data: change(this.#state.data) });
  };

  readonly #lookAtPage = (): void => {
    if (document.hidden) window.clearTimeout(this.#timer);
    else if (this.#everyMs !== null || this.#state.fault !== null) this.reload();
  };

  readonly #lookAtSession = (): void => {
    if (this.client.standing.ended === null && this.#state.fault?.kind === 'ended') this.reload();
  };

  #start(): void {
    this.#running = true;
    document.addEventListener('visibilitychange', this.#lookAtPage);
    window.addEventListener('online', this.reload);
    this.#unsubscribe = this.client.subscribe(this.#lookAtSession);
    if (this.#state.data === null || this.#everyMs !== null) this.#schedule(0);
  }

  #stop(): void {
    this.#running = false;
    window.clearTimeout(this.#timer);
    document.removeEventListener('visibilitychange', this.#lookAtPage);
    window.removeEventListener('online', this.reload);
    this.#unsubscribe?.();
  }

  #schedule(inMs: number | null): void {
    window.clearTimeout(this.#timer);
    if (inMs === null || !this.#running || (document.hidden && this.#state.data !== null)) return;
    this.#timer = window.setTimeout(() => void this.#read(), inMs);
  }

  async #read(): Promise<void> {
    if (this.#reading) return;
    this.#reading = true;
    const generation = this.#generation;
    const answer = await this.client.get<T>(this.path);
    this.#reading = false;
    if (!this.#running) return;
    const again = this.#again || (answer.ok && generation !== this.#generation);
    this.#again = false;
    if (answer.ok) {
      this.#failures = 0;
      if (generation === this.#generation) {
        this.#set({ data: answer.value, at: this.client.clock.now(), fault: null, nextTryAt: null });
      }
      // A change that came in between: once more, and not in a hurry.
      this.#schedule(again ? 300 : this.#everyMs);
      return;
    }
    const { fault } = answer;
    // Only a person's "go on" brings a new session; asking the widget again and again does not.
    const pause = fault.kind === 'ended' ? null : this.#pauseAfter(fault);
    this.#set({ ...this.#state, fault, nextTryAt: pause === null ? null : this.client.clock.now() + pause });
    this.#schedule(pause);
  }

  #pauseAfter(fault: Fault): number {
    const wished = fault.kind === 'unreachable' ? (fault.retryAfterMs ?? 0) : 0;
    const pause = Math.max(wished, Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** this.#failures));
    this.#failures += 1;
    return pause;
  }

  #set(state: Polled<T>): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}
