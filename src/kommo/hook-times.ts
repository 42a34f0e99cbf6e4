import type { HookFields } from './hook-fields';

/** The end of the year 9999: later times are no times. */
const LAST_SECOND = 253_402_300_799;

/** Milliseconds since 1970: `msec_timestamp`, else `timestamp` (kommo-chat-api.md §11.2). */
export function writtenAt(fields: HookFields): number | undefined {
  return whole(fields.number('msec_timestamp', LAST_SECOND * 1_000)) ?? secondsAt(fields, 'timestamp');
}

/** A time in seconds, as milliseconds. */
export function secondsAt(fields: HookFields, name: string): number | undefined {
  const seconds = fields.number(name, LAST_SECOND);
  return seconds === undefined ? undefined : whole(seconds * 1_000);
}

function whole(milliseconds: number | undefined): number | undefined {
  return milliseconds === undefined || milliseconds < 1 ? undefined : Math.trunc(milliseconds);
}
