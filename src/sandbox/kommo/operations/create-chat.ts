import { randomUUID } from 'node:crypto';
import type { Outcome } from '../../exchange';
import { check, createChat as strictFields, createChatLeniently, type CreateChat } from '../fields';
import { describePerson, resolveCustomer } from '../people';
import type { ScopedRequest } from './operation';

/** Makes a chat, or answers with the one there is (kommo-chat-api.md §8.1). */
export function createChat(request: ScopedRequest): Outcome {
  const { sandbox, connection } = request;
  const { scopeId } = connection;
  const lenient = sandbox.assumptions.is('create-chat-user', 'lenient');
  const fields: CreateChat = lenient ? check(createChatLeniently, request.body) : check(strictFields, request.body);
  const { avatar, profile } = fields.user;
  const person = resolveCustomer(sandbox.kommo, scopeId, {
    id: fields.user.id ?? randomUUID(),
    name: fields.user.name ?? '',
    avatar,
    profile,
  });
  const existing = sandbox.kommo.chatByClient(scopeId, fields.conversation_id);
  const chat = existing ?? sandbox.kommo.addChat(scopeId, fields.conversation_id, person);
  if (fields.source) chat.sourceExternalId = fields.source.external_id;
  sandbox.changes.emit('kommo');
  return {
    status: 200,
    stored: !existing,
    chat: chat.id,
    body: { id: chat.id, user: describePerson(person) },
  };
}
