import type { Contact } from '../../platform/records';
import type { Sandbox } from '../../sandbox';
import type { Chat, Connection } from '../records';

export interface Addressee {
  readonly phone: string;
  readonly name?: string | undefined;
  /** In whose card the number stands; the chat is theirs. */
  readonly contact?: Contact | undefined;
  readonly sourceExternalId?: string | undefined;
}

/**
 * The chat that a manager begins by a phone number (kommo-chat-api.md §11.3): without ids of the integration until the
 * customer's first answer. The same number on the same source goes on in the same chat.
 */
export function chatByPhone(sandbox: Sandbox, { scopeId, account }: Connection, addressee: Addressee): Chat {
  const { kommo, platform } = sandbox;
  const { contact } = addressee;
  const begunBy = { phone: digits(addressee.phone), sourceExternalId: addressee.sourceExternalId ?? null };
  const begun = [...kommo.chats.values()].find(
    (chat) =>
      chat.scopeId === scopeId &&
      chat.begunBy?.phone === begunBy.phone &&
      chat.begunBy.sourceExternalId === begunBy.sourceExternalId,
  );
  if (begun) return begun;
  const customer = kommo.addParticipant(scopeId, null, addressee.name ?? contact?.name ?? '');
  customer.phone = addressee.phone;
  const chat = kommo.addChat(scopeId, null, customer, begunBy);
  if (contact !== undefined) {
    platform.site(account).chatLinks.push({ id: platform.nextId(), contactId: contact.id, chatId: chat.id });
  }
  sandbox.changes.emit('kommo');
  return chat;
}

function digits(phone: string): string {
  return phone.replace(/\D/g, '');
}
