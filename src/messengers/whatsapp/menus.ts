import type { Button, ListMessage } from '../../model/content';
import { sameLabels, tooManyButtons } from './errors';
import * as limits from './limits';
import { buttonId, rowId } from '../places';

/** A text with buttons under it (whatsapp.md §3). @throws DeliveryError for what WhatsApp would refuse */
export function buttonsBlock(text: string, rows: readonly (readonly Button[])[]): object {
  const buttons = rows.flatMap((row, rowIndex) =>
    row.flatMap((button, column) => {
      const title = button.text.trim();
      return title === '' ? [] : [{ type: 'reply', reply: { id: buttonId(rowIndex, column), title } }];
    }),
  );
  const titles = buttons.map(({ reply }) => reply.title);
  if (buttons.length > limits.MOST_BUTTONS || titles.some((title) => title.length > limits.BUTTON_LABEL_LIMIT)) {
    throw tooManyButtons();
  }
  if (new Set(titles).size < titles.length) throw sameLabels();
  if (buttons.length === 0) return textBlock(text);
  return { type: 'interactive', interactive: { type: 'button', body: { text }, action: { buttons } } };
}

/** WhatsApp shows a preview only where it is asked to. */
export function textBlock(body: string): object {
  return { type: 'text', text: { body, preview_url: /https?:\/\//i.test(body) } };
}

/** A menu: rows in sections, behind a button (whatsapp.md §3). */
export function listBlock({ header, body, footer, button, sections }: ListMessage): object {
  let index = 0;
  const drawn = sections.map(({ title, rows }, place) => ({
    // Several sections have to have titles, and Kommo asks for none.
    ...(sections.length === 1 && title === undefined
      ? {}
      : { title: clip(title ?? String(place + 1), limits.SECTION_TITLE_LIMIT) }),
    rows: rows.map((row) => ({
      id: rowId(index++),
      title: row.title,
      ...(row.description === undefined || row.description === '' ? {} : { description: row.description }),
    })),
  }));
  return {
    type: 'interactive',
    interactive: {
      type: 'list',
      ...(header === undefined || header === ''
        ? {}
        : { header: { type: 'text', text: clip(header, limits.HEADER_LIMIT) } }),
      body: { text: body },
      ...(footer === undefined || footer === '' ? {} : { footer: { text: clip(footer, limits.FOOTER_LIMIT) } }),
      action: { button, sections: drawn },
    },
  };
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Cut between two characters as people see them. */
function clip(text: string, limit: number): string {
  if (text.length <= limit) return text;
  let kept = '';
  for (const { segment } of graphemes.segment(text)) {
    if (kept.length + segment.length > limit - 1) break;
    kept += segment;
  }
  return `${kept}…`;
}
