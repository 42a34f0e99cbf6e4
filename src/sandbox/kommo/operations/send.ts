import type { Outcome } from '../../exchange';
import { refuse } from '../answers';
import { check, messageEvent, newMessage, type NewMessage } from '../fields';
import { checkCustomer, findStaff, resolveCustomer } from '../people';
import type { Chat, Message, Named } from '../state';
import { editMessage } from './edit';
import type { ScopedRequest } from './operation';

/** Takes a message: new or edited, incoming or imported (kommo-chat-api.md §9). */
export function send(request: ScopedRequest): Outcome {
  const event = check(messageEvent, request.body);
  return event.event_type === 'edit_message'
    ? editMessage(request, event.payload)
    : storeNew(request, check(newMessage, event.payload));
}

function storeNew(request: ScopedRequest, fields: NewMessage): Outcome {
  const { sandbox, connection } = request;
  const state = sandbox.kommo;
  const author = checkPeople(request, fields);
  checkReferences(request, fields);

  const first = state.messageByClient(connection.scopeId, fields.msgid);
  if (first) return repeat(request, first);

  checkPlace(request, fields);
  const sender = author ?? resolveCustomer(state, connection.scopeId, fields.sender);
  const receiver = fields.receiver ? resolveCustomer(state, connection.scopeId, fields.receiver) : null;
  const customer = receiver ?? resolveCustomer(state, connection.scopeId, fields.sender);
  const chat = findChat(request, fields) ?? state.addChat(connection.scopeId, fields.conversation_id, customer);
  // The first answer after a chat begun in Kommo brings both ids and binds them (kommo-chat-api.md §11.3).
  if (chat.clientId === null) state.bindChat(chat, fields.conversation_id);
  if (fields.source) chat.sourceExternalId = fields.source.external_id;
  const message = state.addMessage({
    chat,
    clientId: fields.msgid,
    direction: receiver ? 'outgoing' : 'incoming',
    sender,
    receiver,
    at: fields.msec_timestamp,
    storedAt: sandbox.clock.now(),
    content: fields.message,
    notified: receiver === null && !(fields.silent ?? false),
    status: null,
    journalSeq: request.seq,
  });
  sandbox.changes.emit('kommo');
  return { ...answer(request, message), stored: true };
}

/** The sender rule (kommo-chat-api.md §15.1 step 7): with a receiver the sender must be a known user or the bot. */
function checkPeople(request: ScopedRequest, fields: NewMessage): Named | null {
  const { sandbox, connection } = request;
  if (!fields.receiver) {
    checkCustomer(sandbox.kommo, connection, 'sender', fields.sender);
    return null;
  }
  const author = findStaff(connection, fields.sender.ref_id);
  if (!author) refuse('sender', 'user not found');
  checkCustomer(sandbox.kommo, connection, 'receiver', fields.receiver);
  return author;
}

/** Whether this customer may be in this chat (kommo-chat-api.md §12.1). */
function checkPlace(request: ScopedRequest, fields: NewMessage): void {
  const { sandbox, connection } = request;
  if (sandbox.assumptions.is('other-person-in-chat', 'accept')) return;
  const given = fields.receiver ?? fields.sender;
  const { customer } = findChat(request, fields) ?? {};
  const same =
    customer?.id === given.ref_id || customer === sandbox.kommo.participantByClient(connection.scopeId, given.id);
  if (customer && !same) refuse(fields.receiver ? 'receiver' : 'sender', 'another customer is in this chat');
}

/** Chats and messages that are named must be there. */
function checkReferences(request: ScopedRequest, fields: NewMessage): void {
  const { sandbox, connection } = request;
  const chat = findChat(request, fields);
  if (fields.conversation_ref_id !== undefined && !chat) refuse('conversation_ref_id', 'chat not found');
  if (sandbox.assumptions.is('unknown-quote', 'ignore')) return;
  const find = (quote: { id?: string | undefined; msgid?: string | undefined }): Message | undefined =>
    (quote.id === undefined ? undefined : sandbox.kommo.messages.get(quote.id)) ??
    (quote.msgid === undefined ? undefined : sandbox.kommo.messageByClient(connection.scopeId, quote.msgid));

  const quote = fields.reply_to?.message;
  const byId = (embedded: { id?: string | undefined; msgid?: string | undefined } | undefined): boolean =>
    embedded?.id !== undefined || embedded?.msgid !== undefined;
  if (quote && byId(quote) && (!chat || find(quote)?.chat !== chat)) refuse('reply_to.message', 'message not found');
  const forwarded = fields.forwards?.messages[0];
  if (forwarded && byId(forwarded) && find(forwarded)?.chat.scopeId !== connection.scopeId) {
    refuse('forwards.messages.0', 'message not found');
  }
}

/** `conversation_ref_id` wins over `conversation_id` (kommo-chat-api.md §12.1). */
function findChat(request: ScopedRequest, fields: NewMessage): Chat | undefined {
  const { sandbox, connection } = request;
  if (fields.conversation_ref_id === undefined) {
    return sandbox.kommo.chatByClient(connection.scopeId, fields.conversation_id);
  }
  const chat = sandbox.kommo.chats.get(fields.conversation_ref_id);
  return chat?.scopeId === connection.scopeId ? chat : undefined;
}

/** The same `msgid` again stores nothing (kommo-chat-api.md §9.7). */
function repeat(request: ScopedRequest, first: Message): Outcome {
  if (request.sandbox.assumptions.is('repeated-msgid', 'refuse-400')) refuse('msgid', 'already exists');
  return { ...answer(request, first), stored: false, repeats: first.journalSeq };
}

/** kommo-chat-api.md §9.6: here `msgid` is amojo's id and `ref_id` the integration's. */
export function answer(request: ScopedRequest, message: Message): Outcome {
  const ids = { msgid: message.id, ref_id: message.clientId };
  const full = {
    conversation_id: message.chat.id,
    sender_id: message.sender.id,
    ...(message.receiver ? { receiver_id: message.receiver.id } : {}),
    ...ids,
  };
  return {
    status: 200,
    chat: message.chat.id,
    messageId: message.id,
    clientMessageId: message.clientId,
    body: { new_message: request.sandbox.assumptions.is('response-ids', 'full') ? full : ids },
  };
}
