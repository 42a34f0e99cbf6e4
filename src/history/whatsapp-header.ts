/** How the first line of a message begins, before anybody knows which of its date's numbers is the month. */
export interface Header {
  /** iPhone: `[01.05.24, 10:00:00] Ann: …` · Android: `01/05/2024, 10:00 - Ann: …` */
  readonly form: 'brackets' | 'dash';
  readonly date: readonly [number, number, number];
  readonly separator: string;
  readonly isYearFirst: boolean;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** All that follows, with its marks of direction: WhatsApp marks with them what it says itself. */
  readonly rest: string;
}

/** Longer than any header: what is behind it is not looked at, however long the line is. */
const HEADER_MOST = 80;

const DATE = String.raw`(\d{1,4})([./-])\s?(\d{1,2})\2\s?(\d{1,4})\.?`;
const TIME = String.raw`(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?`;
/** “klo”, “às”, “午後”, “a. m.”: a word beside the time. */
const WORD = String.raw`([\p{L}\p{M}.]{1,12}(?: ?[\p{L}\p{M}]{1,2}\.)?)`;
const WHEN = String.raw`${DATE}[,،]?\s?(?:${WORD}\s?)?${TIME}(?:\s?${WORD})?`;
const BRACKETS = new RegExp(String.raw`^\[${WHEN}\]\s?`, 'u');
const DASH = new RegExp(String.raw`^${WHEN}\s[-–]\s`, 'u');

/** @returns undefined for a line that goes on with what the one before says. */
export function headerOf(line: string): Header | undefined {
  const { plain, length } = plainHead(line);
  const [form, match] = plain.startsWith('[')
    ? (['brackets', BRACKETS.exec(plain)] as const)
    : (['dash', DASH.exec(plain)] as const);
  if (match === null) return undefined;
  const [whole, first = '', separator = '', second = '', third = '', before, hours, minutes, seconds = '0', after] =
    match;
  const hour = hourOf(Number(hours), before, after);
  if (hour === undefined) return undefined;
  return {
    form,
    date: [Number(first), Number(second), Number(third)],
    separator,
    isYearFirst: first.length > 2,
    hour,
    minute: Number(minutes),
    second: Number(seconds),
    rest: line.slice(length(whole.length)),
  };
}

/** Marks of direction, which come wherever WhatsApp thinks of them. */
const MARK = /[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\u061c]/;
const ZEROS = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50];

/** The beginning of a line without marks, with plain spaces and digits; and how long a part of it was in the line itself. */
function plainHead(line: string): { readonly plain: string; readonly length: (plain: number) => number } {
  const places: number[] = [];
  let plain = '';
  for (let index = 0; index < line.length && plain.length < HEADER_MOST; index += 1) {
    const letter = line.charAt(index);
    if (MARK.test(letter)) continue;
    plain += plainLetter(letter);
    places.push(index);
  }
  return { plain, length: (length) => (places[length - 1] ?? -1) + 1 };
}

function plainLetter(letter: string): string {
  const code = letter.charCodeAt(0);
  if (code < 0x80) return letter;
  // Of these spaces some phones have one before “PM”.
  if (code === 0xa0 || code === 0x202f || code === 0x2009) return ' ';
  const zero = ZEROS.find((each) => code >= each && code < each + 10);
  return zero === undefined ? letter : String(code - zero);
}

/** What is written for the two halves of the day, without dots and spaces and in lower case. */
const MORNING = new Set('am ص قظ πμ öö sa de fh vorm पूर्वाह्न 上午 午前 오전 ก่อนเที่ยง πμ'.split(' '));
const EVENING = new Set('pm م بظ μμ ös ch du eh nachm अपराह्न 下午 午後 오후 หลังเที่ยง μμ'.split(' '));

/** @returns undefined for no hour. A word that is no half of the day says nothing. */
function hourOf(hour: number, ...words: readonly (string | undefined)[]): number | undefined {
  const halves = words.map((word) => word?.replaceAll(/[.\s]/g, '').toLowerCase() ?? '');
  const isEvening = halves.some((word) => EVENING.has(word));
  if (!isEvening && !halves.some((word) => MORNING.has(word))) return hour <= 23 ? hour : undefined;
  // Some phones write the 24 hours and the half.
  if (hour > 12) return hour <= 23 ? hour : undefined;
  return (hour % 12) + (isEvening ? 12 : 0);
}
