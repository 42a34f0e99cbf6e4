import type { OnHandset, Pressed, Refused } from '../../lines/emulator';
import type { LineMessage } from '../../lines/records';
import type { Parts } from '../parts';
import { pressOf } from '../send/content';
import { addPostback, addTold, cannotWrite } from './customers';

/** Presses a button: of a template it is a postback, above the keyboard it is a message (facebook.md §2). */
export function press(parts: Parts, on: OnHandset, message: LineMessage, pressed: Pressed): LineMessage | Refused {
  const refusal = cannotWrite(parts, on);
  if (refusal) return refusal;
  if ('listRow' in pressed) return { refused: `${parts.product.title} has no lists.` };
  const button = message.buttons[pressed.row]?.[pressed.column];
  if (!button) return { refused: 'There is no such button.' };
  const act = pressOf(button);
  const { handset } = on;
  switch (act.does) {
    case 'postback':
      return addPostback(parts, on, { title: button.text, payload: act.payload });
    case 'quick-reply':
      return addTold(parts, on, { kind: 'text', text: button.text, quickReply: act.payload });
    case 'share-phone':
      return handset.phone === null
        ? { refused: `${handset.name} has given ${parts.product.title} no phone number.` }
        : share(parts, on, handset.phone);
    case 'share-email':
      return share(parts, on, `${handset.name.toLowerCase().replace(/[^a-z0-9]+/g, '.')}@example.com`);
    case 'nothing':
      // It opens an address or dials a number; nobody is told.
      return message;
  }
}

/** A text whose payload is the same. */
function share(parts: Parts, on: OnHandset, value: string): LineMessage {
  return addTold(parts, on, { kind: 'text', text: value, quickReply: value });
}
