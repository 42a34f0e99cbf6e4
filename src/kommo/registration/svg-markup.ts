export interface SvgElement {
  /** Without its prefix, in small letters: what a reader acts on. */
  readonly name: string;
  readonly attributes: readonly SvgAttribute[];
  /** Depth 0 is the root. */
  readonly depth: number;
}

export interface SvgAttribute {
  /** With its prefix, in small letters. */
  readonly name: string;
  readonly value: string;
}

export interface SvgMarkup {
  readonly elements: readonly SvgElement[];
  /** What stands inside of `<style>`. */
  readonly styles: string;
  /** A DOCTYPE, or an instruction to a reader such as `<?xml-stylesheet ?>`. */
  readonly instructions: readonly string[];
}

const TAG = /<(\/?)([A-Za-z_][\w:.-]*)((?:\s+[A-Za-z_:][\w:.-]*\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/y;
const ATTRIBUTE = /([A-Za-z_:][\w:.-]*)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const SKIPPED: readonly (readonly [string, string])[] = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
];

/**
 * Takes an SVG apart as far as it has to be judged. Strict: what an XML reader could see in another way is not read.
 * @returns undefined when it is not well-formed XML with one root.
 */
export function readSvgMarkup(source: string): SvgMarkup | undefined {
  const text = source.replace(/^\uFEFF/, '').trim();
  const elements: SvgElement[] = [];
  const open: string[] = [];
  const instructions: string[] = [];
  let styles = '';
  let at = 0;
  const said = (words: string): boolean => {
    if (open.at(-1)?.toLowerCase() === 'style') styles += words;
    return open.length > 0 || words.trim() === '';
  };

  while (at < text.length) {
    const next = text.indexOf('<', at);
    const words = decoded(text.slice(at, next === -1 ? undefined : next));
    if (words === undefined || !said(words)) return undefined;
    if (next === -1) break;

    const skipped = SKIPPED.find(([start]) => text.startsWith(start, next));
    if (skipped !== undefined) {
      const [start, end] = skipped;
      const until = text.indexOf(end, next + start.length);
      if (until === -1) return undefined;
      const inner = text.slice(next + start.length, until);
      if (start === '<![CDATA[' && !said(inner)) return undefined;
      if (start === '<?' && !/^xml\s/.test(inner)) instructions.push(`<?${inner.split(/\s/, 1)[0] ?? ''}?>`);
      at = until + end.length;
      continue;
    }
    if (/^<!doctype/i.test(text.slice(next, next + 9))) {
      instructions.push('<!DOCTYPE>');
      at = endOfDoctype(text, next);
      if (at === -1) return undefined;
      continue;
    }

    TAG.lastIndex = next;
    const tag = TAG.exec(text);
    if (tag === null) return undefined;
    const [whole, closing, fullName = '', attributes = '', empty] = tag;
    at = next + whole.length;
    if (closing === '/') {
      if (open.pop() !== fullName) return undefined;
      continue;
    }
    if (open.length === 0 && elements.length > 0) return undefined;
    const read = readAttributes(attributes);
    if (read === undefined) return undefined;
    elements.push({ name: localName(fullName), attributes: read, depth: open.length });
    if (empty !== '/') open.push(fullName);
  }
  return open.length > 0 || elements.length === 0 ? undefined : { elements, styles, instructions };
}

export function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1).toLowerCase();
}

function readAttributes(text: string): SvgAttribute[] | undefined {
  const attributes: SvgAttribute[] = [];
  for (const [, name = '', inDouble, inSingle] of text.matchAll(ATTRIBUTE)) {
    const value = decoded(inDouble ?? inSingle ?? '');
    if (value === undefined || attributes.some((known) => known.name === name.toLowerCase())) return undefined;
    attributes.push({ name: name.toLowerCase(), value });
  }
  return attributes;
}

/** A DOCTYPE may hold declarations in brackets. */
function endOfDoctype(text: string, start: number): number {
  const bracket = text.indexOf('[', start);
  const close = text.indexOf('>', start);
  if (bracket === -1 || close < bracket) return close === -1 ? -1 : close + 1;
  const end = /\]\s*>/.exec(text.slice(bracket));
  return end === null ? -1 : bracket + end.index + end[0].length;
}

const ENTITIES = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
]);

/** @returns undefined where `&` begins something that XML itself does not know. */
function decoded(text: string): string | undefined {
  let rest = '';
  for (const [index, piece] of text.split('&').entries()) {
    if (index === 0) {
      rest = piece;
      continue;
    }
    const [name, ...behind] = piece.split(';');
    const character = behind.length === 0 ? undefined : characterOf(name ?? '');
    if (character === undefined) return undefined;
    rest += character + behind.join(';');
  }
  return rest;
}

function characterOf(entity: string): string | undefined {
  const [, hex, decimal] = /^#(?:x([0-9a-f]{1,6})|([0-9]{1,7}))$/i.exec(entity) ?? [];
  if (hex === undefined && decimal === undefined) return ENTITIES.get(entity);
  const code = hex === undefined ? Number(decimal) : parseInt(hex, 16);
  return code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}
