import { refuse } from './answers';
import type { ParticipantFields } from './fields';
import type { Connection, KommoState, Named, Participant } from './state';

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
  if (state.participants.get(given.ref_id)?.scopeId !== connection.scopeId) refuse(field, 'user not found');
}

/** The customer meant, made when new; `id` with `ref_id` binds the own id to the known one (kommo-chat-api.md §12.1). */
export function resolveCustomer(
  state: KommoState,
  scopeId: string,
  given: Omit<ParticipantFields, 'profile_link'>,
): Participant {
  const known = given.ref_id === undefined ? undefined : state.participants.get(given.ref_id);
  if (known?.clientId === null) state.bindParticipant(known, given.id);
  const person =
    known ?? state.participantByClient(scopeId, given.id) ?? state.addParticipant(scopeId, given.id, given.name);
  person.avatar ??= given.avatar ?? null;
  person.phone ??= given.profile?.phone ?? null;
  person.email ??= given.profile?.email ?? null;
  return person;
}

/** A participant as answers, hooks and the history show it; empty values are left out. */
export function describePerson(person: Participant | Named): Record<string, string> {
  if (!('scopeId' in person)) return { id: person.id, name: person.name };
  const { clientId, avatar, phone, email } = person;
  return {
    id: person.id,
    ...(clientId === null ? {} : { client_id: clientId }),
    name: person.name,
    ...(avatar === null ? {} : { avatar }),
    // Shown without the leading plus (kommo-chat-api.md §8.1).
    ...(phone === null ? {} : { phone: phone.replace(/^\+/, '') }),
    ...(email === null ? {} : { email }),
  };
}
