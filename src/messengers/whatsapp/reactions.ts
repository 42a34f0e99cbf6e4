import type { DriverContext, OutboundReaction } from '../contract';
import { repeatable } from '../delivery-error';
import { postMessage } from './calls';
import type { WhatsAppCredentials } from './credentials';
import { refusedBy } from './errors';
import { messageIdOf, recipientOf } from './recipient';

/** The business has one reaction to a message; an empty one takes it back (whatsapp.md §3). */
export async function react(
  context: DriverContext<WhatsAppCredentials>,
  { chat, remoteId, emoji }: OutboundReaction,
): Promise<void> {
  const reaction = { message_id: messageIdOf(remoteId), emoji: emoji ?? '' };
  const message = { ...recipientOf(chat), type: 'reaction', reaction };
  const answer = await postMessage(context, message).catch((error: unknown) => {
    throw repeatable(error);
  });
  if (answer.kind === 'refused') throw repeatable(refusedBy(answer.refusal));
}
