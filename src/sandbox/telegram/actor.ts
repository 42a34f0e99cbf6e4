import type { Sandbox } from '../sandbox';
import { addMessage, type Bot, type MessageFields, type Phone, type PhoneMessage } from './state';
import { memberUpdate, messageUpdate } from './updates';

/** What a customer's message has beside its sender; the rest is as of a plain text. */
export type Written = Omit<MessageFields, 'from'>;

/** The customer writes; on a new chat that starts it. */
export function customerWrites(sandbox: Sandbox, bot: Bot, phone: Phone, written: Written): PhoneMessage {
  phone.state = 'started';
  const message = addMessage(phone, { ...written, from: 'customer' });
  messageUpdate(sandbox, bot, phone, message);
  sandbox.changes.emit('telegram');
  return message;
}

/** The customer blocks the bot. */
export function customerBlocks(sandbox: Sandbox, bot: Bot, phone: Phone): void {
  if (phone.state === 'blocked') return;
  phone.state = 'blocked';
  memberUpdate(sandbox, bot, phone, true);
  sandbox.changes.emit('telegram');
}

/** The customer lets the bot write again. */
export function customerUnblocks(sandbox: Sandbox, bot: Bot, phone: Phone): void {
  if (phone.state !== 'blocked') return;
  phone.state = 'started';
  memberUpdate(sandbox, bot, phone, false);
  sandbox.changes.emit('telegram');
}
