import type { Button } from '../../model/content';
import { tooManyButtons } from './errors';
import * as limits from './limits';
import { buttonPayload } from './places';
import type { Product } from './product';

interface Placed {
  readonly title: string;
  readonly url?: string;
  readonly payload: string;
}

/**
 * A text, with buttons where it has some (facebook.md §3): up to three stay under it, more stand above the keyboard until
 * one of them is pressed. Those cannot open a link, so links then stand in the text.
 *
 * @throws DeliveryError for what Meta would refuse
 */
export function textMessage(
  product: Product,
  text: string,
  rows: readonly (readonly Button[])[] | undefined,
  key: string,
): object {
  const buttons = placed(rows ?? [], key);
  if (buttons.length === 0) return { text };
  if (buttons.some(({ title }) => title.length > limits.BUTTON_LABEL_LIMIT)) throw tooManyButtons(product.title);
  if (buttons.length <= limits.MOST_BUTTONS && text.length <= limits.BUTTON_TEXT_LIMIT) {
    return {
      attachment: { type: 'template', payload: { template_type: 'button', text, buttons: buttons.map(drawn) } },
    };
  }
  const links = buttons.flatMap(({ title, url }) => (url === undefined ? [] : [`${title}: ${url}`]));
  const replies = buttons.filter(({ url }) => url === undefined);
  if (replies.length > limits.MOST_QUICK_REPLIES) throw tooManyButtons(product.title);
  const said = [text, ...links].join('\n');
  return {
    text: said,
    ...(replies.length === 0
      ? {}
      : { quick_replies: replies.map(({ title, payload }) => ({ content_type: 'text', title, payload })) }),
  };
}

function drawn({ title, url, payload }: Placed): object {
  return url === undefined ? { type: 'postback', title, payload } : { type: 'web_url', title, url };
}

function placed(rows: readonly (readonly Button[])[], key: string): readonly Placed[] {
  return rows.flatMap((row, rowIndex) =>
    row.flatMap(({ text, url }, column): Placed[] => {
      const title = text.trim();
      if (title === '') return [];
      return [{ title, payload: buttonPayload(rowIndex, column, key), ...(url === undefined ? {} : { url }) }];
    }),
  );
}
