import type { Assumptions } from '../assumptions';
import { refuse } from './answers';
import type { ParticipantFields } from './fields/parts';
import type { Connection, Named, Participant } from './records';
import type { KommoState } from './state';

/** A Kommo user of the account, or the channel's bot. */
export function findStaff(connection: Connection, refId: string | undefined): Named | undefined {
  if (connection.channel.bot.id === refId) return connection.channel.bot;
  return connection.account.users.find((user) => user.id === refId);
}

/** Refuses a `ref_id` that is no customer of this scope (kommo-chat-api.md §5, §12.1). */
export function checkCustomer(
  state: KommoState,
  connection: Connection,
  field: 'sender' | 'receiver',
  given: ParticipantFields,
): void {
  if (given.ref_id === undefined) return;
  if (field === 'sender' && findStaff(connection, given.ref_id)) refuse('receiver', 'required for an outgoing message');
  if (!findCustomer(state, connection.scopeId, given.ref_id)) refuse(field, 'user not found');
}

/** A customer of this scope by amojo's id. */
export function findCustomer(state: KommoState, scopeId: string, id: string | undefined): Participant | undefined {
  const person = id === undefined ? undefined : state.participants.get(id);
  return person?.scopeId === scopeId ? person : undefined;
}

interface Given {
  readonly id: string;
  readonly ref_id?: string | undefined;
  readonly name?: string | undefined;
  readonly avatar?: string | undefined;
  readonly profile?: { readonly phone?: string | undefined; readonly email?: string | undefined } | undefined;
}

/**
 * The customer meant, made when new; `id` with `ref_id` binds the own id to the known one (kommo-chat-api.md §12.1). An own
 * id that is somebody else's stays with that person.
 */
export function resolveCustomer(state: KommoState, scopeId: string, given: Given, binds = true): Participant {
  const known = findCustomer(state, scopeId, given.ref_id);
  const own = state.participantByClient(scopeId, given.id);
  if (binds && known?.clientId === null && !own) state.bindParticipant(known, given.id);
  const person = known ?? own ?? state.addParticipant(scopeId, given.id, given.name ?? '');
  if (person.name === '') person.name = given.name ?? '';
  person.avatar ??= given.avatar ?? null;
  person.phone ??= given.profile?.phone ?? null;
  person.email ??= given.profile?.email ?? null;
  return person;
}

/** A participant as answers, hooks and the history show it; empty values are left out. */
export function describePerson(person: Participant | Named, assumptions: Assumptions): Record<string, string> {
  if (!('scopeId' in person)) return { id: person.id, name: person.name };
  const { clientId, avatar, phone, email } = person;
  return {
    id: person.id,
    ...(clientId === null ? {} : { client_id: clientId }),
    name: person.name,
    ...(avatar === null ? {} : { avatar }),
    ...(phone === null ? {} : { phone: shownPhone(phone, assumptions) }),
    ...(email === null ? {} : { email }),
  };
}

/** Without the leading plus (kommo-chat-api.md §8.1). */
export function shownPhone(phone: string, assumptions: Assumptions): string {
  return assumptions.is('phone-plus', 'dropped') ? phone.replace(/^\+/, '') : phone;
}
