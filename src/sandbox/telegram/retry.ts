const CEILING_LEAST_MS = 60_000;
const CEILING_SPREAD_MS = 60_000;
const RETRY_AFTER_LIMIT_S = 3600;

/**
 * How long an update waits after its n-th failure: at once, then 2, 4, 8 … s up to a random 60 to 120 s; a
 * Retry-After of the webhook is honoured (telegram.md §2).
 */
export function retryDelay(failures: number, retryAfter: string | null, random: () => number = Math.random): number {
  if (retryAfter !== null && /^\d{1,9}$/.test(retryAfter)) {
    return Math.min(Number(retryAfter), RETRY_AFTER_LIMIT_S) * 1000;
  }
  if (failures <= 1) return 0;
  const ceiling = CEILING_LEAST_MS + random() * CEILING_SPREAD_MS;
  return Math.min(1000 * 2 ** Math.min(failures - 1, 20), ceiling);
}
