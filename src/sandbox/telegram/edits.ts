import { isDeepStrictEqual } from 'node:util';
import type { Sandbox } from '../sandbox';
import type { Bot, Phone, PhoneMessage, TelegramReaction } from './state';
import { editUpdate, reactionUpdate } from './updates';

export type Edit = Partial<Pick<PhoneMessage, 'kind' | 'text' | 'file' | 'location'>>;

/** The customer changes an own message; the bot gets it whole. */
export function customerEdits(sandbox: Sandbox, bot: Bot, phone: Phone, message: PhoneMessage, edit: Edit): void {
  Object.assign(message, edit);
  message.editedAt = sandbox.clock.now();
  editUpdate(sandbox, bot, phone, message);
  sandbox.changes.emit('telegram');
}

/** The customer reacts; each has one reaction on a message, a new one takes the place of the old. */
export function customerReacts(
  sandbox: Sandbox,
  bot: Bot,
  phone: Phone,
  { message, reaction }: { readonly message: PhoneMessage; readonly reaction: TelegramReaction | undefined },
): void {
  const before = message.reactions.get('customer');
  if (isDeepStrictEqual(before, reaction)) return;
  if (reaction) message.reactions.set('customer', reaction);
  else message.reactions.delete('customer');
  reactionUpdate(sandbox, bot, phone, { message, before, after: reaction });
  sandbox.changes.emit('telegram');
}
