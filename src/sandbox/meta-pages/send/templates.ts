import type { LineButton } from '../../lines/records';
import { badParameter } from '../../graph/graph-error';
import { buttonOf, contentOf, type Content } from './content';
import type { Fields } from './fields';

/** facebook.md §3, §9 */
const BUTTON_TEXT = 640;
const BUTTON_TITLE = 20;
const CARD_TEXT = 80;
const PAYLOAD = 1000;
const MOST_BUTTONS = 3;
const MOST_CARDS = 10;
const OTHERS = ['media', 'receipt', 'product', 'coupon', 'customer_feedback'] as const;
const KINDS = ['button', 'generic', ...OTHERS] as const;

/** `payload` of an attachment that is a template. */
export function readTemplate(payload: Fields): Content {
  const kind = payload.one('template_type', KINDS);
  const echoed = [{ type: 'template', payload: payload.raw }];
  switch (kind) {
    case 'button': {
      payload.only('template_type', 'text', 'buttons', 'sharable');
      const text = payload.required('text', BUTTON_TEXT);
      return contentOf({ kind: 'text', text, buttons: readButtons(payload).map((each) => [each]), echoed });
    }
    case 'generic':
      payload.only('template_type', 'elements', 'sharable', 'image_aspect_ratio');
      return contentOf({ kind: 'card', ...cardsOf(payload), echoed });
    default:
      // What the sheet tells no more of than that it is there.
      return contentOf({ kind: 'card', text: kind, echoed });
  }
}

/** A row of buttons for each card. */
function cardsOf(payload: Fields): Pick<Content, 'text' | 'buttons'> {
  const cards = payload.list('elements', MOST_CARDS).map((card) => {
    card.only('title', 'subtitle', 'image_url', 'default_action', 'buttons');
    const title = card.required('title', CARD_TEXT);
    const subtitle = card.text('subtitle', CARD_TEXT);
    const action = card.optionalObject('default_action');
    if (card.has('image_url')) card.webUrl('image_url');
    if (action) {
      action.one('type', ['web_url']);
      action.webUrl('url');
    }
    const buttons = card.has('buttons') ? readButtons(card) : [];
    if (subtitle === undefined && !card.has('image_url') && !action && buttons.length === 0) {
      throw badParameter(`Param ${card.name} must have at least one property beside its title.`);
    }
    return { text: [title, subtitle].filter((each) => each !== undefined).join('\n'), buttons };
  });
  return { text: cards.map(({ text }) => text).join('\n\n'), buttons: cards.map(({ buttons }) => buttons) };
}

function readButtons(parent: Fields): readonly LineButton[] {
  return parent.list('buttons', MOST_BUTTONS).map((button) => {
    const title = button.required('title', BUTTON_TITLE);
    switch (button.one('type', ['postback', 'web_url', 'phone_number'])) {
      case 'postback':
        return buttonOf(title, { does: 'postback', payload: button.required('payload', PAYLOAD) });
      case 'web_url':
        return buttonOf(title, { does: 'nothing' }, button.webUrl('url'));
      case 'phone_number': {
        const phone = button.required('payload', PAYLOAD);
        if (!/^\+\d{5,15}$/.test(phone)) throw badParameter(`Param ${button.pathOf('payload')} must be a phone number`);
        return buttonOf(title, { does: 'nothing' }, `tel:${phone}`);
      }
    }
  });
}
