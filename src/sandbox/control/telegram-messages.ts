import { Router } from 'express';
import type { Sandbox } from '../sandbox';
import { customerEdits, customerReacts } from '../telegram/edits';
import { customerPresses } from '../telegram/presses';
import type { InlineButton, PhoneMessage, TelegramReaction } from '../telegram/state';
import { viewPhoneMessage } from '../telegram/view';
import { Problem, valid } from './problem';
import { findMessage, findWriter } from './telegram-found';
import { buttonPress, customersReaction, messageEdit } from './telegram-schemas';
import { editOf } from './telegram-words';

/** What a customer does with one message of the chat. */
export function messageControl(sandbox: Sandbox): Router {
  const router = Router();
  const one = '/bots/:botId/chats/:chatId/messages/:id';

  router.patch(one, (req, res) => {
    const { bot, phone } = findWriter(sandbox, req.params);
    const message = findMessage(phone, req.params.id);
    customerEdits(sandbox, bot, phone, message, editOf(sandbox, bot, message, valid(messageEdit, req.body)));
    res.json(viewPhoneMessage(sandbox, bot, phone, message));
  });

  router.post(`${one}/reaction`, (req, res) => {
    const { bot, phone } = findWriter(sandbox, req.params);
    const message = findMessage(phone, req.params.id);
    const reaction = reactionOf(valid(customersReaction, req.body));
    if (!reaction && !message.reactions.has('customer')) {
      throw new Problem(409, 'There is no reaction of this customer to take back.');
    }
    customerReacts(sandbox, bot, phone, { message, reaction });
    res.json(viewPhoneMessage(sandbox, bot, phone, message));
  });

  router.post(`${one}/press`, (req, res) => {
    const { bot, phone } = findWriter(sandbox, req.params);
    const message = findMessage(phone, req.params.id);
    const { row, column, tooOld = false } = valid(buttonPress, req.body);
    const button = findButton(message, row, column);
    if (button.url !== null) throw new Problem(409, 'This button opens a link; the bot is not told.');
    res.json({ queryId: customerPresses(sandbox, bot, phone, { message, row, column, button, tooOld }) });
  });
  return router;
}

function reactionOf({
  emoji = null,
  customEmojiId,
}: {
  readonly emoji?: string | null;
  readonly customEmojiId?: string;
}): TelegramReaction | undefined {
  if (customEmojiId !== undefined) return { type: 'custom_emoji', custom_emoji_id: customEmojiId };
  return emoji === null ? undefined : { type: 'emoji', emoji };
}

function findButton(message: PhoneMessage, row: number, column: number): InlineButton {
  const button = message.buttons[row]?.[column];
  if (!button) {
    throw new Problem(
      404,
      `message ${String(message.id)} has no button in row ${String(row)}, column ${String(column)}`,
    );
  }
  return button;
}
