import { isObject } from '../body';
import { badRequest } from './answers';
import type { Arguments } from './arguments';
import type { InlineButton } from './state';

/** telegram.md §9 */
const DATA_BYTES = 64;
const MOST_BUTTONS = 100;
const MOST_IN_ROW = 8;

export type Buttons = readonly (readonly InlineButton[])[];

const OTHERS = ['keyboard', 'remove_keyboard', 'force_reply'];

/** The inline keyboard of a message. A keyboard of the phone is taken and not shown. */
export function readButtons(args: Arguments): Buttons {
  const markup = args.object('reply_markup');
  if (!markup) return [];
  if (!markup.has('inline_keyboard')) {
    if (!OTHERS.some((name) => markup.has(name))) throw badRequest('object expected as reply markup');
    checkKeyboard(markup);
    return [];
  }
  const rows = markup.array('inline_keyboard').map((row) => {
    if (!Array.isArray(row)) throw badRequest("can't parse inline keyboard: an Array of Array expected");
    return row.map(readButton);
  });
  const filled = rows.filter((row) => row.length > 0);
  if (filled.flat().length > MOST_BUTTONS || filled.some((row) => row.length > MOST_IN_ROW)) {
    throw badRequest('reply markup is too long');
  }
  return filled;
}

/** Only the buttons of an edit: it has no other keyboards. */
export function readInlineButtons(args: Arguments): Buttons {
  const markup = args.object('reply_markup');
  if (markup && !markup.has('inline_keyboard')) throw badRequest('inline keyboard expected');
  return readButtons(args);
}

function checkKeyboard(markup: Arguments): void {
  for (const flag of ['resize_keyboard', 'one_time_keyboard', 'remove_keyboard', 'force_reply']) markup.flag(flag);
  for (const row of markup.array('keyboard')) {
    if (!Array.isArray(row)) throw badRequest("can't parse keyboard: an Array of Array expected");
    for (const button of row as readonly unknown[]) {
      const text = isObject(button) ? button.text : button;
      if (typeof text !== 'string' || text === '') throw badRequest("can't parse keyboard button");
    }
  }
}

function readButton(button: unknown): InlineButton {
  if (!isObject(button)) throw wrong('an Object expected');
  const { text, url, callback_data: data, ...more } = button;
  if (typeof text !== 'string') throw wrong('field "text" must be of type String');
  if (text.trim() === '') throw wrong('text must be non-empty');
  const kinds = [url, data].filter((kind) => kind !== undefined);
  const other = Object.keys(more).filter((name) => !LOOKS.includes(name));
  if (other.length > 0) throw badRequest('BUTTON_TYPE_INVALID');
  if (kinds.length === 0) throw wrong('text buttons are unallowed in the inline keyboard');
  if (kinds.length > 1) throw wrong('exactly one of the optional fields must be used');
  return url === undefined ? { text, url: null, data: readData(data) } : { text, url: readUrl(url), data: null };
}

/** How a button looks, not what it does. */
const LOOKS = ['style', 'icon_custom_emoji_id'];

function readData(data: unknown): string {
  if (typeof data !== 'string') throw wrong('field "callback_data" must be of type String');
  if (data === '' || Buffer.byteLength(data) > DATA_BYTES) throw badRequest('BUTTON_DATA_INVALID');
  return data;
}

function readUrl(url: unknown): string {
  if (typeof url !== 'string') throw wrong('field "url" must be of type String');
  if (!isLink(url)) throw badRequest(`inline keyboard button URL '${url}' is invalid: Wrong HTTP URL`);
  return url;
}

function isLink(url: string): boolean {
  if (/^tg:\/\/./.test(url)) return true;
  // A link may come without its scheme.
  const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(url) ? url : `http://${url}`;
  if (/\s/.test(url) || !URL.canParse(whole)) return false;
  const { protocol, hostname } = new URL(whole);
  return /^https?:$/.test(protocol) && hostname.includes('.');
}

function wrong(what: string): Error {
  return badRequest(`can't parse inline keyboard button: ${what}`);
}
