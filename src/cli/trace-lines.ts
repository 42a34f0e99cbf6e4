import { styleText } from 'node:util';
import { toneOf, toneOfOutcome, type Tone } from '../trace/tone';
import { PLACES, type Place, type Trace, type TraceStep } from '../trace/trace';
import { clock, durationOf, headingOf, tellIn, type Telling } from '../trace/words';

export interface LinesOptions {
  readonly inColour: boolean;
  /** Of the terminal. */
  readonly columns: number;
}

/** Where the lanes stand, and how wide they are together. */
const COLUMN: Readonly<Record<Place, number>> = { messenger: 0, courier: 7, kommo: 14 };
const LANES_WIDTH = 15;
const TIMES_WIDTH = 28;
const WORDS_AT = TIMES_WIDTH + LANES_WIDTH + 3;
const LEAST_WORDS = 40;
const PAUSE_MS = 1_000;

type Paint = (tone: Tone | 'quiet' | 'strong', words: string) => string;

/** A trace as lines for a terminal, first things first: times, the three lanes, and what happened. */
export function traceLines(trace: Trace, { inColour, columns }: LinesOptions): string[] {
  const paint = inColour ? painted : (_tone: unknown, words: string) => words;
  const telling = tellIn('en', trace);
  const room = Math.max(LEAST_WORDS, columns - WORDS_AT);
  return [
    ...head(trace, telling, paint),
    '',
    ...trace.steps.flatMap((step, index) => [
      ...silence(trace.steps[index - 1], step, paint),
      ...stepLines(step, telling, room, paint),
    ]),
    ...foot(trace, telling, paint),
  ];
}

function head(trace: Trace, telling: Telling, paint: Paint): string[] {
  const { texts, place } = telling;
  const { ids, outcome, steps } = trace;
  const first = steps[0]?.at ?? trace.writtenAt;
  const took = durationOf(steps.at(-1)?.ms ?? 0);
  const names: readonly (readonly [string, string | null])[] = [
    ['message', trace.messageId],
    ['delivery', trace.deliveryId],
    ['chat', trace.chatId],
    [place('kommo'), ids.kommo],
    [place('messenger'), ids.remote],
  ];
  const shown = PLACES.map((each) => place(each));
  return [
    `${paint('strong', headingOf(telling, trace))}: ${paint(toneOfOutcome(outcome), texts.outcome(outcome))}`,
    `${first.slice(0, 10)} ${clock(first)} UTC, ${took}, account ${String(trace.accountId)}`,
    ...names.flatMap(([name, id]) => (id === null ? [] : [`${paint('quiet', name.padEnd(10))}${id}`])),
    '',
    paint('quiet', `${' '.repeat(TIMES_WIDTH)}${shown.join(' · ')}`),
  ];
}

function stepLines(step: TraceStep, telling: Telling, room: number, paint: Paint): string[] {
  const { title, detail } = telling.step(step);
  const offset = (step.ms === 0 ? '0 ms' : `+${durationOf(step.ms)}`).padStart(13);
  const times = `${clock(step.at)} ${paint('quiet', offset)}  `;
  const tone = toneOf(step);
  const below = `${' '.repeat(TIMES_WIDTH)}${paint('quiet', lanes())}   `;
  return [
    `${times}${paint(tone, lanesOf(step))}   ${paint(tone === 'plain' ? 'strong' : tone, title)}`,
    ...folded(detail, room).map((line) => below + paint('quiet', line)),
  ];
}

/** What stands below each other looks like one moment, so a long silence is said. */
function silence(before: TraceStep | undefined, step: TraceStep, paint: Paint): string[] {
  if (before === undefined) return [];
  const busyUntil = before.ms + (('tookMs' in before ? before.tookMs : null) ?? 0);
  const ms = step.ms - busyUntil;
  if (ms < PAUSE_MS) return [];
  return [paint('quiet', `${' '.repeat(TIMES_WIDTH)}${lanes('┊')}   ${durationOf(ms)}`)];
}

function foot({ outcome, nextAttemptAt, notKept }: Trace, { texts }: Telling, paint: Paint): string[] {
  const again = nextAttemptAt === null ? '' : `: ${texts.again(clock(nextAttemptAt))}`;
  const notes = [
    ...(outcome === null ? [`${texts.stillUnderWay}${again}.`] : []),
    ...notKept.map((each) => `${texts.notKeptWhy}: ${texts.notKept[each]}.`),
  ];
  return notes.length === 0 ? [] : ['', ...notes.map((note) => paint('quiet', note))];
}

function lanesOf(step: TraceStep): string {
  switch (step.kind) {
    case 'received':
    case 'receipt':
    case 'reached':
      return way(step.from, 'courier');
    case 'repeated':
      return way(step.from, 'courier', { end: '╳' });
    case 'attempt':
      return way('courier', step.to, { end: step.result === 'unknown' ? '?' : '○', back: step.result !== 'unknown' });
    case 'part':
    case 'told':
      return way('courier', step.to);
    case 'followed':
      return way(step.from, step.to);
    case 'accepted':
    case 'ended':
      return lanes('│', '◆');
    case 'waited':
    case 'parked':
      return lanes('│', '◌');
    case 'verified':
    case 'spooled':
    case 'woken':
    case 'file':
    case 'evidence':
    case 'command':
      return lanes('│', '●');
  }
}

function lanes(rail = '│', courier = rail): string {
  const cells = Array.from({ length: LANES_WIDTH }, () => ' ');
  for (const place of PLACES) cells[COLUMN[place]] = place === 'courier' ? courier : rail;
  return cells.join('');
}

function way(from: Place, to: Place, { end = '○', back = false } = {}): string {
  const cells = Array.from(lanes());
  const [start, stop] = [COLUMN[from], COLUMN[to]];
  const step = stop > start ? 1 : -1;
  for (let at = start + step; at !== stop; at += step) cells[at] = '─';
  cells[stop - step] = step > 0 ? '▶' : '◀';
  if (back) cells[start + step] = step > 0 ? '◀' : '▶';
  cells[start] = '●';
  cells[stop] = end;
  return cells.join('');
}

function folded(words: string, room: number): string[] {
  const lines: string[] = [];
  for (const word of words.split(' ').filter((each) => each !== '')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= room) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

function painted(tone: Tone | 'quiet' | 'strong', words: string): string {
  switch (tone) {
    case 'plain':
      return styleText('blue', words, { validateStream: false });
    case 'good':
      return styleText('green', words, { validateStream: false });
    case 'warn':
      return styleText('yellow', words, { validateStream: false });
    case 'bad':
      return styleText('red', words, { validateStream: false });
    case 'quiet':
      return styleText('dim', words, { validateStream: false });
    case 'strong':
      return styleText('bold', words, { validateStream: false });
  }
}
