import { Resvg } from '@resvg/resvg-js';

/** The same bytes for the same drawing: no font of this computer, no time, no name of a program is in them. */
export function pngOf(svg: string): Uint8Array {
  return new Resvg(svg, { fitTo: { mode: 'original' }, font: { loadSystemFonts: false } }).render().asPng();
}
