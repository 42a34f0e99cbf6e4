import { isObject } from '../body';
import { badRequest } from './answers';
import { Fields, type Arguments, type Named } from './arguments';
import type { InlineButton } from './state';

/** telegram.md §9 */
const DATA_BYTES = 64;
const MOST_BUTTONS = 100;
const MOST_IN_ROW = 8;

export type Buttons = readonly (readonly InlineButton[])[];

const MARKUP: Named = {
  unreadable: "can't parse reply keyboard markup JSON object",
  unfit: 'object expected as reply markup',
};
const INLINE_ROWS = 'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays';
const ROWS = 'field "keyboard" must be an Array of Arrays';
const INLINE_BUTTON = "can't parse inline keyboard button";
const BUTTON = "can't parse keyboard button";
const FLAGS = ['resize_keyboard', 'one_time_keyboard', 'is_persistent', 'selective', 'remove_keyboard', 'force_reply'];
const REQUESTS = ['request_contact', 'request_location'];

/** The inline keyboard of a message. A keyboard of the phone is taken and not shown; an empty object is none. */
export function readButtons(args: Arguments): Buttons {
  const markup = args.object('reply_markup', MARKUP);
  if (!markup) return [];
  checkKeyboard(markup);
  const rows = rowsOf(markup, 'inline_keyboard', INLINE_ROWS).map((row) => row.map(readButton));
  const filled = rows.filter((row) => row.length > 0);
  if (filled.flat().length > MOST_BUTTONS || filled.some((row) => row.length > MOST_IN_ROW)) {
    throw badRequest('reply markup is too long');
  }
  return filled;
}

/** Only the buttons of an edit: it has no other keyboards. */
export function readInlineButtons(args: Arguments): Buttons {
  const markup = args.object('reply_markup', MARKUP);
  const others = ['keyboard', 'remove_keyboard', 'force_reply'];
  if (markup && others.some((name) => markup.has(name))) throw badRequest('inline keyboard expected');
  return readButtons(args);
}

function rowsOf(markup: Fields, name: string, refusal: string): readonly (readonly unknown[])[] {
  return markup.array(name).map((row) => {
    if (!Array.isArray(row)) throw badRequest(refusal);
    return row as readonly unknown[];
  });
}

function checkKeyboard(markup: Fields): void {
  for (const flag of FLAGS) markup.flag(flag);
  markup.text('input_field_placeholder');
  for (const row of rowsOf(markup, 'keyboard', ROWS)) row.forEach(checkButton);
}

function checkButton(given: unknown): void {
  const fields = typeof given === 'string' ? { text: given } : given;
  if (!isObject(fields)) throw badRequest(`${BUTTON}: KeyboardButton must be a String or an Object`);
  const button = new Fields(fields, undefined, BUTTON);
  button.required('text');
  if (button.text('text').trim() === '') throw button.wrong('Keyboard button text must be non-empty');
  for (const request of REQUESTS) button.flag(request);
}

function readButton(given: unknown): InlineButton {
  if (!isObject(given)) throw badRequest(`${INLINE_BUTTON}: InlineKeyboardButton must be an Object`);
  const button = new Fields(given, undefined, INLINE_BUTTON);
  button.required('text');
  const text = button.text('text');
  if (text.trim() === '') throw button.wrong('Inline keyboard button text must be non-empty');
  checkLook(button);
  const [url, data] = [button.text('url'), button.text('callback_data')];
  // Web apps, logins, payments and the like: the sandbox's phones have none.
  if (Object.keys(given).some((name) => !KNOWN.includes(name))) throw badRequest('BUTTON_TYPE_INVALID');
  if (url === '' && data === '') throw button.wrong('Text buttons are unallowed in the inline keyboard');
  if (url !== '' && data !== '') throw button.wrong('exactly one of the optional fields must be used');
  return url === '' ? { text, url: null, data: checkedData(data) } : { text, url: checkedUrl(url), data: null };
}

/** The last two are how a button looks (telegram.md §3). */
const KNOWN = ['text', 'url', 'callback_data', 'style', 'icon_custom_emoji_id'];
const STYLES = ['', 'default', 'primary', 'danger', 'success'];

function checkLook(button: Fields): void {
  button.id('icon_custom_emoji_id');
  if (!STYLES.includes(button.text('style').toLowerCase())) throw button.wrong('invalid button style specified');
}

function checkedData(data: string): string {
  if (Buffer.byteLength(data) > DATA_BYTES) throw badRequest('BUTTON_DATA_INVALID');
  return data;
}

function checkedUrl(url: string): string {
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
