import type { Button } from '../../model/content';
import { buttonData } from './press';

/** No published number; eight in a row is what phones can show (telegram.md §9). */
const IN_A_ROW = 8;

export interface Keyboard {
  readonly reply_markup?: {
    readonly inline_keyboard: readonly (readonly InlineButton[])[];
  };
}

type InlineButton =
  { readonly text: string; readonly callback_data: string } | { readonly text: string; readonly url: string };

/** What buttons become: those that can be pressed, and a text that also names the links that cannot. */
export interface Dressed {
  readonly text: string;
  readonly keyboard: Keyboard;
}

/**
 * Puts buttons under a text. A link that Telegram would refuse stands in the text instead; where that has no room for it,
 * the button says its label like others.
 *
 * @param limit longest text, in UTF-16 units
 * @param urls `false`: Telegram has refused one of the links, and does not say which
 */
export function dress(
  text: string,
  buttons: readonly (readonly Button[])[],
  { limit, urls = true }: { readonly limit: number; readonly urls?: boolean },
): Dressed {
  const opens = (url: string): boolean => urls && isTaken(url);
  const stranded = buttons.flat().filter(({ url }) => url !== undefined && !opens(url));
  const lines = stranded.map(({ text: label, url = '' }) => `${label}: ${url}`).join('\n');
  const withLines = [text, lines].filter((part) => part !== '').join('\n\n');
  const fits = withLines.length <= limit;

  const rows = buttons.map((row, rowIndex) =>
    row.flatMap((button, column): InlineButton[] => {
      const label = button.text.trim();
      if (label === '' || (fits && stranded.includes(button))) return [];
      if (button.url !== undefined && opens(button.url)) return [{ text: label, url: button.url }];
      return [{ text: label, callback_data: buttonData(rowIndex, column) }];
    }),
  );
  const keyboard = rows.flatMap(inRows);
  return {
    text: fits ? withLines : text,
    keyboard: keyboard.length === 0 ? {} : { reply_markup: { inline_keyboard: keyboard } },
  };
}

/** Telegram opens pages and its own links, nothing on the reader's own machine. */
function isTaken(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return protocol === 'tg:' || ((protocol === 'https:' || protocol === 'http:') && hostname.includes('.'));
}

function inRows(row: readonly InlineButton[]): (readonly InlineButton[])[] {
  const count = Math.ceil(row.length / IN_A_ROW);
  return Array.from({ length: count }, (_, index) => row.slice(index * IN_A_ROW, (index + 1) * IN_A_ROW));
}
