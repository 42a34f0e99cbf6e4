import type { Outcome } from '../../exchange';
import { takeMessage } from '../../platform/chats/take-message';
import { without } from '../../without';
import { answers, refuse, Refusal } from '../answers';
import { sendEcho } from '../actor/writes';
import { check } from '../fields/check';
import { isMediaType, lacksNameOrSize } from '../fields/content';
import { fieldsOf } from '../fields/fields';
import type { NewMessage } from '../fields/messages';
import { checkCustomer, findCustomer, findStaff, resolveCustomer } from '../people';
import type { Chat, Message, Named, Participant } from '../records';
import { newCopy } from '../state';
import { editMessage } from './edit';
import { readFields, type ScopedRequest } from './operation';
import { findForward, findQuote } from './references';
import { sendAnswer } from './send-answer';

/** Takes a message: new or edited, incoming or imported (kommo-chat-api.md §9). */
export function send(request: ScopedRequest): Outcome {
  const fields = fieldsOf(request.sandbox.assumptions);
  const event = check(fields.messageEvent, request.body);
  return event.event_type === 'edit_message'
    ? editMessage(request, event.payload)
    : storeNew(request, readFields(request, fields.newMessage, event.payload));
}

function storeNew(request: ScopedRequest, fields: NewMessage): Outcome {
  const { sandbox, connection } = request;
  const { kommo: state, assumptions } = sandbox;
  const author = checkPeople(request, fields);
  const there = findChat(request, fields);
  if (fields.conversation_ref_id !== undefined && !there) refuse('conversation_ref_id', 'chat not found');
  const quote = findQuote(request, fields, there);
  const forward = findForward(request, fields);

  const first = findFirst(request, fields, there);
  if (first && !assumptions.is('repeated-msgid', 'store-again')) return repeat(request, first);

  checkPlace(request, fields, there);
  noteOddities(request, fields);
  const { customer, chat } = place(request, fields, there);
  const message = state.addMessage({
    chat,
    clientId: fields.msgid,
    direction: author ? 'outgoing' : 'incoming',
    sender: author ?? customer,
    receiver: author ? customer : null,
    at: fields.msec_timestamp ?? (fields.timestamp ?? 0) * 1000,
    storedAt: sandbox.clock.now(),
    content: without(fields.message, 'delivery_status'),
    copy: copyOf(request, fields.message),
    quote,
    forward,
    notified: !author && !isSilent(request, fields),
    status: null,
    journalSeq: request.seq,
  });
  if (!author) chat.typingUntil = null;
  if (message.copy) sandbox.fetcher.fetchMedia(message);
  sandbox.fetcher.fetchPreview(message);
  sandbox.changes.emit('kommo');
  if (message.notified) takeMessage(sandbox, connection, message);
  const byUser = author !== null && author.id !== connection.channel.bot.id;
  if (byUser && assumptions.is('user-import-echo', 'hook')) sendEcho(sandbox, connection, message);
  return { ...sendAnswer(request, message), stored: true };
}

/** The sender rule (kommo-chat-api.md §15.1 step 7): with a receiver the sender must be a known user or the bot. */
function checkPeople(request: ScopedRequest, fields: NewMessage): Named | null {
  const { sandbox, connection } = request;
  if (!fields.receiver) {
    checkCustomer(sandbox.kommo, connection, 'sender', fields.sender);
    return null;
  }
  const author = findStaff(connection, fields.sender.ref_id);
  if (!author) return refuseSender(request);
  checkCustomer(sandbox.kommo, connection, 'receiver', fields.receiver);
  return author;
}

function refuseSender({ sandbox }: ScopedRequest): never {
  const { assumptions } = sandbox;
  const status = assumptions.is('unknown-sender', 'refuse-403') ? 403 : 404;
  if (assumptions.is('unknown-sender', 'refuse-400')) refuse('sender', 'user not found');
  throw new Refusal(answers.userNotFound(status));
}

/** `conversation_ref_id` wins over `conversation_id` (kommo-chat-api.md §12.1). */
function findChat({ sandbox, connection }: ScopedRequest, fields: NewMessage): Chat | undefined {
  if (fields.conversation_ref_id === undefined) {
    return sandbox.kommo.chatByClient(connection.scopeId, fields.conversation_id);
  }
  const chat = sandbox.kommo.chats.get(fields.conversation_ref_id);
  return chat?.scopeId === connection.scopeId ? chat : undefined;
}

/** The message that has this `msgid` already (kommo-chat-api.md §9.7). */
function findFirst({ sandbox, connection }: ScopedRequest, fields: NewMessage, chat: Chat | undefined) {
  const first = sandbox.kommo.messageByClient(connection.scopeId, fields.msgid, chat);
  const here = sandbox.assumptions.is('msgid-unique-within', 'scope') || (chat && first?.chat === chat);
  return here ? first : undefined;
}

/** The same `msgid` again stores nothing (kommo-chat-api.md §9.7). */
function repeat(request: ScopedRequest, first: Message): Outcome {
  if (request.sandbox.assumptions.is('repeated-msgid', 'refuse-400')) refuse('msgid', 'already exists');
  return { ...sendAnswer(request, first), stored: false, repeats: first.journalSeq };
}

/** Whether this customer may be in this chat (kommo-chat-api.md §12.1). */
function checkPlace({ sandbox, connection }: ScopedRequest, fields: NewMessage, chat: Chat | undefined): void {
  if (!chat || sandbox.assumptions.is('other-person-in-chat', 'accept')) return;
  const given = fields.receiver ?? fields.sender;
  const person =
    findCustomer(sandbox.kommo, connection.scopeId, given.ref_id) ??
    sandbox.kommo.participantByClient(connection.scopeId, given.id);
  if (chat.customer !== person) refuse(fields.receiver ? 'receiver' : 'sender', 'another customer is in this chat');
}

/**
 * The customer and the chat, made when new. The first answer after a chat begun in Kommo brings both ids and binds them
 * (kommo-chat-api.md §11.3); an own id that names another chat already stays with that one.
 */
function place(
  request: ScopedRequest,
  fields: NewMessage,
  there: Chat | undefined,
): { customer: Participant; chat: Chat } {
  const { sandbox, connection, warnings } = request;
  const { kommo: state } = sandbox;
  const binds = !fields.receiver || sandbox.assumptions.is('outgoing-binds', 'yes');
  const given = fields.receiver ?? fields.sender;
  const customer = resolveCustomer(state, connection.scopeId, given, binds);
  sandbox.fetcher.fetchAvatar(customer);
  if (given.ref_id !== undefined && customer.clientId !== given.id) {
    warnings.push(`${fields.receiver ? 'receiver' : 'sender'}.id: not bound, ref_id has the say`);
  }
  const chat = there ?? state.addChat(connection.scopeId, fields.conversation_id, customer);
  const free = state.chatByClient(connection.scopeId, fields.conversation_id) === undefined;
  if (binds && chat.clientId === null && free) state.bindChat(chat, fields.conversation_id);
  if (chat.clientId !== fields.conversation_id)
    warnings.push('conversation_id: not bound, conversation_ref_id has the say');
  if (fields.source) chat.sourceExternalId = fields.source.external_id;
  return { customer, chat };
}

/** What is no fault by the readings in force, and still likely a mistake. */
function noteOddities({ warnings }: ScopedRequest, fields: NewMessage): void {
  const { timestamp, msec_timestamp, message, receiver } = fields;
  const lacks = lacksNameOrSize(message);
  if (lacks !== undefined) warnings.push(`message.${lacks}: wanted for ${message.type}`);
  if (message.delivery_status !== undefined) warnings.push('message.delivery_status: only in an edit');
  if (message.post !== undefined && receiver) warnings.push('message.post: only customers comment');
  if (timestamp !== undefined && msec_timestamp !== undefined && Math.floor(msec_timestamp / 1000) !== timestamp) {
    warnings.push('msec_timestamp: another second than timestamp');
  }
}

function isSilent({ sandbox }: ScopedRequest, { silent }: NewMessage): boolean {
  return silent ?? sandbox.assumptions.is('silent-default', 'on');
}

function copyOf({ sandbox }: ScopedRequest, { type, media }: NewMessage['message']): Message['copy'] {
  return media !== undefined && isMediaType(type) ? newCopy(sandbox.clock.now(), { source: media }) : null;
}
