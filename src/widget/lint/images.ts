import { LOGOS } from '../images/logos';
import { TOUR_SIZE } from '../images/tour';
import type { Files } from './archive';
import { fault, type WidgetFault } from './fault';

const MOST_BYTES = 300 * 1_024;
const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

type Size = readonly [width: number, height: number];

/** @param slides what the manifest's tour shows. */
export function imageFaults(files: Files, slides: readonly string[]): WidgetFault[] {
  const wanted: [string, Size][] = [
    ...Object.entries(LOGOS),
    ...slides.map((slide): [string, Size] => [slide, TOUR_SIZE]),
  ];
  return wanted.flatMap(([name, size]) => {
    const bytes = files.get(name);
    return bytes === undefined
      ? [fault('archive/missing-file', name, 'the picture is required')]
      : faultsOf(name, bytes, size);
  });
}

function faultsOf(name: string, bytes: Uint8Array, [width, height]: Size): WidgetFault[] {
  if (!SIGNATURE.every((byte, index) => bytes[index] === byte))
    return [fault('image/not-png', name, 'it has to be a PNG')];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [actualWidth, actualHeight] = bytes.length < 24 ? [0, 0] : [view.getUint32(16), view.getUint32(20)];
  return [
    ...(actualWidth === width && actualHeight === height
      ? []
      : [fault('image/size', name, `it is ${actualWidth}×${actualHeight} and has to be ${width}×${height}`)]),
    ...(bytes.length <= MOST_BYTES ? [] : [fault('image/weight', name, 'it is larger than 300 KB')]),
    ...(chunks(view).includes('acTL') ? [fault('image/animated', name, 'it may not move')] : []),
  ];
}

/** Names of a PNG's chunks: each is a length, a name, its data and a checksum. */
function chunks(view: DataView): string[] {
  const names: string[] = [];
  for (let at = 8; at + 8 <= view.byteLength; at += 12 + view.getUint32(at)) {
    names.push(String.fromCharCode(...[4, 5, 6, 7].map((offset) => view.getUint8(at + offset))));
  }
  return names;
}
