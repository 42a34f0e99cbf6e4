const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Where to cut, best first: before a blank line, before a line, after a sentence, before a space. */
const CUTS: readonly { readonly pattern: RegExp; readonly after: boolean; readonly from: number }[] = [
  { pattern: /\r?\n[^\S\n]*\n/g, after: false, from: 0.5 },
  { pattern: /\r?\n/g, after: false, from: 0.5 },
  { pattern: /[.!?…]+["'”’»)\]]*(?=\s)|[。！？]/g, after: true, from: 0.5 },
  { pattern: /\s/g, after: false, from: 0 },
];

/** What a messenger counts: UTF-16 code units, or the bytes of UTF-8. */
export type TextUnit = 'utf-16' | 'utf-8';

/** The smallest limits that hold one character of the supplementary planes. */
const SMALLEST: Readonly<Record<TextUnit, number>> = { 'utf-16': 2, 'utf-8': 4 };

export function lengthIn(unit: TextUnit, text: string): number {
  return unit === 'utf-16' ? text.length : Buffer.byteLength(text);
}

/**
 * Splits a text into parts that fit, at a paragraph, line, sentence or word where one ends late enough, and else
 * between two characters as people see them (grapheme clusters). White space at the cuts is dropped, nothing else.
 *
 * @param limit longest part, in `unit`; at least 2 code units or 4 bytes, which is one character of the supplementary planes
 * @returns the parts in order, none of them blank; none at all for a blank text
 * @throws RangeError when `limit` is below that or no integer
 */
export function splitText(text: string, limit: number, unit: TextUnit = 'utf-16'): string[] {
  const least = SMALLEST[unit];
  if (!Number.isInteger(limit) || limit < least) {
    throw new RangeError(`The limit has to be an integer of at least ${String(least)}.`);
  }
  if (text.trim() === '') return [];
  if (lengthIn(unit, text) <= limit) return [text];
  const graphemes = segmenter.segment(text);

  const parts: string[] = [];
  let start = 0;
  while (start < text.length) {
    const fitting = unit === 'utf-16' ? limit : unitsInBytes(text, start, limit);
    const cut = text.length - start <= fitting ? text.length : findCut(text, graphemes, start, fitting);
    const part = text.slice(start, endBeforeSpace(graphemes, start, cut));
    if (part !== '') parts.push(part);
    start = startAfterSpace(graphemes, cut);
  }
  return parts;
}

/** How many code units from `start` on, of whole characters, have no more than so many bytes. */
function unitsInBytes(text: string, start: number, most: number): number {
  let bytes = 0;
  let at = start;
  while (at < text.length) {
    const point = text.codePointAt(at) ?? 0;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x1_0000 ? 3 : 4;
    if (bytes > most) break;
    at += point < 0x1_0000 ? 1 : 2;
  }
  return at - start;
}

/** Whole clusters only: a space with a combining mark on it is visible. */
function endBeforeSpace(graphemes: Intl.Segments, start: number, end: number): number {
  let at = end;
  while (at > start) {
    const last = graphemes.containing(at - 1);
    if (last?.segment.trim() !== '') break;
    at = Math.max(last.index, start);
  }
  return at;
}

function startAfterSpace(graphemes: Intl.Segments, start: number): number {
  let at = start;
  for (let next = graphemes.containing(at); next?.segment.trim() === ''; next = graphemes.containing(at)) {
    at = next.index + next.segment.length;
  }
  return at;
}

function findCut(text: string, graphemes: Intl.Segments, start: number, limit: number): number {
  const isBoundary = (at: number): boolean => graphemes.containing(at)?.index === at;
  // One more than fits: a space there is where the part may end.
  const window = text.slice(start, start + limit + 1);
  for (const { pattern, after, from } of CUTS) {
    const cuts = [...window.matchAll(pattern)].map((match) => match.index + (after ? match[0].length : 0));
    const cut = cuts.findLast(
      (at) =>
        at > 0 && at <= limit && at >= limit * from && window.slice(0, at).trim() !== '' && isBoundary(start + at),
    );
    if (cut !== undefined) return start + cut;
  }
  for (let at = start + limit; at > start; at -= 1) if (isBoundary(at)) return at;
  // One cluster longer than a part: only its code points can be kept whole.
  const last = text.charCodeAt(start + limit - 1);
  return start + limit - (last >= 0xd800 && last <= 0xdbff ? 1 : 0);
}
