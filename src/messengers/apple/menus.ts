import { rowsOf, type Button, type ListMessage } from '../../model/content';
import { numbered } from '../numbered';
import { buttonId, rowId } from '../places';
import { QUICK_REPLIES } from './limits';
import { requestIdOf } from './message-id';
import { timeslotsIn } from './timeslots';

/** What reads menus on the customer's device, whoever the business is (apple.md §2). */
const BALLOON =
  'com.apple.messages.MSMessageExtensionBalloonPlugin:0000000000:com.apple.icloud.apps.messages.business.extension';

interface Item {
  readonly identifier: string;
  readonly title: string;
  readonly subtitle?: string;
}

interface Section {
  readonly title: string;
  readonly items: readonly Item[];
}

/** What stands above a menu. */
interface Bubble {
  readonly title: string;
  readonly subtitle?: string;
}

/** The body of a message. */
export type Body =
  { readonly type: 'text'; readonly body: string } | { readonly type: 'interactive'; readonly interactiveData: object };

/**
 * A text with buttons: quick replies, a list, or lines, by what the customer's device can show (apple.md §3).
 *
 * @param capabilities of that device
 * @param key of the part; the answer tells it
 */
export function withButtons(
  text: string,
  buttons: readonly (readonly Button[])[],
  capabilities: readonly string[],
  key: string,
): Body {
  const items = buttons.flatMap((row, rowIndex) =>
    row.flatMap((button, column): Item[] => {
      const title = button.text.trim();
      return title === '' ? [] : [{ identifier: buttonId(rowIndex, column), title }];
    }),
  );
  if (items.length === 0) return { type: 'text', body: text };
  if (fitQuickReplies(items, capabilities)) return quickReplies(text, items, key);
  if (capabilities.includes('LIST')) return list({ title: text }, [{ title: text, items }], text, key);
  return inWords(text, numbered({ buttons }));
}

/** A list of Kommo's. Where its data are times, it is asked for a time; titles and data go by the customer's own clock then. */
export function withList(menu: ListMessage, capabilities: readonly string[], key: string): Body {
  const { header, body, footer, button } = menu;
  const rows = rowsOf(menu);
  const bubble = bubbleOf(menu);
  const slots = capabilities.includes('TIME') ? timeslotsIn(rows, rowId) : undefined;
  if (slots !== undefined) {
    const event = { title: bubble.title, timeslots: slots };
    return interactive({ event }, key, { receivedMessage: bubble, replyMessage: { title: button } });
  }
  if (capabilities.includes('LIST')) return list(bubble, sectionsOf(menu), button, key);
  const items = rows.map(({ title }, index) => ({ identifier: rowId(index), title }));
  const above = [header, body, footer].filter((line) => line !== undefined && line !== '').join('\n\n');
  if (fitQuickReplies(items, capabilities)) return quickReplies(above, items, key);
  return inWords(above, numbered({ list: menu }));
}

function bubbleOf({ header = '', body, footer = '' }: ListMessage): Bubble {
  const [title = '', ...rest] = [header, body, footer].filter((line) => line !== '');
  return rest.length === 0 ? { title } : { title, subtitle: rest.join('\n\n') };
}

/** Rows are counted over all sections. */
function sectionsOf({ sections, button }: ListMessage): readonly Section[] {
  let index = 0;
  return sections.map(({ title, rows }) => ({
    title: title ?? button,
    items: rows.map(({ title: label, description = '' }) => ({
      identifier: rowId(index++),
      title: label,
      ...(description === '' ? {} : { subtitle: description }),
    })),
  }));
}

function fitQuickReplies({ length }: readonly Item[], capabilities: readonly string[]): boolean {
  return capabilities.includes('QUICK') && length >= QUICK_REPLIES.least && length <= QUICK_REPLIES.most;
}

function quickReplies(summaryText: string, items: readonly Item[], key: string): Body {
  return interactive({ 'quick-reply': { summaryText, items } }, key);
}

/** @param answered what stands above the customer's answer */
function list(bubble: Bubble, sections: readonly Section[], answered: string, key: string): Body {
  const drawn = sections.map(({ title, items }, order) => ({
    title,
    order,
    multipleSelection: false,
    items: items.map((item, place) => ({ ...item, order: place, style: 'icon' })),
  }));
  const messages = { receivedMessage: bubble, replyMessage: { title: answered } };
  return interactive({ listPicker: { sections: drawn } }, key, messages);
}

function interactive(
  what: object,
  key: string,
  { receivedMessage, replyMessage }: { readonly receivedMessage?: Bubble; readonly replyMessage?: Bubble } = {},
): Body {
  return {
    type: 'interactive',
    interactiveData: {
      bid: BALLOON,
      useLiveLayout: true,
      data: { version: '1.0', requestIdentifier: requestIdOf(key), ...what },
      ...(receivedMessage === undefined ? {} : { receivedMessage: { ...receivedMessage, style: 'icon' } }),
      ...(replyMessage === undefined ? {} : { replyMessage: { ...replyMessage, style: 'icon' } }),
    },
  };
}

function inWords(text: string, lines: string): Body {
  return { type: 'text', body: [text, lines].filter((each) => each !== '').join('\n\n') };
}
