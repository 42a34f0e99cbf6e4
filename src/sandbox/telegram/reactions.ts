import { isObject } from '../body';
import type { Outcome } from '../exchange';
import { isAllowedReaction } from './allowed-reactions';
import { badRequest, ok } from './answers';
import type { Call } from './call';
import { findPhone } from './chats';

/** A bot has at most one reaction to a message; an empty list takes it back (telegram.md §3). */
export function setMessageReaction({ sandbox, bot, args }: Call): Outcome {
  const reactions = args.array('reaction');
  args.flag('is_big');
  if (reactions.length > 1) throw badRequest('REACTION_INVALID');
  const emoji = reactions.map(readReaction)[0];
  const phone = findPhone(bot, args);
  const id = args.integer('message_id', 0);
  if (id === 0) throw badRequest('message identifier is not specified');
  const message = phone.messages.find((each) => each.id === id);
  if (!message) throw badRequest('message to react not found');
  if (emoji === undefined) message.reactions.delete('bot');
  else message.reactions.set('bot', { type: 'emoji', emoji });
  sandbox.changes.emit('telegram');
  return ok(true, { stored: true, chat: String(phone.customer.id), messageId: String(id) });
}

function readReaction(reaction: unknown): string {
  if (!isObject(reaction) || typeof reaction.type !== 'string') throw badRequest("can't parse reaction type");
  const { type, emoji } = reaction;
  if (type !== 'emoji' || typeof emoji !== 'string' || !isAllowedReaction(emoji)) throw badRequest('REACTION_INVALID');
  return emoji;
}
