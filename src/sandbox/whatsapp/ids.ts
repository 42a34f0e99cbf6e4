import { createHash, randomBytes } from 'node:crypto';
import type { LinesState } from '../lines/records';

/** Countries by their calling code, as far as the sandbox has people there; Meta knows all of them. */
const COUNTRIES: readonly (readonly [callingCode: string, country: string])[] = [
  ['351', 'PT'],
  ['380', 'UA'],
  ['55', 'BR'],
  ['52', 'MX'],
  ['54', 'AR'],
  ['57', 'CO'],
  ['56', 'CL'],
  ['51', 'PE'],
  ['34', 'ES'],
  ['44', 'GB'],
  ['49', 'DE'],
  ['33', 'FR'],
  ['39', 'IT'],
  ['90', 'TR'],
  ['91', 'IN'],
  ['62', 'ID'],
  ['7', 'KZ'],
  ['1', 'US'],
];

const USER_ID = /^[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,128}$/;

export function digitsOf(phone: string): string {
  return phone.replace(/\D/g, '');
}

/** The calling code of a number in digits; the first digit where the country is not known. */
export function callingCodeOf(digits: string): string {
  return COUNTRIES.find(([code]) => digits.startsWith(code))?.[0] ?? digits.slice(0, 1);
}

export function isUserId(id: string): boolean {
  return USER_ID.test(id);
}

/**
 * A person's id within a business portfolio (whatsapp.md §0 rows 1–2): the country, a dot, digits. It hangs on the number,
 * so that somebody with another number has another one, and the same on all numbers of the business.
 *
 * @param of the phone in digits, or the username of somebody whose phone is not known
 */
export function userIdOf(portfolio: string, of: string): string {
  const country = COUNTRIES.find(([code]) => of.startsWith(code))?.[1] ?? 'US';
  const hash = createHash('sha256').update(`${portfolio}\n${of}`).digest('hex').slice(0, 16);
  return `${country}.${BigInt(`0x${hash}`).toString().padStart(20, '1').slice(0, 20)}`;
}

/** `wamid.` and base64, with the person and the direction inside as real ones have it. */
export function newWamid(lines: LinesState, person: string, direction: 'in' | 'out'): string {
  const who = Buffer.from(digitsOf(person));
  const count = nextId(lines).toString(16).toUpperCase().padStart(8, '0');
  const own = Buffer.from(`3EB0${count}${randomBytes(3).toString('hex').toUpperCase()}`);
  const bytes = Buffer.concat([
    Buffer.from([0x1c, 0x18, who.length]),
    who,
    Buffer.from([0x15, 0x02, 0x00, direction === 'out' ? 0x11 : 0x12, 0x18, own.length]),
    own,
    Buffer.from([0x00]),
  ]);
  return `wamid.${bytes.toString('base64')}`;
}

export function newMediaId(lines: LinesState): string {
  return String(1_003_383_421_000_000 + nextId(lines));
}

/** Past 2^53, and odd: whoever reads it as a JavaScript number gets another one (whatsapp.md §0 row 12). */
export function newTemplateId(lines: LinesState): string {
  return String(25_944_254_792_610_001n + 2n * BigInt(nextId(lines)));
}

export function newAccountId(lines: LinesState, first: number): string {
  return String(first + nextId(lines));
}

function nextId(lines: LinesState): number {
  const id = lines.nextId;
  lines.nextId += 1;
  return id;
}
