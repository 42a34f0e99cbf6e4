import { refuse } from '../answers';
import type { EmbeddedFields } from '../fields/content';
import type { NewMessage } from '../fields/messages';
import { findStaff } from '../people';
import type { Chat, Message, Quoted } from '../records';
import type { ScopedRequest } from './operation';

/** What a message quotes: one of the same chat (kommo-chat-api.md §9.5). */
export function findQuote(request: ScopedRequest, fields: NewMessage, chat: Chat | undefined): Quoted | null {
  const embedded = fields.reply_to?.message;
  if (!embedded) return null;
  if (!named(embedded)) return drawn(request, embedded);
  const message = find(request, embedded, chat);
  if (message && message.chat === chat) return quoteOf(message);
  return missing(request, 'reply_to.message');
}

/** What a message passes on: one of any chat of the integration (kommo-chat-api.md §9.5). */
export function findForward(request: ScopedRequest, fields: NewMessage): Quoted | null {
  const embedded = fields.forwards?.messages[0];
  if (!embedded) return null;
  if (!named(embedded)) return drawn(request, embedded);
  const { kommo } = request.sandbox;
  const { scopeId } = request.connection;
  const { conversation_ref_id, conversation_id } = fields.forwards ?? {};
  const origin =
    (conversation_ref_id === undefined ? undefined : kommo.chats.get(conversation_ref_id)) ??
    (conversation_id === undefined ? undefined : kommo.chatByClient(scopeId, conversation_id));
  const message = find(request, embedded, origin);
  if (message?.chat.scopeId === scopeId) return quoteOf(message);
  return missing(request, 'forwards.messages.0');
}

export function quoteOf(message: Message): Quoted {
  return { message, author: message.sender.name, text: message.content.text ?? '' };
}

function named(embedded: EmbeddedFields): boolean {
  return embedded.id !== undefined || embedded.msgid !== undefined;
}

function find({ sandbox, connection }: ScopedRequest, embedded: EmbeddedFields, chat: Chat | undefined) {
  const { id, msgid } = embedded;
  return (
    (id === undefined ? undefined : sandbox.kommo.messages.get(id)) ??
    (msgid === undefined ? undefined : sandbox.kommo.messageByClient(connection.scopeId, msgid, chat))
  );
}

function missing(request: ScopedRequest, field: string): null {
  if (request.sandbox.assumptions.is('unknown-quote', 'refuse-400')) refuse(field, 'message not found');
  request.warnings.push(`${field}: message not found`);
  return null;
}

function drawn({ sandbox, connection }: ScopedRequest, { sender, text }: EmbeddedFields): Quoted {
  const { id, ref_id, name } = sender ?? {};
  const known =
    findStaff(connection, ref_id) ??
    (ref_id === undefined ? undefined : sandbox.kommo.participants.get(ref_id)) ??
    (id === undefined ? undefined : sandbox.kommo.participantByClient(connection.scopeId, id));
  return { message: null, author: name ?? known?.name ?? '', text: text ?? '' };
}
