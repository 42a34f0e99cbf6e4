const TAKEN_OUT = '…';
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Shorter ones are in every sentence, and tell nothing. */
const SHORTEST = 3;
const QUOTED_WORDS = 3;

/**
 * Words of a provider, or of ours about a failure, without what they may quote: what was said (also a few words of it), who
 * said it, file names; and whatever looks like an address, a number or a token, for what nobody here knows of.
 * @param secrets of the message; see `TraceFacts.secrets`
 */
export function discreetWords(text: string, secrets: readonly string[]): string {
  let left = text;
  for (const secret of longestFirst(secrets.flatMap(piecesOf))) left = without(left, secret);
  return left
    .replace(/\bhttps?:\/\/\S+/gi, TAKEN_OUT)
    .replace(/[^\s"'<>()]+@[^\s"'<>()]+\.[a-z]{2,}/gi, TAKEN_OUT)
    .replace(/\+?\d[\d\s().-]{5,}\d/g, (digits) => (digits.replace(/\D/g, '').length >= 7 ? TAKEN_OUT : digits))
    .replace(/[\w:=+/-]{20,}/g, (word) => (isToken(word) ? TAKEN_OUT : word));
}

/** The whole, and every few words of it, in which a provider may quote its beginning. */
function piecesOf(secret: string): string[] {
  const whole = secret.trim();
  if (whole.length < SHORTEST) return [];
  const words = whole.split(/\s+/);
  const runs = words.flatMap((_, index) =>
    index + QUOTED_WORDS <= words.length ? [words.slice(index, index + QUOTED_WORDS).join(' ')] : [],
  );
  return [whole, ...runs];
}

function longestFirst(pieces: readonly string[]): string[] {
  return [...new Set(pieces)].sort((one, other) => other.length - one.length);
}

/** Where it stands by itself, however its letters and spaces are written. */
function without(text: string, secret: string): string {
  const pattern = secret.split(/\s+/).map(escaped).join('\\s+');
  return text.replace(new RegExp(`(?<![\\p{L}\\p{N}])${pattern}(?![\\p{L}\\p{N}])`, 'giu'), TAKEN_OUT);
}

function escaped(words: string): string {
  return words.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

/** Letters and digits mixed, and no id of ours or of Kommo. */
function isToken(word: string): boolean {
  return /\d/.test(word) && /[a-z]/i.test(word) && !UUID.test(word);
}
