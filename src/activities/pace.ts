const QUICK_MS = [1_000, 2_000, 5_000, 10_000] as const;
const PARKED_FIRST_MS = 60_000;
const PARKED_GROWTH = 1.5;
const PARKED_MOST_MS = 15 * 60_000;

/** Failed attempts after which a row is parked. */
export const QUICK_ATTEMPTS = QUICK_MS.length + 1;

/**
 * How long to wait after the `failed`-th failed attempt, milliseconds. The far side's own wish wins when it is longer.
 * @param random in [0, 1): spreads the retries of many chats after an outage.
 */
export function waitAfter(failed: number, wishMs: number | undefined, random: () => number = Math.random): number {
  const quick = QUICK_MS[Math.max(0, failed - 1)];
  const base =
    quick ?? Math.min(PARKED_MOST_MS, PARKED_FIRST_MS * PARKED_GROWTH ** Math.max(0, failed - QUICK_ATTEMPTS));
  return Math.round(Math.max(base * (1 + 0.2 * random()), wishMs ?? 0));
}
