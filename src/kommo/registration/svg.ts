import { localName, readSvgMarkup, type SvgElement, type SvgMarkup } from './svg-markup';

/** amoCRM's page names it; Kommo's names none (kommo-chat-api.md §13). */
export const MOST_ICON_BYTES = 100 * 1_024;
export const ICON_SIDE = 14;

export type SvgFaultKey =
  | 'svgTooLarge'
  | 'svgUnreadable'
  | 'svgRoot'
  | 'svgSize'
  | 'svgNotSquare'
  | 'svgElement'
  | 'svgEvent'
  | 'svgOutside'
  | 'svgInstruction';

export interface SvgFault {
  readonly key: SvgFaultKey;
  /** What was met: a tag, an attribute, a size. */
  readonly what: string;
}

const NAMESPACE = 'http://www.w3.org/2000/svg';
/** What runs, loads or moves. An icon of 14 pixels is a drawing. */
const FORBIDDEN = new Set([
  ...['script', 'handler', 'listener', 'foreignobject', 'iframe', 'object', 'embed', 'image', 'feimage'],
  ...['audio', 'video', 'set', 'animate', 'animatecolor', 'animatemotion', 'animatetransform'],
]);

/**
 * What keeps a file from being the channel's icon: “round or fitting into it, 14x14px” (kommo-chat-api.md §2).
 * Whether the drawing stays inside of the circle cannot be told from markup in general, so it is not judged here: people
 * are shown the icon in a circle, or told to look.
 */
export function svgFaults(source: string): SvgFault[] {
  const bytes = Buffer.byteLength(source);
  if (bytes > MOST_ICON_BYTES) return [{ key: 'svgTooLarge', what: `${Math.ceil(bytes / 1_024)} KB` }];
  const markup = readSvgMarkup(source);
  const root = markup?.elements[0];
  if (markup === undefined || root === undefined) return [{ key: 'svgUnreadable', what: '' }];
  if (root.name !== 'svg' || !root.attributes.some(({ value }) => value === NAMESPACE)) {
    return [{ key: 'svgRoot', what: `<${root.name}>` }];
  }
  return [...sizeFaults(root), ...contentFaults(markup)];
}

function sizeFaults(root: SvgElement): SvgFault[] {
  const of = (name: string): string | undefined =>
    root.attributes.find((attribute) => attribute.name === name)?.value.trim();
  const [width, height, viewBox] = [of('width'), of('height'), of('viewbox')];
  const [, , boxWidth = '', boxHeight = ''] = viewBox?.split(/[\s,]+/) ?? [];
  if (viewBox !== undefined && !(Number(boxWidth) > 0 && Number(boxWidth) === Number(boxHeight))) {
    return [{ key: 'svgNotSquare', what: viewBox }];
  }
  if (width === undefined && height === undefined) {
    if (viewBox === undefined) return [{ key: 'svgSize', what: '' }];
    return Number(boxWidth) === ICON_SIDE ? [] : [{ key: 'svgSize', what: `${boxWidth}×${boxHeight}` }];
  }
  return pixels(width) === ICON_SIDE && pixels(height) === ICON_SIDE
    ? []
    : [{ key: 'svgSize', what: `${width ?? '?'}×${height ?? '?'}` }];
}

function pixels(length: string | undefined): number | undefined {
  const number = /^(\d+(?:\.\d+)?|\.\d+)(?:px)?$/.exec(length ?? '')?.[1];
  return number === undefined ? undefined : Number(number);
}

function contentFaults({ elements, styles, instructions }: SvgMarkup): SvgFault[] {
  const faults: SvgFault[] = instructions.map((what) => ({ key: 'svgInstruction', what }));
  if (reachesOutside(styles)) faults.push({ key: 'svgOutside', what: '<style>' });
  for (const { name, attributes } of elements) {
    if (FORBIDDEN.has(name)) faults.push({ key: 'svgElement', what: `<${name}>` });
    for (const attribute of attributes) {
      const local = localName(attribute.name);
      if (local.startsWith('on')) faults.push({ key: 'svgEvent', what: attribute.name });
      else if (pointsOutside(local, attribute.value)) faults.push({ key: 'svgOutside', what: attribute.name });
    }
  }
  return faults.filter((fault, index) => index === faults.findIndex((same) => isSame(same, fault)));
}

function isSame(one: SvgFault, other: SvgFault): boolean {
  return one.key === other.key && one.what === other.what;
}

function pointsOutside(name: string, value: string): boolean {
  if (name === 'href' || name === 'src') return !value.trim().startsWith('#');
  return name === 'style' ? reachesOutside(value) : hasOuterUrl(value);
}

/** A backslash would let CSS spell `url(` in another way. */
function reachesOutside(css: string): boolean {
  return /@import|\/\/|\\|image-set\(/i.test(css) || hasOuterUrl(css);
}

function hasOuterUrl(value: string): boolean {
  return /url\(\s*(?!["']?\s*#)/i.test(value);
}
