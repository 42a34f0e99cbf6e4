import { durationOf, type StepWords, type Telling } from '../words';
import type { Place, Trace, TraceStep } from '../trace';
import { wrapped } from './markup';

/** Pixels. Times, the three lanes, and what happened, from left to right. */
export const WIDTH = 1_000;
export const MARGIN = 28;
export const TIMES_END = 142;
export const LANES: Readonly<Record<Place, number>> = { messenger: 206, courier: 336, kommo: 466 };
export const WORDS_AT = 548;
export const HEAD = 152;

const TITLE_LETTERS = 52;
const DETAIL_LETTERS = 60;
const TITLE_LINE = 18;
const DETAIL_LINE = 16;
const ROW_PADDING = 26;
const LEAST_ROW = 52;
const TWO_WAYS = 62;
/** A pause is drawn from here on, since what stands below each other looks like one moment. */
const PAUSE_MS = 1_000;
const PAUSE = 34;

export interface Row {
  readonly step: TraceStep;
  readonly words: StepWords;
  readonly title: readonly string[];
  readonly detail: readonly string[];
  readonly top: number;
  readonly height: number;
  /** The silence before it, in words, where it is long; its height is above `top`. */
  readonly pause: string | null;
}

export interface Layout {
  readonly rows: readonly Row[];
  /** Where the lanes end. */
  readonly bottom: number;
}

export function layOut({ steps }: Pick<Trace, 'steps'>, telling: Telling): Layout {
  const rows: Row[] = [];
  let y = HEAD + 14;
  let busyUntil = 0;
  for (const step of steps) {
    const words = telling.step(step);
    const title = wrapped(words.title, TITLE_LETTERS, 2);
    const detail = wrapped(words.detail, DETAIL_LETTERS, 3);
    const silent = step.ms - busyUntil;
    const pause = rows.length > 0 && silent >= PAUSE_MS ? durationOf(silent) : null;
    if (pause !== null) y += PAUSE;
    const wanted = ROW_PADDING + title.length * TITLE_LINE + detail.length * DETAIL_LINE;
    const height = Math.max(wanted, step.kind === 'attempt' ? TWO_WAYS : LEAST_ROW);
    rows.push({ step, words, title, detail, top: y, height, pause });
    y += height;
    busyUntil = Math.max(busyUntil, step.ms + (('tookMs' in step ? step.tookMs : null) ?? 0));
  }
  return { rows, bottom: y + 6 };
}

export const PAUSE_HEIGHT = PAUSE;
export const LINES = { title: TITLE_LINE, detail: DETAIL_LINE } as const;
