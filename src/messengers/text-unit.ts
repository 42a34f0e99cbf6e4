/** What a messenger measures texts in: UTF-16 code units, or bytes of UTF-8. */
export type TextUnit = 'utf16' | 'utf8';

export function lengthOf(text: string, unit: TextUnit): number {
  return unit === 'utf16' ? text.length : Buffer.byteLength(text, 'utf8');
}

/** How many UTF-16 code units of a text, from `start`, are not longer than `limit`; a character is never cut in two. */
export function fitting(text: string, start: number, limit: number, unit: TextUnit): number {
  if (unit === 'utf16') return Math.min(limit, text.length - start);
  let bytes = 0;
  let at = start;
  while (at < text.length) {
    const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
    bytes += Buffer.byteLength(character, 'utf8');
    if (bytes > limit) break;
    at += character.length;
  }
  return at - start;
}
