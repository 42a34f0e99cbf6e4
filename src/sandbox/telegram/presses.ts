import { createHash, randomInt } from 'node:crypto';
import type { Sandbox } from '../sandbox';
import type { Bot, InlineButton, Phone, PhoneMessage } from './state';
import { pressUpdate } from './updates';

export interface Press {
  readonly message: PhoneMessage;
  readonly row: number;
  readonly column: number;
  readonly button: InlineButton;
  readonly tooOld: boolean;
}

/** The customer presses a button; it shows a spinner until the bot answers the query. Gives the query's id. */
export function customerPresses(sandbox: Sandbox, bot: Bot, phone: Phone, press: Press): string {
  const { message, row, column, button, tooOld } = press;
  const queryId = `${String(phone.customer.id)}${String(randomInt(1e9, 1e10))}`;
  bot.queries.set(queryId, {
    id: queryId,
    chatId: String(phone.customer.id),
    messageId: message.id,
    at: sandbox.clock.now(),
    answered: false,
  });
  message.pressing = { row, column, queryId };
  pressUpdate(sandbox, bot, phone, { queryId, message, button, chatInstance: instanceOf(bot, phone), tooOld });
  sandbox.changes.emit('telegram');
  return queryId;
}

/** A number for the chat that stays the same and tells nothing. */
function instanceOf(bot: Bot, phone: Phone): string {
  const digest = createHash('sha256')
    .update(`${String(bot.id)}:${String(phone.customer.id)}`)
    .digest();
  return String(digest.readBigInt64BE());
}
