import { INK, plane, round, svg } from './mark';

/** All six: one page of Kommo's counts five, another six (kommo-platform.md §11.1). */
export const LOGOS = {
  'images/logo_main.png': [400, 272],
  'images/logo_small.png': [108, 108],
  'images/logo.png': [130, 100],
  'images/logo_medium.png': [240, 84],
  'images/logo_min.png': [84, 84],
  'images/logo_dp.png': [174, 109],
} as const satisfies Record<string, readonly [width: number, height: number]>;

/** The plane in the middle of a tile that fills the picture. */
export function logoSvg(width: number, height: number): string {
  const scale = Math.min(width, height) / 26;
  const [left, top] = [width / 2 - 16 * scale, height / 2 - 16.2 * scale];
  return svg(
    width,
    height,
    `<rect width="${width}" height="${height}" fill="${INK}"/>` +
      `<g transform="translate(${round(left)} ${round(top)}) scale(${round(scale)})">${plane()}</g>`,
  );
}
