import { isSupportedCountry, parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/min';
import { readPhone, variantsOf, type Phone } from '../model/phone';

/** What tells in which country numbers are meant that are written without one. */
export interface Numbering {
  /** How customers find the source; of some messengers it is a phone number. */
  readonly sourceAddress: string | null;
  /** Where the account is, as Kommo tells (kommo-platform.md §3); null: it has not told. */
  readonly country: string | null;
}

/** `ambiguous`: it is a number of the country, and another one, of somebody else, if its country is in front. */
export type ReadNumber =
  { readonly kind: 'phone'; readonly phone: Phone } | { readonly kind: 'none' } | { readonly kind: 'ambiguous' };

/**
 * Reads a number as people type it: a whole one, or one of the country that the source's own number is of, or else the
 * account's. Where neither is known, only whole ones can be read.
 */
export function readNumber(text: string, numbering: Numbering): ReadNumber {
  const whole = readPhone(text);
  if (hasCountryInFront(text)) return whole === undefined ? NONE : { kind: 'phone', phone: whole };
  const country = countryOf(numbering);
  const national = country && validPhone(text, country);
  if (national === undefined) return whole === undefined ? NONE : { kind: 'phone', phone: whole };
  const other = whole && validPhone(`+${whole}`);
  // Kommo leaves the plus out: what begins with the country's own code, and is a number, is one.
  if (other === undefined || other.phone === national.phone) return { kind: 'phone', phone: national.phone };
  if (other.callingCode === national.callingCode) return { kind: 'phone', phone: other.phone };
  return { kind: 'ambiguous' };
}

/**
 * A number as people type it in a form in which the same ones are equal, for comparing only.
 * @returns undefined for what is none, and for what may be two people's
 */
export function comparablePhone(text: string, numbering: Numbering): string | undefined {
  const read = readNumber(text, numbering);
  return read.kind === 'phone' ? [...variantsOf(read.phone)].sort()[0] : undefined;
}

/** What a search finds it by, whether it is written with its country or without, and in whichever form. */
export function searchedBy(phone: Phone): string {
  const [first = phone, ...others] = variantsOf(phone).map(
    (form): string => parsePhoneNumberFromString(`+${form}`)?.nationalNumber ?? form,
  );
  const starts = Array.from(first, (_digit, at) => first.slice(at));
  return starts.find((end) => others.every((other) => other.endsWith(end))) ?? first;
}

const NONE = { kind: 'none' } as const;

function hasCountryInFront(text: string): boolean {
  return /^\s*(?:tel:)?\s*(?:\+|00)/i.test(text);
}

function countryOf({ sourceAddress, country }: Numbering): CountryCode | undefined {
  const own = sourceAddress?.startsWith('+') === true ? parsePhoneNumberFromString(sourceAddress)?.country : undefined;
  return own ?? (country !== null && isSupportedCountry(country) ? country : undefined);
}

function validPhone(
  text: string,
  country?: CountryCode,
): { readonly phone: Phone; readonly callingCode: string } | undefined {
  const options = { extract: false, ...(country === undefined ? {} : { defaultCountry: country }) };
  const parsed = parsePhoneNumberFromString(text, options);
  // An extension is somebody's behind the number: no messenger reaches it.
  if (parsed?.isValid() !== true || parsed.ext !== undefined) return undefined;
  const phone = readPhone(parsed.number);
  return phone && { phone, callingCode: parsed.countryCallingCode };
}
