import type { Language } from '../../../api/settings/contract';
import { count, localeOf } from '../../parts/locale';
import type { Texts } from '../texts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** "12 s ago", "5 min ago", "3 h ago", "2 days ago"; later on the date says more. */
export function ago(at: number, now: number, t: Texts, language: Language): string {
  // Two clocks never agree to the second.
  const past = Math.max(0, now - at);
  if (past < SECOND) return t.time.justNow;
  if (past < MINUTE) return t.time.ago(`${Math.floor(past / SECOND)} s`);
  if (past < HOUR) return t.time.ago(`${Math.floor(past / MINUTE)} min`);
  if (past < DAY) return t.time.ago(`${Math.floor(past / HOUR)} h`);
  if (past < 7 * DAY) return t.time.ago(long(Math.floor(past / DAY), 'day', language));
  return date(at, language);
}

export function date(at: number, language: Language): string {
  return new Intl.DateTimeFormat(localeOf(language), { dateStyle: 'long' }).format(at);
}

export function time(at: number, language: Language): string {
  return new Intl.DateTimeFormat(localeOf(language), { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(
    at,
  );
}

/** "10:04" today, else "12 March, 10:04", as it stands after "since". */
export function moment(at: number, now: number, t: Texts, language: Language): string {
  if (sameDay(at, now)) return t.time.today(time(at, language));
  const day = new Intl.DateTimeFormat(localeOf(language), { day: 'numeric', month: 'long' }).format(at);
  return t.time.onDay(day, time(at, language));
}

/** "Today", "Yesterday", "12 March", "12 March 2024". */
export function day(at: number, now: number, language: Language): string {
  const days = Math.round((startOfDay(now) - startOfDay(at)) / DAY);
  if (days === 0 || days === 1) {
    const word = new Intl.RelativeTimeFormat(localeOf(language), { numeric: 'auto' }).format(-days, 'day');
    return word.charAt(0).toUpperCase() + word.slice(1);
  }
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return new Intl.DateTimeFormat(localeOf(language), {
    day: 'numeric',
    month: 'long',
    ...(sameYear ? {} : { year: 'numeric' }),
  }).format(at);
}

export function sameDay(one: number, other: number): boolean {
  return startOfDay(one) === startOfDay(other);
}

function startOfDay(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}

/** "24 hours", "7 days". */
export function duration(ms: number, language: Language): string {
  if (ms % DAY === 0 && ms > DAY) return long(ms / DAY, 'day', language);
  if (ms >= HOUR) return long(Math.round(ms / HOUR), 'hour', language);
  return long(Math.max(1, Math.round(ms / MINUTE)), 'minute', language);
}

function long(count: number, unit: 'day' | 'hour' | 'minute', language: Language): string {
  return new Intl.NumberFormat(localeOf(language), { style: 'unit', unit, unitDisplay: 'long' }).format(count);
}

/** With itself, for words that have one form for one and another for more. */
export function counted(value: number, language: Language): readonly [number, string] {
  return [value, count(value, language)];
}

/** "62 %"; whatever is not done yet is less than all of it. */
export function percent(part: number, language: Language): string {
  const whole = Math.floor(part * 100) / 100;
  return new Intl.NumberFormat(localeOf(language), { style: 'percent' }).format(whole);
}

const MEGABYTE = 1_000_000;

/** "12.4 MB", "340 kB". */
export function bytes(size: number, language: Language): string {
  const [unit, value] =
    size >= 1_000 * MEGABYTE
      ? (['gigabyte', size / (1_000 * MEGABYTE)] as const)
      : size >= MEGABYTE
        ? (['megabyte', size / MEGABYTE] as const)
        : (['kilobyte', Math.max(1, Math.round(size / 1_000))] as const);
  return new Intl.NumberFormat(localeOf(language), { style: 'unit', unit, maximumFractionDigits: 1 }).format(value);
}

/** "40 s", "12 min", "3 h": a guess, and written as one. */
export function roughly(ms: number): string {
  if (ms < 90 * SECOND) return `${Math.max(1, Math.round(ms / SECOND))} s`;
  return ms < 2 * HOUR ? `${Math.round(ms / MINUTE)} min` : `${Math.round(ms / HOUR)} h`;
}

/** "0.8 s" */
export function seconds(ms: number, language: Language): string {
  const digits = ms < 10 * SECOND ? 1 : 0;
  const value = new Intl.NumberFormat(localeOf(language), {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return `${value.format(Math.max(ms, 100) / SECOND)} s`;
}
