import { randomUUID } from 'node:crypto';
import type { Assumptions } from '../../assumptions';
import type { Outcome } from '../../exchange';
import { fieldsOf } from '../fields/fields';
import { describePerson, resolveCustomer } from '../people';
import type { Participant } from '../records';
import { readFields, type ScopedRequest } from './operation';

/** Makes a chat, or answers with the one there is (kommo-chat-api.md §8.1). */
export function createChat(request: ScopedRequest): Outcome {
  const { sandbox, connection } = request;
  const { scopeId } = connection;
  const fields = readFields(request, fieldsOf(sandbox.assumptions).createChat, request.body);
  const { user } = fields;
  const person = resolveCustomer(sandbox.kommo, scopeId, { ...user, id: user.id ?? randomUUID() });
  sandbox.fetcher.fetchAvatar(person);
  const existing = sandbox.kommo.chatByClient(scopeId, fields.conversation_id);
  const chat = existing ?? sandbox.kommo.addChat(scopeId, fields.conversation_id, person);
  if (fields.source) chat.sourceExternalId = fields.source.external_id;
  sandbox.changes.emit('kommo');
  return {
    status: 200,
    stored: !existing,
    chat: chat.id,
    body: { id: chat.id, user: describeUser(person, sandbox.assumptions) },
  };
}

function describeUser(person: Participant, assumptions: Assumptions): object {
  const { phone, email, ...rest } = describePerson(person, assumptions);
  const contact = { ...(phone === undefined ? {} : { phone }), ...(email === undefined ? {} : { email }) };
  return assumptions.is('create-chat-contact', 'flat') ? { ...rest, ...contact } : { ...rest, profile: contact };
}
