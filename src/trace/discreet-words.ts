const TAKEN_OUT = '…';
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Shorter ones are in every sentence, and tell nothing. */
const SHORTEST = 3;
const QUOTED_WORDS = 3;
const DIGITS_OF_A_NUMBER = 7;

/**
 * Words of a provider, or of ours about a failure, without what they may quote: what was said (also a few words of it), who
 * said it, file names; and whatever looks like an address, a number or a token, for what nobody here knows of.
 * @param secrets of the message; see `TraceFacts.secrets`
 */
export function discreetWords(text: string, secrets: readonly string[]): string {
  return withoutRanges(
    text,
    secrets.flatMap(piecesOf).flatMap((piece) => rangesOf(text, piece)),
  )
    .replace(/\bhttps?:\/\/\S+/gi, TAKEN_OUT)
    .replace(/[^\s"'<>()]+@[^\s"'<>()]+\.[a-z]{2,}/gi, TAKEN_OUT)
    .replace(/[\w:=+/-]{20,}/g, (word) => (isToken(word) ? TAKEN_OUT : word))
    .replace(/(?<![\w-])\+?\(?\d[\d\s().-]{5,}\d(?![\w-])/g, (digits) =>
      digits.replace(/\D/g, '').length >= DIGITS_OF_A_NUMBER ? TAKEN_OUT : digits,
    );
}

/** The whole, and every few words of it, in which a provider may quote its beginning. */
function piecesOf(secret: string): string[] {
  const words = secret.split(/\s+/).filter((word) => word !== '');
  if (secret.trim().length < SHORTEST) return [];
  const runs = words.flatMap((_, index) =>
    index + QUOTED_WORDS <= words.length ? [words.slice(index, index + QUOTED_WORDS).join(' ')] : [],
  );
  return [words.join(' '), ...runs];
}

type Range = readonly [from: number, to: number];

/** Where it stands by itself, however its letters and spaces are written. */
function rangesOf(text: string, piece: string): Range[] {
  const pattern = piece.split(' ').map(escaped).join('\\s+');
  const found = text.matchAll(new RegExp(`(?<![\\p{L}\\p{N}])${pattern}(?![\\p{L}\\p{N}])`, 'giu'));
  return [...found].map((match) => [match.index, match.index + match[0].length]);
}

/** Those that overlap or touch are one. */
function withoutRanges(text: string, ranges: readonly Range[]): string {
  let left = '';
  let until = 0;
  for (const [from, to] of [...ranges].sort(([one], [other]) => one - other)) {
    if (from > until || until === 0) left += text.slice(until, from) + TAKEN_OUT;
    until = Math.max(until, to);
  }
  return left + text.slice(until);
}

function escaped(words: string): string {
  return words.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

/** Letters and digits mixed, and no id of ours or of Kommo. */
function isToken(word: string): boolean {
  return /\d/.test(word) && /[a-z]/i.test(word) && !UUID.test(word);
}
