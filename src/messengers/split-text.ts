import { fitting, lengthOf, type TextUnit } from './text-unit';

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Where to cut, best first: before a blank line, before a line, after a sentence, before a space. */
const CUTS: readonly { readonly pattern: RegExp; readonly after: boolean; readonly from: number }[] = [
  { pattern: /\r?\n[^\S\n]*\n/g, after: false, from: 0.5 },
  { pattern: /\r?\n/g, after: false, from: 0.5 },
  { pattern: /[.!?…]+["'”’»)\]]*(?=\s)|[。！？]/g, after: true, from: 0.5 },
  { pattern: /\s/g, after: false, from: 0 },
];

/**
 * Splits a text into parts that fit, at a paragraph, line, sentence or word where one ends late enough, and else
 * between two characters as people see them (grapheme clusters). White space at the cuts is dropped, nothing else.
 *
 * @param limit longest part; at least one character of the supplementary planes: 2 code units of UTF-16, 4 bytes of UTF-8
 * @returns the parts in order, none of them blank; none at all for a blank text
 * @throws RangeError when `limit` is below that or no integer
 */
export function splitText(text: string, limit: number, unit: TextUnit = 'utf16'): string[] {
  const least = unit === 'utf16' ? 2 : 4;
  if (!Number.isInteger(limit) || limit < least) {
    throw new RangeError(`The limit has to be an integer of at least ${String(least)}.`);
  }
  if (text.trim() === '') return [];
  if (lengthOf(text, unit) <= limit) return [text];
  const graphemes = segmenter.segment(text);

  const parts: string[] = [];
  let start = 0;
  while (start < text.length) {
    const most = fitting(text, start, limit, unit);
    const cut = start + most >= text.length ? text.length : findCut(text, graphemes, start, most);
    const part = text.slice(start, endBeforeSpace(graphemes, start, cut));
    if (part !== '') parts.push(part);
    start = startAfterSpace(graphemes, cut);
  }
  return parts;
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
  const isTornPair = (text.codePointAt(start + limit - 1) ?? 0) > 0xffff;
  return start + limit - (isTornPair ? 1 : 0);
}
