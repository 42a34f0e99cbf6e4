import type { Outcome } from '../../exchange';
import { answers, refuse, Refusal } from '../answers';
import { fieldsOf } from '../fields/fields';
import { findCustomer, findStaff } from '../people';
import type { Chat, Named } from '../records';
import { done, readFields, type ScopedRequest } from './operation';

const TYPING_MS = 5000;

/** The customer types: the inbox shows it until the time is over (kommo-chat-api.md §10.3). */
export function typing(request: ScopedRequest): Outcome {
  const { sandbox, connection } = request;
  const fields = readFields(request, fieldsOf(sandbox.assumptions).typing, request.body);
  const chat = sandbox.kommo.chatByClient(connection.scopeId, fields.conversation_id);
  if (!chat) refuse('conversation_id', 'chat not found');
  if (!sandbox.kommo.participantByClient(connection.scopeId, fields.sender.id)) refuse('sender', 'user not found');
  const shows = chat.typingSeen || sandbox.assumptions.is('typing-first-call', 'shows');
  chat.typingSeen = true;
  if (shows) {
    chat.typingUntil = sandbox.clock.now() + (fields.duration_ms ?? TYPING_MS);
    sandbox.changes.emit('kommo');
  }
  return { status: 204, stored: shows, chat: chat.id };
}

/** Sets or takes back one person's reaction; each person has one at most (kommo-chat-api.md §10.4). */
export function react(request: ScopedRequest): Outcome {
  const { sandbox, connection } = request;
  const fields = readFields(request, fieldsOf(sandbox.assumptions).reaction, request.body);
  const chat = findChat(request, fields);
  const message =
    fields.id === undefined
      ? sandbox.kommo.messageByClient(connection.scopeId, fields.msgid ?? '', chat)
      : sandbox.kommo.messages.get(fields.id);
  if (!message || message.chat !== chat) throw new Refusal(answers.messageNotFound());
  const person = findPerson(request, fields.user);
  const { reactions: allowed } = connection.channel;
  if (fields.emoji !== undefined && allowed !== 'all' && !allowed.includes(fields.emoji)) {
    refuse('emoji', 'not among the reactions of the channel');
  }
  const before = message.reactions.get(person.id);
  if (fields.type === 'unreact') message.reactions.delete(person.id);
  else if (fields.emoji !== undefined) message.reactions.set(person.id, { emoji: fields.emoji, by: person.name });
  sandbox.changes.emit('kommo');
  return done(request, {
    stored: message.reactions.get(person.id)?.emoji !== before?.emoji,
    chat: message.chat.id,
    messageId: message.id,
    clientMessageId: message.clientId,
  });
}

interface Where {
  readonly conversation_id?: string | undefined;
  readonly conversation_ref_id?: string | undefined;
}

function findChat({ sandbox, connection }: ScopedRequest, where: Where): Chat | undefined {
  const { conversation_ref_id: refId, conversation_id: ownId } = where;
  const chat =
    refId === undefined ? sandbox.kommo.chatByClient(connection.scopeId, ownId ?? '') : sandbox.kommo.chats.get(refId);
  return chat?.scopeId === connection.scopeId ? chat : undefined;
}

interface Who {
  readonly id?: string | undefined;
  readonly ref_id?: string | undefined;
}

/** A customer by either id; a manager by `ref_id`, which has the say. */
function findPerson({ sandbox, connection }: ScopedRequest, { id, ref_id }: Who): Named {
  const { kommo, assumptions } = sandbox;
  const known =
    ref_id === undefined
      ? kommo.participantByClient(connection.scopeId, id ?? '')
      : (findStaff(connection, ref_id) ?? findCustomer(kommo, connection.scopeId, ref_id));
  if (known) return known;
  if (assumptions.is('reaction-unknown-user', 'refuse-400')) refuse('user', 'user not found');
  const given = ref_id ?? id ?? '';
  return { id: given, name: given };
}
