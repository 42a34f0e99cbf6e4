/**
 * amojo's own ids. In answers and webhooks they stand where requests carry ours, under the same names
 * (kommo-chat-api.md §2, §9.6), so the compiler keeps the two apart.
 */
declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

/** amojo's id of a chat: `conversation_ref_id`, the CRM's `chat_id`. */
export type AmojoChatId = Branded<'AmojoChatId'>;
/** amojo's id of a message: `message.id` in webhooks, `msgid` in answers. */
export type AmojoMessageId = Branded<'AmojoMessageId'>;
/** amojo's id of a customer, a Kommo user or a channel's bot: `ref_id` in requests. */
export type AmojoParticipantId = Branded<'AmojoParticipantId'>;

export const asAmojoChatId = (value: string): AmojoChatId => value as AmojoChatId;
export const asAmojoMessageId = (value: string): AmojoMessageId => value as AmojoMessageId;
export const asAmojoParticipantId = (value: string): AmojoParticipantId => value as AmojoParticipantId;
