import { setTimeout } from 'node:timers/promises';

export interface ProbeOptions {
  readonly everyMs: number;
  /** What does not answer within this does not answer. */
  readonly withinMs: number;
}

const USUAL: ProbeOptions = { everyMs: 2_000, withinMs: 3_000 };

/**
 * Asks something outside again and again, so that a request for health costs nothing and never waits: it is told what
 * came of the last question.
 */
export class Probe {
  readonly #stopping = new AbortController();
  readonly #options: ProbeOptions;
  readonly #running: Promise<void>;
  /** The first question is answered, or was not in time. */
  readonly first: Promise<void>;
  #answeredAt: number | undefined;

  constructor(ask: () => Promise<unknown>, options: Partial<ProbeOptions> = {}) {
    this.#options = { ...USUAL, ...options };
    this.first = this.#round(ask);
    this.#running = this.#goOn(ask);
  }

  /** The last question was answered, and that is not long ago: a process that was stopped has to ask first. */
  get isAnswered(): boolean {
    const { everyMs, withinMs } = this.#options;
    return this.#answeredAt !== undefined && performance.now() - this.#answeredAt <= everyMs + 2 * withinMs;
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  async #goOn(ask: () => Promise<unknown>): Promise<void> {
    await this.first;
    for (;;) {
      await this.#pause(this.#options.everyMs);
      if (this.#stopping.signal.aborted) return;
      await this.#round(ask);
    }
  }

  async #round(ask: () => Promise<unknown>): Promise<void> {
    const over = new AbortController();
    const answered = ask().then(
      () => true,
      () => false,
    );
    const late = this.#pause(this.#options.withinMs, over.signal).then(() => false);
    this.#answeredAt = (await Promise.race([answered, late])) ? performance.now() : undefined;
    over.abort();
  }

  async #pause(ms: number, over = this.#stopping.signal): Promise<void> {
    const signal = AbortSignal.any([over, this.#stopping.signal]);
    await setTimeout(ms, undefined, { signal }).catch(() => undefined);
  }
}
