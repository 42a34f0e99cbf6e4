import { z } from 'zod';

/** So many digits always fit a JavaScript number; 2^53 has sixteen. */
const SAFE_DIGITS = 15;

/**
 * Reads JSON in which ids stand as bare numbers (whatsapp.md §0, 12; facebook.md §0, 12): a whole number of more digits
 * than a JavaScript number surely holds comes as a string of its digits. Everything else is as `JSON.parse` has it.
 *
 * @returns undefined for what is not JSON
 */
export function parseLossless(bytes: Buffer): unknown {
  try {
    return JSON.parse(quoteLongNumbers(bytes.toString('utf8')));
  } catch {
    return undefined;
  }
}

/** An id of the Graph API, however it was written. */
export const GraphId = z.union([z.string().min(1), z.int().transform(String)]);

/** Digits within strings stay as they are. */
function quoteLongNumbers(text: string): string {
  const pieces: string[] = [];
  let copied = 0;
  let at = 0;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      at = afterString(text, at);
    } else if (code === MINUS || isDigit(code)) {
      const end = afterNumber(text, at);
      if (isLongInteger(text, at, end)) {
        pieces.push(text.slice(copied, at), '"', text.slice(at, end), '"');
        copied = end;
      }
      at = end;
    } else {
      at += 1;
    }
  }
  return copied === 0 ? text : pieces.join('') + text.slice(copied);
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const MINUS = 0x2d;

function afterString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text.charCodeAt(at) !== QUOTE) at += text.charCodeAt(at) === BACKSLASH ? 2 : 1;
  return at + 1;
}

function afterNumber(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && /[\d.eE+-]/.test(text.charAt(at))) at += 1;
  return at;
}

function isLongInteger(text: string, start: number, end: number): boolean {
  return end - start > SAFE_DIGITS && /^-?[1-9]\d+$/.test(text.slice(start, end));
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}
