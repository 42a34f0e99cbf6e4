import type { Button } from '../../model/content';
import { isWebAddress } from '../open-following';
import { handsBackValues } from './channels';
import { placeValue } from './press';

/** A hero card without words: they stand in the message itself, plain (skype.md §3, buttons). */
interface HeroCard {
  readonly contentType: 'application/vnd.microsoft.card.hero';
  readonly content: { readonly buttons: readonly CardAction[] };
}

interface CardAction {
  readonly type: 'imBack' | 'messageBack' | 'openUrl';
  readonly title: string;
  readonly value: unknown;
  readonly text?: string;
  readonly displayText?: string;
}

/** What buttons become: a card, and lines for the links that no button may open. */
export function cardOf(
  rows: readonly (readonly Button[])[],
  channelId: string,
): { readonly lines: readonly string[]; readonly cards: readonly HeroCard[] } {
  const lines: string[] = [];
  const buttons = rows.flatMap((row, rowIndex) =>
    row.flatMap(({ text, url }, column): CardAction[] => {
      const title = text.trim();
      if (url === undefined) return title === '' ? [] : [answerOf(title, rowIndex, column, channelId)];
      if (isWebAddress(url)) return [openUrl(title === '' ? url : title, url)];
      lines.push(`${title}: ${url}`);
      return [];
    }),
  );
  return { lines, cards: buttons.length === 0 ? [] : [hero(buttons)] };
}

/** A file as a link, for channels that do not show it in the chat. */
export function linkCard(name: string, url: string): HeroCard {
  return hero([openUrl(name, url)]);
}

/** Pressed, it says its label; where the channel hands more back, also which button it is. */
function answerOf(title: string, row: number, column: number, channelId: string): CardAction {
  if (!handsBackValues(channelId)) return { type: 'imBack', title, value: title };
  return { type: 'messageBack', title, text: title, displayText: title, value: placeValue(row, column) };
}

function openUrl(title: string, url: string): CardAction {
  return { type: 'openUrl', title, value: url };
}

function hero(buttons: readonly CardAction[]): HeroCard {
  return { contentType: 'application/vnd.microsoft.card.hero', content: { buttons } };
}
