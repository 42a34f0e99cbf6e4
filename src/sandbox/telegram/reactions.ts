import { isObject } from '../body';
import type { Outcome } from '../exchange';
import { isAllowedReaction } from './allowed-reactions';
import { badRequest, ok } from './answers';
import { Fields, type Named } from './arguments';
import type { Call } from './call';
import { findPhone } from './chats';

const REACTIONS: Named = {
  unreadable: "can't parse reaction types JSON object",
  unfit: 'expected an Array of ReactionType',
};
const REACTION = "can't parse ReactionType";

/** A bot has at most one reaction to a message; an empty list takes it back (telegram.md §3). */
export function setMessageReaction({ sandbox, bot, args }: Call): Outcome {
  const reactions = args.array('reaction', REACTIONS);
  args.flag('is_big');
  if (reactions.length > 1) throw badRequest('REACTION_INVALID');
  const emoji = reactions.map(readReaction)[0];
  const phone = findPhone(bot, args);
  const id = args.integer('message_id', 0);
  const message = phone.messages.find((each) => each.id === id);
  if (!message) throw badRequest('message to react not found');
  if (emoji === undefined) message.reactions.delete('bot');
  else message.reactions.set('bot', { type: 'emoji', emoji });
  sandbox.changes.emit('telegram');
  return ok(true, { stored: true, chat: String(phone.customer.id), messageId: String(id) });
}

function readReaction(given: unknown): string {
  if (!isObject(given)) throw badRequest(`${REACTION}: expected an Object`);
  const reaction = new Fields(given, undefined, REACTION);
  reaction.required('type');
  switch (reaction.text('type')) {
    case 'emoji':
      reaction.required('emoji');
      break;
    case 'custom_emoji':
      reaction.required('custom_emoji_id');
      // Only those who pay for Telegram have them.
      throw badRequest('REACTION_INVALID');
    default:
      throw reaction.wrong('invalid reaction type specified');
  }
  const emoji = reaction.text('emoji');
  if (!isAllowedReaction(emoji)) throw badRequest('REACTION_INVALID');
  return emoji;
}
