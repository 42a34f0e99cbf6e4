/** An E.164 number as digits alone: country code first, no plus. */
export type PhoneDigits = string & { readonly __brand: 'PhoneDigits' };

/** E.164 knows 15 digits at most; what is shorter than 7 is no number of a person. */
const E164 = /^[1-9]\d{6,14}$/;

/**
 * Reads a number as people and messengers write it: `+55 (11) 91234-5678`, `0055…`, `tel:+55…`, or digits alone, which is how
 * messengers tell numbers with their country code.
 * @returns undefined where it cannot be told whose it is: too short or long, with letters or an extension, or national (E.164
 *   begins with no 0)
 */
export function phoneDigits(written: string): PhoneDigits | undefined {
  const trimmed = written.trim().replace(/^tel:/i, '');
  if (!/^\+?[\d\s().\-/\u00a0\u2010-\u2015]+$/.test(trimmed)) return undefined;
  const digits = trimmed.replace(/\D/g, '');
  const international = trimmed.startsWith('+') ? digits : digits.replace(/^00/, '');
  return E164.test(international) ? (international as PhoneDigits) : undefined;
}

/** With the plus, as Kommo and people take it. */
export function e164(digits: PhoneDigits): string {
  return `+${digits}`;
}
