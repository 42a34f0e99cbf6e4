import type { Outcome } from '../exchange';
import { refusal } from './answers';
import type { Call } from './call';
import { capabilitiesOf } from './capabilities';
import { conversationRead, conversationState, read, strangersIn } from './events';
import { findConversation } from './people';

/** `conversation.read`: an agent has read up to a message of the customer's (webhook.md §2). */
export function takeRead({ core, line, data }: Call): Outcome {
  const event = read(conversationRead, data, 'data');
  if (capabilitiesOf(line).read !== true) throw refusal('unsupported', 'That agents read is not shown here.');
  const { messages, id: chat } = findConversation(line, event.conversation.id);
  // `svc-1#2` is the second of what one message said.
  const id = event.up_to_message_id.replace(/#\d+$/, '');
  const place = messages.findIndex((each) => each.id === id && each.from === 'customer');
  if (place < 0) throw refusal('message_not_found', 'There is no such message of the customer.', { retryable: true });
  for (const { from, facts } of messages.slice(0, place + 1)) if (from === 'customer') facts.read = true;
  core.changes.emit('lines');
  return { status: 200, stored: true, chat, messageId: id, warnings: strangersIn(data, event) };
}

/** `conversation.state`: an agent has closed the conversation, or goes on with it (webhook.md §2). */
export function takeState({ core, line, data }: Call): Outcome {
  const event = read(conversationState, data, 'data');
  const handset = findConversation(line, event.conversation.id);
  const { contact } = event;
  if (contact !== undefined && contact.id !== handset.facts.contactId) {
    throw refusal('recipient_not_found', 'The conversation is with another contact.');
  }
  handset.facts.endedByLine = event.state === 'closed';
  core.changes.emit('lines');
  return { status: 200, stored: true, chat: handset.id, warnings: strangersIn(data, event) };
}
