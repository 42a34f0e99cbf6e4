import type { Core } from '../core';
import type { Handset } from '../lines/records';
import { refusal } from './errors';

/** So many messages of a bot in so long, in one conversation (skype.md §9). */
const WINDOWS = [
  { sends: 7, ms: 1_000 },
  { sends: 8, ms: 2_000 },
  { sends: 60, ms: 30_000 },
  { sends: 1_800, ms: 3_600_000 },
] as const;
const LONGEST_MS = 3_600_000;

/** Counts what bots of Teams send. */
export class Throttle {
  readonly #sent = new WeakMap<Handset, readonly number[]>();

  constructor(private readonly core: Core) {}

  /** One more. @throws ConnectorError 429 with the time to wait */
  count(handset: Handset): void {
    if (this.core.assumptions.is('botframework-throttling', 'off')) return;
    const now = this.core.clock.now();
    const sent = (this.#sent.get(handset) ?? []).filter((at) => at > now - LONGEST_MS);
    for (const { sends, ms } of WINDOWS) {
      const oldest = sent.at(-sends);
      if (oldest === undefined || oldest <= now - ms) continue;
      throw refusal('Throttled', { retryAfter: Math.ceil((oldest + ms - now) / 1000) });
    }
    this.#sent.set(handset, [...sent, now]);
  }

  forget(handset: Handset): void {
    this.#sent.delete(handset);
  }
}
