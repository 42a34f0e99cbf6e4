import type { ChatId, ParticipantId } from './ids';
import type { MessengerKind } from './messenger-kind';

/** Our ids as Kommo knows them, with the messenger in front (kommo-chat-api.md §12.1 advises a prefix). */
export const conversationIdOf = (messenger: MessengerKind, chatId: ChatId): string => `${messenger}-${chatId}`;
export const participantIdOf = (messenger: MessengerKind, id: ParticipantId): string => `${messenger}-${id}`;

/** The chat inside a `conversation.client_id`; null when it is not one of ours. */
export function chatIdFrom(conversationId: string | undefined): string | null {
  const id = conversationId?.slice(conversationId.indexOf('-') + 1) ?? '';
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id) ? id : null;
}
