/** Courier's mark: a paper plane on a tile of 32×32. Paths only, so that no font decides how it looks. */
export const INK = '#1d2b44';
export const SIGNAL = '#f2a65a';
const PAPER = '#ffffff';

interface MarkColours {
  readonly wing: string;
  readonly fold: string;
}

const ON_INK: MarkColours = { wing: PAPER, fold: SIGNAL };

/** The plane alone; its middle is at (16, 16.2) of a square of 32. */
export function plane({ wing, fold }: MarkColours = ON_INK): string {
  return (
    `<path d="M7 16.4 25 8l-4.6 16.4-5-5.6z" fill="${wing}"/>` +
    `<path d="M15.4 18.8 25 8 12 17.6V24z" fill="${fold}"/>`
  );
}

export function svg(width: number, height: number, content: string): string {
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">` +
    `${content}</svg>\n`
  );
}

/** The mark with its middle at a point, `side` wide. */
export function markAt(x: number, y: number, side: number): string {
  const scale = side / 32;
  return (
    `<g transform="translate(${round(x - side / 2)} ${round(y - side / 2)}) scale(${round(scale)})">` +
    `<rect width="32" height="32" rx="9" fill="${INK}"/>${plane()}</g>`
  );
}

export function round(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}
