import type { Assumptions } from '../assumptions';
import type { LineButton } from '../lines/records';
import { refusal } from './answers';
import type { Fields } from './fields';

const ACTIONS = ['reply', 'open-url', 'location-picker', 'share-phone', 'none'] as const;
export type Action = (typeof ACTIONS)[number];

/** Actions that clients before this API version do not have (viber.md §3). */
const SINCE: Partial<Record<Action, number>> = { 'location-picker': 3, 'share-phone': 3 };
const CAROUSEL_SINCE = 7;
const MOST_CARDS = 6;
const MOST_COLUMNS = 6;
const MOST_CARD_ROWS = 7;
const MOST_BUTTON_ROWS = 2;

/** Every key that a keyboard, a carousel or a button may have; they begin with capital letters. */
const KEYS = [
  ...['Type', 'DefaultHeight', 'InputFieldState', 'BgColor', 'CustomDefaultHeight', 'HeightScale', 'FavoritesMetadata'],
  ...['ButtonsGroupColumns', 'ButtonsGroupRows', 'Buttons', 'Columns', 'Rows', 'Text', 'ActionType', 'ActionBody'],
  ...['Silent', 'BgMedia', 'BgMediaType', 'BgMediaScaleType', 'BgLoop', 'Image', 'ImageScaleType', 'OpenURLType'],
  ...['OpenURLMediaType', 'InternalBrowser', 'Map', 'Frame', 'MediaPlayer', 'TextVAlign', 'TextHAlign', 'TextSize'],
  ...['TextOpacity', 'TextPaddings', 'TextBgGradientColor', 'TextShouldFit'],
];
const BY_SMALL = new Map(KEYS.map((key) => [key.toLowerCase(), key]));

export interface Key {
  readonly text: string;
  readonly action: Action;
  readonly body: string;
  readonly silent: boolean;
}

/** Buttons in the rows they are seen in. */
export type Keys = readonly (readonly Key[])[];

/** The keyboard below a message. @throws ViberError */
export function readKeyboard(fields: Fields, minApiVersion: number, assumptions: Assumptions): Keys {
  checkKeys(fields, assumptions);
  if (fields.oneOf('Type', ['keyboard']) === undefined) throw fields.missing('Type');
  fields.flag('DefaultHeight');
  fields.oneOf('InputFieldState', ['regular', 'minimized', 'hidden']);
  checkColour(fields);
  const most = assumptions.number('viber-keyboard-rows');
  const placed = place(readButtons(fields, { minApiVersion, assumptions, mostRows: MOST_BUTTON_ROWS }), MOST_COLUMNS);
  if (heightOf(placed) > most) throw fields.wrong('Buttons', `more than ${String(most)} rows`);
  return keysOf(placed);
}

/** The cards of a `rich_media` message. @throws ViberError */
export function readCarousel(fields: Fields, minApiVersion: number, assumptions: Assumptions): Keys {
  checkKeys(fields, assumptions);
  if (fields.oneOf('Type', ['rich_media']) === undefined) throw fields.missing('Type');
  const columns = fields.optionalInteger('ButtonsGroupColumns', 1, MOST_COLUMNS) ?? MOST_COLUMNS;
  const rows = fields.optionalInteger('ButtonsGroupRows', 1, MOST_CARD_ROWS) ?? MOST_CARD_ROWS;
  checkColour(fields);
  const placed = place(readButtons(fields, { minApiVersion, assumptions, mostRows: rows }), columns);
  if (placed.flat().some(({ width }) => width > columns)) throw fields.wrong('Buttons', 'wider than the card');
  if (heightOf(placed) > rows * MOST_CARDS) throw fields.wrong('Buttons', `more than ${String(MOST_CARDS)} cards`);
  if (minApiVersion < CAROUSEL_SINCE) throw tooNew('rich_media', CAROUSEL_SINCE);
  return keysOf(placed);
}

export function lineButtons(keys: Keys): readonly (readonly LineButton[])[] {
  return keys.map((row) =>
    row.map(({ text, action, body }) => ({
      text,
      url: action === 'open-url' ? body : null,
      payload: action === 'reply' ? body : null,
    })),
  );
}

interface Placed {
  readonly key: Key;
  readonly width: number;
  readonly height: number;
}

interface Within {
  readonly minApiVersion: number;
  readonly assumptions: Assumptions;
  readonly mostRows: number;
}

function readButtons(fields: Fields, within: Within): readonly Placed[] {
  const buttons = fields.objects('Buttons');
  if (buttons.length === 0) throw fields.wrong('Buttons', 'must not be empty');
  return buttons.map((button) => readButton(button, within));
}

function readButton(button: Fields, { minApiVersion, assumptions, mostRows }: Within): Placed {
  checkKeys(button, assumptions);
  const action = button.oneOf('ActionType', ACTIONS) ?? 'reply';
  const body =
    action === 'none' ? (button.optionalText('ActionBody', { empty: true }) ?? '') : button.text('ActionBody');
  if (action === 'open-url' && !URL.canParse(body)) throw button.wrong('ActionBody', 'an address expected');
  const placed = {
    key: { text: button.optionalText('Text', { empty: true }) ?? '', action, body, silent: button.flag('Silent') },
    width: button.optionalInteger('Columns', 1, MOST_COLUMNS) ?? MOST_COLUMNS,
    height: button.optionalInteger('Rows', 1, mostRows) ?? 1,
  };
  checkColour(button);
  const since = SINCE[action] ?? 1;
  if (minApiVersion < since) throw tooNew(action, since);
  return placed;
}

/** From left to right; what does not fit any more begins a row. */
function place(buttons: readonly Placed[], columns: number): readonly (readonly Placed[])[] {
  const rows: Placed[][] = [];
  let free = 0;
  for (const button of buttons) {
    if (button.width > free || rows.length === 0) {
      rows.push([]);
      free = columns;
    }
    rows.at(-1)?.push(button);
    free -= button.width;
  }
  return rows;
}

function heightOf(rows: readonly (readonly Placed[])[]): number {
  return rows.reduce((sum, row) => sum + Math.max(...row.map(({ height }) => height)), 0);
}

function keysOf(rows: readonly (readonly Placed[])[]): Keys {
  return rows.map((row) => row.map(({ key }) => key));
}

function checkKeys(fields: Fields, assumptions: Assumptions): void {
  const isStrict = assumptions.is('viber-wrong-case-keys', 'refuse-3');
  for (const key of Object.keys(fields.raw)) {
    const right = BY_SMALL.get(key.replaceAll('_', '').toLowerCase());
    if (right === key) fields.know(key);
    else if (right !== undefined && isStrict) throw fields.wrong(key, `unknown key, ${right} expected`);
  }
}

function checkColour(fields: Fields): void {
  const colour = fields.optionalText('BgColor');
  if (colour !== undefined && !/^#[\dA-Fa-f]{6}$/.test(colour)) throw fields.wrong('BgColor', 'a colour expected');
}

function tooNew(what: string, since: number): Error {
  return refusal(14, `${what} needs min_api_version ${String(since)}`);
}
