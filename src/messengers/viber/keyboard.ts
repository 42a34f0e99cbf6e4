import type { Button } from '../../model/content';
import { LINK_LIMIT } from './limits';
import { buttonBody } from './press';

/** A keyboard is so many columns wide; a button takes several. */
const COLUMNS = 6;
const MOST_IN_A_ROW = 3;

interface KeyboardButton {
  readonly ActionType: 'reply' | 'open-url';
  readonly ActionBody: string;
  readonly Text: string;
}

/** The names of its fields begin with capitals (viber.md §3). */
export interface Keyboard {
  readonly Type: 'keyboard';
  readonly DefaultHeight: boolean;
  readonly Buttons: readonly (KeyboardButton & { readonly Columns: number; readonly Rows: number })[];
}

/** What buttons become: a keyboard, and a text that also names the links that Viber would not open. */
export interface Dressed {
  readonly text: string;
  readonly keyboard?: Keyboard;
}

/** @param limit longest text; where a link that cannot be opened does not fit into it, its button says its label. */
export function dress(text: string, rows: readonly (readonly Button[])[], limit: number): Dressed {
  const stranded = rows.flat().filter(({ url }) => url !== undefined && !isTaken(url));
  const lines = stranded.map(({ text: label, url = '' }) => `${label}: ${url}`);
  const withLines = [text, lines.join('\n')].filter((part) => part !== '').join('\n\n');
  const fits = withLines.length <= limit;

  const drawn = rows.map((row, rowIndex) =>
    row.flatMap((button, column): KeyboardButton[] => {
      const label = button.text.trim();
      if (label === '' || (fits && stranded.includes(button))) return [];
      if (button.url !== undefined && isTaken(button.url)) {
        return [{ ActionType: 'open-url', ActionBody: button.url, Text: label }];
      }
      return [{ ActionType: 'reply', ActionBody: buttonBody(label, rowIndex, column), Text: label }];
    }),
  );
  const Buttons = drawn.flatMap(inRows).flatMap(acrossColumns);
  return {
    text: fits ? withLines : text,
    ...(Buttons.length === 0 ? {} : { keyboard: { Type: 'keyboard', DefaultHeight: false, Buttons } }),
  };
}

function isTaken(url: string): boolean {
  return url.length <= LINK_LIMIT && URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
}

/** Evenly: four are two rows of two. */
function inRows(row: readonly KeyboardButton[]): (readonly KeyboardButton[])[] {
  const count = Math.ceil(row.length / MOST_IN_A_ROW);
  const width = Math.ceil(row.length / Math.max(count, 1));
  return Array.from({ length: count }, (_, index) => row.slice(index * width, (index + 1) * width));
}

function acrossColumns(row: readonly KeyboardButton[]): Keyboard['Buttons'] {
  return row.map((button) => ({ Columns: COLUMNS / row.length, Rows: 1, ...button }));
}
