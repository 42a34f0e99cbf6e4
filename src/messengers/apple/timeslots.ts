import type { ListRow } from '../../model/content';

/** As Apple's picker of times takes one (apple.md §3). */
export interface Timeslot {
  readonly identifier: string;
  /** `2026-11-21T10:00+0000` */
  readonly startTime: string;
  /** Seconds. */
  readonly duration: number;
}

const STANDARD_S = 3_600;
/** A time with its zone, and perhaps how long it lasts, as ISO 8601 writes them: `2026-11-21T10:00+02:00/PT30M`. */
const TIME =
  /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2})(?::\d{2}(?:\.\d{1,3})?)?(Z|[+-]\d{2}:?\d{2})(?:\/PT(?:(\d{1,3})H)?(?:(\d{1,4})M)?)?$/;

/** @returns undefined where not every row is a time: then it is a list like any other */
export function timeslotsIn(rows: readonly ListRow[], identifierOf: (index: number) => string): Timeslot[] | undefined {
  const slots = rows.flatMap(({ data }, index) => slotIn(data, identifierOf(index)) ?? []);
  return slots.length > 0 && slots.length === rows.length ? slots : undefined;
}

function slotIn(data: string, identifier: string): Timeslot | undefined {
  const [, local, zone, hours, minutes] = TIME.exec(data.trim()) ?? [];
  if (local === undefined || zone === undefined) return undefined;
  const offset = zone === 'Z' ? zone : `${zone.slice(0, 3)}:${zone.slice(-2)}`;
  const at = Date.parse(`${local}:00${offset}`);
  if (Number.isNaN(at)) return undefined;
  const told = Number(hours ?? 0) * 3_600 + Number(minutes ?? 0) * 60;
  const startTime = `${new Date(at).toISOString().slice(0, 16)}+0000`;
  return { identifier, startTime, duration: told === 0 ? STANDARD_S : told };
}
