import type { ArchiveFault, WidgetFiles } from './archive';
import type { Manifest } from './manifest';
import { readPng } from './png';

const MOST_BYTES = 300 * 1024;

/** kommo-platform.md §11.1. */
const LOGOS: Readonly<Record<string, readonly [width: number, height: number]>> = {
  'logo_main.png': [400, 272],
  'logo_small.png': [108, 108],
  'logo.png': [130, 100],
  'logo_medium.png': [240, 84],
  'logo_min.png': [84, 84],
  'logo_dp.png': [174, 109],
};
const SLIDE = [1188, 616] as const;

/** @param dp whether the logo of the Digital Pipeline is needed */
export function imageFaults(files: WidgetFiles, { tour, widget }: Manifest, dp: boolean): ArchiveFault[] {
  const logos = Object.entries(LOGOS)
    .filter(([name]) => dp || name !== 'logo_dp.png' || files.has(`images/${name}`))
    .flatMap(([name, size]) => imageFault(files, `images/${name}`, size));
  return tour ? [...logos, ...tourFaults(files, tour, widget.locale)] : logos;
}

function tourFaults(
  files: WidgetFiles,
  { tour_images: slides }: NonNullable<Manifest['tour']>,
  locales: readonly string[],
): ArchiveFault[] {
  const absent = locales.filter((locale) => !slides[locale]);
  return [
    ...absent.map((locale) => ({ path: 'manifest.json', message: `tour.tour_images.${locale}: there are no slides` })),
    ...Object.values(slides)
      .flat()
      .flatMap((slide) => imageFault(files, slide.replace(/^\//, ''), SLIDE)),
  ];
}

function imageFault(
  files: WidgetFiles,
  path: string,
  [width, height]: readonly [width: number, height: number],
): ArchiveFault[] {
  const bytes = files.get(path);
  if (!bytes) return [{ path, message: 'is missing' }];
  const png = readPng(bytes);
  if (!png) return [{ path, message: 'is no PNG' }];
  const faults: ArchiveFault[] = [];
  if (png.width !== width || png.height !== height) {
    const [is, shall] = [`${String(png.width)}×${String(png.height)}`, `${String(width)}×${String(height)}`];
    faults.push({ path, message: `is ${is} pixels instead of ${shall}` });
  }
  if (png.animated) faults.push({ path, message: 'is animated' });
  if (bytes.length > MOST_BYTES) faults.push({ path, message: 'is larger than 300 KB' });
  return faults;
}
