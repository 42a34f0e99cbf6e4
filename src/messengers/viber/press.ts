import type { Content, RemoteFile } from '../../model/content';

/** Parts what a button says from what is behind it; it joins nothing and shows as nothing. */
const BORDER = '\u2060';
/** Sixteen signs that show as nothing (variation selectors): one for each half of a byte. */
const FIRST_SIGN = 0xfe00;

const MARKED = /^(.*)\u2060([\ufe00-\ufe0f]{2,})$/su;
const PLACE = /^b:(\d{1,3}):(\d{1,3})$/;

/**
 * What a button of ours sends back. Viber has it come as if the customer had written it, and may show it in the chat, so it
 * is the label; behind that, in signs that nobody sees or types, stands the button's place. If those get lost on the way,
 * the label is what the customer says all the same.
 */
export function buttonBody(label: string, row: number, column: number): string {
  return `${label}${BORDER}${hidden(`b:${row}:${column}`)}`;
}

/** @returns undefined for what is not the press of a button of ours. */
export function pressIn(text: string): Content<RemoteFile> | undefined {
  const [, label, signs] = MARKED.exec(text) ?? [];
  if (label === undefined || signs === undefined) return undefined;
  const [, row, column] = PLACE.exec(shown(signs)) ?? [];
  if (row === undefined || column === undefined) return undefined;
  // Viber does not tell which message the buttons were of: it shows those of the newest.
  return {
    type: 'press',
    row: Number(row),
    column: Number(column),
    ...(label === '' ? {} : { label }),
  };
}

function hidden(ascii: string): string {
  const hex = Buffer.from(ascii, 'latin1').toString('hex');
  return Array.from(hex, (half) => String.fromCharCode(FIRST_SIGN + Number.parseInt(half, 16))).join('');
}

function shown(signs: string): string {
  const hex = Array.from(signs, (sign) => (sign.charCodeAt(0) - FIRST_SIGN).toString(16)).join('');
  return Buffer.from(hex, 'hex').toString('latin1');
}
