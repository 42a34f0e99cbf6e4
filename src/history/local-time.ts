/** What a clock on the wall shows. Months from 1. */
export interface WallTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

/** The wall's digits as if it were in UTC, in milliseconds. @returns undefined for a day or an hour that there is not */
export function digitsOf({ year, month, day, hour, minute, second }: WallTime): number | undefined {
  // Nobody had a chat before; and a year of two digits would be one of the last century.
  if (year < 1970 || year > 9999) return undefined;
  if (hour > 23 || minute > 59 || second > 59 || month < 1 || month > 12 || day < 1) return undefined;
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  return date.getUTCDate() === day ? date.getTime() : undefined;
}

/** ISO 8601 without an offset, as `digitsOf`; undefined for what is something else. */
export function isoDigits(text: string): number | undefined {
  const [, year, month, day, hour, minute, second = '0'] =
    /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?$/.exec(text) ?? [];
  if (minute === undefined) return undefined;
  return digitsOf({
    year: Number(year),
    month: Number(month),
    day: Number(day),
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second),
  });
}

const HOUR_MS = 3_600_000;

/**
 * Turns a wall's digits into the time they were shown at. Of an hour that was there twice it is the first, of one that was
 * left out the hour after it. A zone's offset is asked for once for each hour, as asking takes far longer than the rest of reading.
 *
 * @throws RangeError for a zone that there is not; `isTimeZone` tells before.
 */
export function createClock(timeZone = 'UTC'): (digits: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'iso8601',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const offsetAt = (at: number): number => {
    const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1_000) * 1_000;
  };
  let known: { readonly hour: number; readonly offset: number; readonly changes: boolean } | undefined;
  return (digits) => {
    if (timeZone === 'UTC') return digits;
    const hour = Math.floor(digits / HOUR_MS);
    if (known?.hour !== hour) {
      const start = hour * HOUR_MS;
      const [before, after] = [offsetAt(start - 24 * HOUR_MS), offsetAt(start + 24 * HOUR_MS)];
      known = { hour, offset: before, changes: before !== after };
    }
    if (!known.changes) return digits - known.offset;
    return within24h(digits, offsetAt);
  };
}

/** Near a change: by the offset before it, if that was still so then; else by the one after. */
function within24h(digits: number, offsetAt: (at: number) => number): number {
  const before = offsetAt(digits - 24 * HOUR_MS);
  const first = digits - before;
  if (offsetAt(first) === before) return first;
  const after = offsetAt(digits + 24 * HOUR_MS);
  const second = digits - after;
  return offsetAt(second) === after ? second : first;
}

export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
