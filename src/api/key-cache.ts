import { BoundedMap } from '../ledger/bounded-map';
import type { Clock, KeySet } from '../messengers/contract';

/** Keys are used for a day, and asked for anew halfway, beside what goes on. */
const USED_FOR_MS = 24 * 60 * 60_000;
const REFRESHED_AFTER_MS = USED_FOR_MS / 2;
/** After an attempt that failed, the next one. */
const TRIED_AGAIN_AFTER_MS = 5_000;
/** A webhook is answered without its keys after this (design §3, Accepting). */
const WAITED_FOR_MS = 1_500;
/** A key that nobody knows has its set fetched anew: so often at once, and then once in so long. Anybody can name one. */
const EARLY = 5;
const EARLY_EVERY_MS = 60_000;
/** Somebody may connect any number of addresses. */
const REMEMBERED = 1_000;

/** `not-now`: they may be had later · `current`: there are no newer ones, as far as anybody may ask. */
export type Newer = { readonly kind: 'newer'; readonly keys: KeySet } | { readonly kind: 'not-now' | 'current' };

export type FetchKeys = () => Promise<KeySet>;

interface Held {
  keys: KeySet;
  /** When they were fetched; -Infinity: never. Milliseconds since 1970, as the others. */
  fetchedAt: number;
  failedAt: number;
  fetching: Promise<KeySet | undefined> | undefined;
  /** Early fetches that may still be made, as of `earlyAt`. */
  early: number;
  earlyAt: number;
}

/** The public keys of messengers, by the address where they are published; shared by all webhooks of a process. */
export class KeyCache {
  readonly #held = new BoundedMap<string, Held>(REMEMBERED);
  readonly #clock: Clock;
  readonly #onFailure: (error: unknown) => void;

  constructor({ clock, onFailure }: { readonly clock: Clock; readonly onFailure: (error: unknown) => void }) {
    this.#clock = clock;
    this.#onFailure = onFailure;
  }

  /** Keys that may be used, none where there are no such; has old ones renewed beside. */
  at(address: string, fetch: FetchKeys): KeySet {
    const held = this.#of(address);
    const age = this.#clock.now() - held.fetchedAt;
    if (age > USED_FOR_MS) return [];
    if (age > REFRESHED_AFTER_MS && !this.#hasJustFailed(held)) void this.#fetch(held, fetch);
    return held.keys;
  }

  /** Newer ones than `at` gave, for a token whose key is not among those. Resolves within a second and a half. */
  async newer(address: string, fetch: FetchKeys): Promise<Newer> {
    const held = this.#of(address);
    const isUsable = this.#clock.now() - held.fetchedAt <= USED_FOR_MS;
    if (held.fetching === undefined) {
      if (this.#hasJustFailed(held)) return { kind: 'not-now' };
      if (isUsable && !this.#mayBeEarly(held)) return { kind: 'current' };
    }
    const keys = await inTime(this.#fetch(held, fetch));
    return keys === undefined ? { kind: 'not-now' } : { kind: 'newer', keys };
  }

  #of(address: string): Held {
    const known = this.#held.get(address);
    if (known !== undefined) return known;
    const held: Held = {
      keys: [],
      fetchedAt: -Infinity,
      failedAt: -Infinity,
      fetching: undefined,
      early: EARLY,
      earlyAt: this.#clock.now(),
    };
    this.#held.set(address, held);
    return held;
  }

  #hasJustFailed({ failedAt }: Held): boolean {
    return this.#clock.now() - failedAt < TRIED_AGAIN_AFTER_MS;
  }

  /** Takes the turn if so. */
  #mayBeEarly(held: Held): boolean {
    const now = this.#clock.now();
    held.early = Math.min(EARLY, held.early + (now - held.earlyAt) / EARLY_EVERY_MS);
    held.earlyAt = now;
    if (held.early < 1) return false;
    held.early -= 1;
    return true;
  }

  /** @returns undefined where they could not be had. Who asks while others wait gets the same answer. */
  #fetch(held: Held, fetch: FetchKeys): Promise<KeySet | undefined> {
    held.fetching ??= fetch()
      .then(
        (keys) => {
          held.keys = keys;
          held.fetchedAt = this.#clock.now();
          held.failedAt = -Infinity;
          return keys;
        },
        (error: unknown) => {
          held.failedAt = this.#clock.now();
          this.#onFailure(error);
          return undefined;
        },
      )
      .finally(() => {
        held.fetching = undefined;
      });
    return held.fetching;
  }
}

async function inTime<Value>(work: Promise<Value>): Promise<Value | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), WAITED_FOR_MS);
  });
  const first = await Promise.race([work, late]);
  clearTimeout(timer);
  return first;
}
