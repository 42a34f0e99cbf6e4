import type { Language } from '../../model/words';
import { PLACES, type Trace } from '../trace';
import { toneOfOutcome } from '../tone';
import { clock, durationOf, headingOf, tellIn, type Telling } from '../words';
import {
  HEAD,
  LANES,
  layOut,
  LINES,
  MARGIN,
  PAUSE_HEIGHT,
  TIMES_END,
  WIDTH,
  WORDS_AT,
  type Layout,
  type Row,
} from './layout';
import { element, escapeText, text } from './markup';
import { styleOf, type Theme } from './palette';
import { shapesOf } from './shapes';

export { THEMES, type Theme } from './palette';

export interface DrawOptions {
  readonly language: Language;
  readonly theme: Theme;
}

const RADIUS = 18;

/**
 * Draws a trace as an SVG that stands by itself: no script, nothing from elsewhere, and whoever cannot see it hears the same
 * from its description. Knows no page around it, so whatever shows traces can use it.
 */
export function drawTrace(trace: Trace, { language, theme }: DrawOptions): string {
  const telling = tellIn(language, trace);
  const layout = layOut(trace, telling);
  const notes = notesOf(trace, telling);
  const height = layout.bottom + (notes.length === 0 ? 0 : 20 + notes.length * 19) + 2 * 20;
  const heading = headingOf(telling, trace);
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: `0 0 ${String(WIDTH)} ${String(height)}`,
      width: WIDTH,
      height,
      role: 'img',
      'aria-labelledby': 'trace-title trace-words',
      lang: language,
    },
    [
      element('title', { id: 'trace-title' }, escapeText(heading)),
      element('desc', { id: 'trace-words' }, escapeText(describeTrace(trace, telling))),
      element('style', {}, styleOf(theme)),
      element('rect', { width: WIDTH, height, class: 'f-ground' }),
      card(height),
      header(trace, telling, heading),
      lanes(layout, telling),
      ...layout.rows.map((row) => waitOf(row, layout)),
      ...layout.rows.map((row, index) => drawRow(row, index)),
      footer(layout, notes),
    ],
  );
}

/** What whoever does not see the picture hears instead: each step with its time. */
export function describeTrace(trace: Trace, { texts, step: say }: Telling): string {
  const took = durationOf(trace.steps.at(-1)?.ms ?? 0);
  const each = trace.steps.map((step) => {
    const { title, detail } = say(step);
    return [`+${durationOf(step.ms)} ${title}`, detail].filter((part) => part !== '').join(', ');
  });
  return [texts.described(trace.steps.length, took, trace.outcome), ...each.map((line) => `${line}.`)].join(' ');
}

function card(height: number): string {
  return element('rect', {
    x: 12,
    y: 12,
    width: WIDTH - 24,
    height: height - 24,
    rx: RADIUS,
    class: 'f-card s-line',
    'stroke-width': 1,
  });
}

function header(trace: Trace, { texts }: Telling, heading: string): string {
  const { messageId, deliveryId, outcome, steps } = trace;
  const tone = toneOfOutcome(outcome);
  const first = steps[0]?.at ?? trace.writtenAt;
  const state = texts.outcome(outcome);
  const width = Math.round(40 + state.length * 7.8);
  const total = durationOf(steps.at(-1)?.ms ?? 0);
  return [
    text(MARGIN + 8, 56, 'heading f-ink', heading),
    text(MARGIN + 8, 78, 'mono f-faint', messageId ?? deliveryId),
    element('rect', { x: WIDTH - MARGIN - 8 - width, y: 34, width, height: 30, rx: 15, class: `f-${tone}Soft` }),
    element('circle', { cx: WIDTH - MARGIN + 8 - width, cy: 49, r: 4, class: `f-${tone}` }),
    text(WIDTH - MARGIN + 18 - width, 53.5, `pill f-${tone}`, state),
    text(WIDTH - MARGIN - 8, 84, 'sub f-faint', `${first.slice(0, 10)} ${clock(first)} UTC · ${total}`, 'end'),
  ].join('');
}

/** Names of the lanes on a band, and the lanes below. */
function lanes({ bottom }: Layout, { place }: Telling): string {
  const top = HEAD - 48;
  return [
    element('rect', { x: 13, y: top, width: WIDTH - 26, height: 44, class: 'f-band' }),
    element('path', {
      d: `M13 ${String(top)}H${String(WIDTH - 13)}M13 ${String(top + 44)}H${String(WIDTH - 13)}`,
      class: 'thin s-line',
    }),
    ...PLACES.flatMap((each) => {
      const x = LANES[each];
      const name = place(each);
      const width = Math.max(76, Math.round(28 + name.length * 7.4));
      return [
        element('path', { d: `M${String(x)} ${String(HEAD - 4)}V${String(bottom)}`, class: 'rail s-rail' }),
        element('rect', { x: x - width / 2, y: top + 8, width, height: 28, rx: 14, class: `f-${each}` }),
        text(x, top + 26.5, 'lane f-onLane', name, 'middle'),
      ];
    }),
  ].join('');
}

function drawRow({ step, title, detail, top, height, pause }: Row, index: number): string {
  const block = title.length * LINES.title + detail.length * LINES.detail;
  const middle = top + height / 2;
  const firstLine = middle - block / 2 + 13;
  const y = Math.round(middle);
  return [
    pause === null ? '' : silence(top, pause),
    index === 0 || pause !== null
      ? ''
      : element('path', {
          d: `M${String(WORDS_AT)} ${String(top)}H${String(WIDTH - MARGIN - 8)}`,
          class: 'thin s-line',
        }),
    text(TIMES_END, y - 1, 'offset f-ink', index === 0 ? '0 ms' : `+${durationOf(step.ms)}`, 'end'),
    text(TIMES_END, y + 15, 'clock f-faint', clock(step.at), 'end'),
    shapesOf(step, y),
    ...title.map((line, each) => text(WORDS_AT, firstLine + each * LINES.title, 'title f-ink', line)),
    ...detail.map((line, each) =>
      text(WORDS_AT, firstLine + title.length * LINES.title + each * LINES.detail, 'detail f-quiet', line),
    ),
  ].join('');
}

/** Courier’s lane is marked for as long as the message waits, if that ends among the steps. */
function waitOf({ step, top, height }: Row, { rows }: Layout): string {
  if (step.kind !== 'waited' || step.tookMs === null) return '';
  const until = step.ms + step.tookMs - 0.05;
  const end = rows.find((row) => row.step.ms >= until && row.top > top);
  if (end === undefined) return '';
  const from = Math.round(top + height / 2);
  const to = Math.round(end.top + end.height / 2 - 9);
  return element('path', {
    d: `M${String(LANES.courier)} ${String(from)}V${String(to)}`,
    class: 'stroke s-warnSoft',
    style: 'stroke-width: 14',
  });
}

/** The lanes are broken, and the break says how long nothing happened. */
function silence(top: number, words: string): string {
  const from = top - PAUSE_HEIGHT + 3;
  const to = top - 3;
  const middle = (from + to) / 2;
  const width = Math.round(24 + words.length * 6.6);
  return [
    ...PLACES.flatMap((each) => [
      element('path', {
        d: `M${String(LANES[each])} ${String(from)}V${String(to)}`,
        class: 's-card',
        'stroke-width': 4,
      }),
      element('path', { d: `M${String(LANES[each])} ${String(from)}V${String(to)}`, class: 'stroke gap s-rail' }),
    ]),
    element('path', {
      d: `M${String(WORDS_AT)} ${String(middle)}H${String(WIDTH - MARGIN - 8)}`,
      class: 'thin gap s-rail',
    }),
    element('rect', { x: WORDS_AT, y: middle - 10, width, height: 20, rx: 10, class: 'f-band s-line' }),
    text(WORDS_AT + width / 2, middle + 4, 'label f-faint', words, 'middle'),
  ].join('');
}

function notesOf({ outcome, nextAttemptAt, notKept }: Trace, { texts }: Telling): string[] {
  const again = nextAttemptAt === null ? '' : `: ${texts.again(clock(nextAttemptAt))}`;
  return [
    ...(outcome === null ? [`${texts.stillUnderWay}${again}.`] : []),
    ...notKept.map((each) => `${texts.notKeptWhy}: ${texts.notKept[each]}.`),
  ];
}

function footer({ bottom }: Layout, notes: readonly string[]): string {
  return [
    ...PLACES.map((each) => element('circle', { cx: LANES[each], cy: bottom, r: 3, class: 'f-rail' })),
    ...notes.map((note, index) => text(MARGIN + 8, bottom + 38 + index * 19, 'detail f-quiet', note)),
  ].join('');
}
