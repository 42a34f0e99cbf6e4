declare const brand: unique symbol;
/** A whole international number as digits, without a plus: the country code first, 15 at most (ITU-T E.164). */
export type Phone = string & { readonly [brand]: 'Phone' };

const DECORATION = /[\s().\-\u2010-\u2015/]/g;
const WHOLE = /^(?:\+|00)?([1-9]\d{6,14})$/;

/**
 * Kommo gives numbers as they stand in the contact, a plus or none in front, and signs between the digits. One without its
 * country is nobody's: it might be anybody's in another.
 * @returns undefined for what is no whole number
 */
export function readPhone(text: string): Phone | undefined {
  return WHOLE.exec(text.replace(DECORATION, ''))?.[1] as Phone | undefined;
}
