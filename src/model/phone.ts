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
  return WHOLE.exec(text.replace(/^\s*tel:/i, '').replace(DECORATION, ''))?.[1] as Phone | undefined;
}

/**
 * The number in all forms under which it may be known: mobile numbers of Brazil once had no ninth digit, and those of Mexico a
 * one behind the country, and messengers still know some by the old form (whatsapp.md §3).
 * @returns the number itself first
 */
export function variantsOf(phone: Phone): readonly Phone[] {
  const forms = FORMS.flatMap(([from, to]) => (from.test(phone) ? [phone.replace(from, to) as Phone] : []));
  return [phone, ...forms];
}

const FORMS: readonly (readonly [RegExp, string])[] = [
  [/^55([1-9]\d)9([6-9]\d{7})$/, '55$1$2'],
  [/^55(?<area>[1-9]\d)(?<number>[6-9]\d{7})$/, '55$<area>9$<number>'],
  [/^521(\d{10})$/, '52$1'],
  [/^52(\d{10})$/, '521$1'],
];

/** With the plus, as people write it. */
export function withPlus(phone: Phone): string {
  return `+${phone}`;
}
