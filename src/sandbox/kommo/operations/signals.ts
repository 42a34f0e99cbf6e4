import type { Outcome } from '../../exchange';
import { answers, refuse, Refusal } from '../answers';
import { check, reaction as reactionFields, typing as typingFields } from '../fields';
import { done, type ScopedRequest } from './operation';

/** The customer types; nothing is kept (kommo-chat-api.md §10.3). */
export function typing(request: ScopedRequest): Outcome {
  const fields = check(typingFields, request.body);
  const chat = request.sandbox.kommo.chatByClient(request.connection.scopeId, fields.conversation_id);
  if (!chat) refuse('conversation_id', 'chat not found');
  return { status: 204, stored: true, chat: chat.id };
}

/** Sets or takes back one person's reaction (kommo-chat-api.md §10.4). */
export function react(request: ScopedRequest): Outcome {
  const { sandbox, connection } = request;
  const fields = check(reactionFields, request.body);
  const message =
    (fields.id === undefined ? undefined : sandbox.kommo.messages.get(fields.id)) ??
    (fields.msgid === undefined ? undefined : sandbox.kommo.messageByClient(connection.scopeId, fields.msgid));
  const inChat =
    message?.chat.scopeId === connection.scopeId &&
    (message.chat.id === fields.conversation_ref_id || message.chat.clientId === fields.conversation_id);
  if (!message || !inChat) throw new Refusal(answers.messageNotFound());
  const person = fields.user.ref_id ?? fields.user.id ?? '';
  if (fields.type === 'react') message.reactions.set(person, fields.emoji ?? '');
  else message.reactions.delete(person);
  sandbox.changes.emit('kommo');
  return done(request, {
    stored: true,
    chat: message.chat.id,
    messageId: message.id,
    clientMessageId: message.clientId,
  });
}
