import type { Place, TraceStep } from '../trace';
import { toneOf } from '../tone';
import { durationOf } from '../words';
import { LANES } from './layout';
import { element, text } from './markup';

const DOT = 6;

/** What a step looks like on the lanes, around a height. */
export function shapesOf(step: TraceStep, y: number): string {
  const tone = toneOf(step);
  switch (step.kind) {
    case 'received':
    case 'repeated':
      return way(step.from, 'courier', y, tone, { isDropped: step.kind === 'repeated' });
    case 'attempt': {
      const isAnswered = step.result !== 'unknown';
      const label = step.tookMs === null ? '' : durationOf(step.tookMs);
      return [
        way('courier', step.to, y - 9, 'plain'),
        isAnswered ? way(step.to, 'courier', y + 11, tone) : lost(step.to, y + 11),
        label === '' ? '' : between(step.to, y + 5, label),
      ].join('');
    }
    case 'part':
    case 'told':
      return way('courier', step.to, y, tone);
    case 'receipt':
    case 'reached':
      return way(step.from, 'courier', y, tone);
    case 'followed':
      return way(step.from, step.to, y, tone);
    case 'waited':
      return hourglass(y);
    case 'accepted':
    case 'ended':
      return dot(y, tone, true);
    case 'verified':
    case 'spooled':
    case 'woken':
    case 'file':
    case 'evidence':
    case 'parked':
    case 'command':
      return dot(y, tone, false);
  }
}

/** From one lane to another, with a head; what goes through Courier passes under its lane. */
function way(from: Place, to: Place, y: number, tone: string, { isDropped = false } = {}): string {
  const toTheRight = LANES[to] > LANES[from] ? 1 : -1;
  const start = LANES[from] + toTheRight * DOT;
  const end = LANES[to] - toTheRight * (DOT + 3);
  const tip = isDropped ? end - toTheRight * 14 : end;
  const line = `M${String(start)} ${String(y)}H${String(tip)}`;
  const head = isDropped
    ? `M${String(tip - 4)} ${String(y - 5)}l9 10m0 -10l-9 10`
    : `M${String(tip - toTheRight * 7)} ${String(y - 5)}L${String(tip)} ${String(y)}L${String(tip - toTheRight * 7)} ${String(y + 5)}`;
  return [
    element('circle', { cx: LANES[from], cy: y, r: 4, class: `f-${tone}` }),
    element('path', { d: line, class: `stroke s-${tone}` }),
    element('path', { d: head, class: `stroke s-${tone}` }),
    isDropped ? '' : element('circle', { cx: LANES[to], cy: y, r: 4, class: `f-card s-${tone}`, 'stroke-width': 2 }),
  ].join('');
}

/** Nobody knows what became of it there. */
function lost(from: Place, y: number): string {
  const middle = (LANES[from] + LANES.courier) / 2;
  return [
    element('path', {
      d: `M${String(LANES[from])} ${String(y)}H${String(middle + 9)}M${String(middle - 9)} ${String(y)}H${String(LANES.courier)}`,
      class: 'stroke way s-warn',
    }),
    text(middle, y + 4, 'label f-warn', '?', 'middle'),
  ].join('');
}

/** How long it took, between its two ways. */
function between(to: Place, y: number, label: string): string {
  return text((LANES[to] + LANES.courier) / 2, y, 'label f-faint', label, 'middle');
}

function dot(y: number, tone: string, isMilestone: boolean): string {
  const cx = LANES.courier;
  if (!isMilestone) return element('circle', { cx, cy: y, r: DOT, class: `f-card s-${tone}`, 'stroke-width': 2.5 });
  return [
    element('circle', { cx, cy: y, r: DOT + 4, class: `f-${tone}Soft` }),
    element('circle', { cx, cy: y, r: DOT, class: `f-${tone}` }),
  ].join('');
}

function hourglass(y: number): string {
  const x = LANES.courier;
  const glass = `M${String(x - 5)} ${String(y - 7)}h10l-5 7l5 7h-10l5 -7z`;
  return [
    element('circle', { cx: x, cy: y, r: 13, class: 'f-warnSoft' }),
    element('path', { d: glass, class: 'stroke s-warn f-card', 'stroke-width': 1.5 }),
  ].join('');
}
