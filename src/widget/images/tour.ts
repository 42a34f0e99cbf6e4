import { INK, SIGNAL, markAt, svg } from './mark';

/** 1188×616, one to five of them (kommo-platform.md §11.1). */
export const TOUR_SIZE = [1188, 616] as const;

const GROUND = '#f3f5f8';
const PAPER = '#ffffff';
const LINE = '#d5dce4';
const QUIET = '#8b98a6';
const GREEN = '#2f9e63';

/** Drawn without words: a font would decide how they look, and each language would need its own. */
const SLIDES = {
  'images/tour_messages.png': messages(),
  'images/tour_pipelines.png': pipelines(),
  'images/tour_ticks.png': ticks(),
} as const;

export const TOUR_FILES = Object.keys(SLIDES);

export function tourSvgs(): [file: string, svg: string][] {
  return Object.entries(SLIDES).map(([file, content]) => [
    file,
    svg(TOUR_SIZE[0], TOUR_SIZE[1], box(0, 0, TOUR_SIZE[0], TOUR_SIZE[1], GROUND, 0) + content),
  ]);
}

/** A phone, the mark, an inbox: what is written at one side arrives at the other, and the answer goes back. */
function messages(): string {
  return (
    phone(110, 58) +
    dialogue(138, 194) +
    arrow(392, 250, 492) +
    arrow(492, 366, 392) +
    markAt(594, 308, 150) +
    arrow(696, 250, 796) +
    arrow(796, 366, 696) +
    box(830, 92, 280, 432, PAPER, 18) +
    dialogue(856, 228)
  );
}

/** Bubbles of both sides within a width. */
function dialogue(x: number, width: number): string {
  return [LINE, SIGNAL, LINE, LINE, SIGNAL]
    .map((colour, index) => {
      const long = Math.round(width * (index % 2 === 0 ? 0.72 : 0.6));
      return bubble(colour === SIGNAL ? x + width - long : x, 138 + index * 70, long, colour);
    })
    .join('');
}

/** Three sources, each to a pipeline of its own. */
function pipelines(): string {
  return [0, 1, 2]
    .map((row) => {
      const y = 118 + row * 150;
      const colour = [SIGNAL, GREEN, '#4f7fd6'][row] ?? SIGNAL;
      const cards = [0, 1, 2].map((column) =>
        box(560 + column * 180, y + 12, 156, 56, colour, 10, 0.85 - column * 0.25),
      );
      return `<circle cx="180" cy="${y + 40}" r="40" fill="${colour}"/>${arrow(260, y + 40, 500)}${cards.join('')}`;
    })
    .join('');
}

/** What became of each answer: sent, delivered, read, and one that was refused. */
function ticks(): string {
  const marks = [
    tick(862, 164, QUIET),
    tick(850, 264, QUIET) + tick(868, 264, QUIET),
    tick(850, 364, GREEN) + tick(868, 364, GREEN),
    refused(874, 464),
  ];
  return (
    box(230, 70, 728, 476, PAPER, 22) +
    marks.map((mark, row) => bubble(280, 140 + row * 100, 520 - row * 60, row === 3 ? LINE : SIGNAL) + mark).join('')
  );
}

function refused(x: number, y: number): string {
  return (
    `<circle cx="${x}" cy="${y}" r="20" fill="#c8442f"/><path d="M${x} ${y - 11}v13" stroke="${PAPER}" stroke-width="5"` +
    ` stroke-linecap="round"/><circle cx="${x}" cy="${y + 10}" r="3" fill="${PAPER}"/>`
  );
}

function phone(x: number, y: number): string {
  return box(x, y, 250, 500, INK, 34) + box(x + 12, y + 40, 226, 420, PAPER, 12);
}

function bubble(x: number, y: number, width: number, colour: string): string {
  return box(x, y, width, 48, colour, 16);
}

function arrow(from: number, y: number, to: number): string {
  const back = from < to ? -16 : 16;
  return (
    `<path d="M${from} ${y}H${to}M${to + back} ${y - 14}L${to} ${y}l${back} 14" fill="none" stroke="${INK}"` +
    ' stroke-width="6" stroke-linecap="round" stroke-linejoin="round"/>'
  );
}

function tick(x: number, y: number, colour: string): string {
  return `<path d="M${x} ${y}l10 11 20-24" fill="none" stroke="${colour}" stroke-width="6" stroke-linecap="round" stroke-linejoin="round"/>`;
}

function box(x: number, y: number, width: number, height: number, fill: string, radius: number, opacity = 1): string {
  const faint = opacity === 1 ? '' : ` fill-opacity="${opacity}"`;
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${radius}" fill="${fill}"${faint}/>`;
}
