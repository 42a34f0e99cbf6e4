const LONGEST_MS = 24 * 60 * 60 * 1_000;

/**
 * Reads a `Retry-After` header: seconds, or a date (RFC 9110 §10.2.3).
 *
 * @param now milliseconds since 1970, to measure a date against
 * @returns milliseconds to wait, at most a day; undefined when absent or unreadable
 */
export function retryAfterMs(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  const text = header.trim();
  if (/^\d+(\.\d+)?$/.test(text)) return secondsToWait(Number(text));
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : clamp(date - now);
}

/** @returns the same for a number of seconds found in a body; undefined when it is no such number */
export function secondsToWait(seconds: unknown): number | undefined {
  return typeof seconds === 'number' && Number.isFinite(seconds) ? clamp(Math.ceil(seconds * 1_000)) : undefined;
}

function clamp(ms: number): number {
  return Math.min(Math.max(ms, 0), LONGEST_MS);
}
