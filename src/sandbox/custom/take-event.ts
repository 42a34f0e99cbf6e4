import type { Outcome } from '../exchange';
import { refusal } from './answers';
import type { Call } from './call';
import { capabilitiesOf } from './capabilities';
import { mayVisit } from './addresses';
import { disabled, messageReaction, messageStatus, ping, read, strangersIn, typingChanged } from './events';
import { findConversation } from './people';

const TYPING_SHOWN_MS = 10_000;
const TYPING_GOOD_MS = 5_000;

/** `message.status`: something of a customer's did not come through. */
export function takeStatus({ core, line, data }: Call): Outcome {
  const event = read(messageStatus, data, 'data');
  const { messages, id: chat } = findConversation(line, event.conversation.id);
  // `svc-1#2` is the second of what one message said.
  const id = event.message.id.replace(/#\d+$/, '');
  const message = messages.find((each) => each.id === id && each.from !== 'line');
  if (!message) throw refusal('message_not_found', 'There is no such message.');
  message.status = 'failed';
  message.facts.why = event.error.message;
  core.changes.emit('lines');
  return { status: 200, stored: true, chat, messageId: id, warnings: strangersIn(data, event) };
}

/** `message.reaction`: all reactions of the business from now on. */
export function takeReaction({ core, line, data }: Call): Outcome {
  const event = read(messageReaction, data, 'data');
  if (capabilitiesOf(line).reactions !== 'any') throw refusal('unsupported', 'Reactions are not shown here.');
  const { messages, id: chat } = findConversation(line, event.conversation.id);
  const message = messages.find(({ id }) => id === event.message.id);
  if (!message) throw refusal('message_not_found', 'There is no such message.', { retryable: true });
  const emoji = event.reactions.at(-1);
  if (emoji === undefined) message.reactions.delete('line');
  else message.reactions.set('line', emoji);
  core.changes.emit('lines');
  return { status: 200, stored: true, chat, messageId: message.id, warnings: strangersIn(data, event) };
}

/** `typing.changed`, shown for ten seconds; an old one is dropped (webhook.md §2). */
export function takeTyping({ core, line, at, data }: Call): Outcome {
  const event = read(typingChanged, data, 'data');
  if (capabilitiesOf(line).typing !== true) throw refusal('unsupported', 'Typing is not shown here.');
  const handset = findConversation(line, event.conversation.id);
  const now = core.clock.now();
  if (now - at > TYPING_GOOD_MS) return { status: 202, body: { ignored: true }, chat: handset.id };
  handset.typingUntil = event.state === 'on' ? now + TYPING_SHOWN_MS : null;
  core.changes.emit('lines');
  return { status: 200, stored: true, chat: handset.id, warnings: strangersIn(data, event) };
}

/** `connection.ping`: the challenge comes back, with who the service is and what it shows (webhook.md §1, §8). */
export function answerPing({ core, line, data }: Call): Outcome {
  const event = read(ping, data, 'data');
  const { challenge, inbound_url: url } = event;
  if (url !== undefined && !mayVisit(url)) throw refusal('invalid_payload', 'inbound_url: no https address');
  const { facts } = line;
  if (url === undefined && facts.disabled === true && core.assumptions.is('custom-disabled', 'gone')) throw gone();
  if (url !== undefined) {
    line.webhook = { url, lastError: null };
    facts.disabled = false;
    core.changes.emit('lines');
  }
  const warnings = strangersIn(data, event);
  if (facts.oldFashioned === true) return { status: 200, body: { challenge }, warnings };
  const isTold = core.assumptions.is('custom-inbound-url', 'told');
  const body = {
    challenge,
    id: line.id,
    name: line.name,
    ...(isTold ? { inbound_url: line.webhook?.url ?? null } : {}),
    capabilities: capabilitiesOf(line),
  };
  return { status: 200, body, warnings };
}

/** `connection.disabled`: nothing is sent, and nothing taken, until a ping says where events go. */
export function takeDisabled({ core, line, teller, data }: Call): Outcome {
  const event = read(disabled, data, 'data');
  teller.drop(line);
  line.webhook = null;
  line.facts.disabled = true;
  core.changes.emit('lines');
  return { status: 200, stored: true, warnings: strangersIn(data, event) };
}

/** Of a connection that was ended. */
export function gone() {
  return refusal('connection_disabled', 'The connection was taken away in Kommo.');
}
