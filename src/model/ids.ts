/**
 * Branded ids: the compiler refuses a chat id where a message id is meant.
 * A value gets its brand where it enters (a row, a parsed request), by a cast of the brand's own function.
 */
declare const brand: unique symbol;
type Branded<Base, Name extends string> = Base & { readonly [brand]: Name };

/** Numeric id of a Kommo account, as the CRM API and the search attribute `KommoAccountId` show it. */
export type AccountId = Branded<number, 'AccountId'>;
/** Ours, a UUID: a Kommo integration with its one channel. */
export type IntegrationId = Branded<string, 'IntegrationId'>;
/** `{channel_id}_{account amojo id}`: a channel connected to an account (kommo-chat-api.md §2). */
export type ScopeId = Branded<string, 'ScopeId'>;
export type ConnectionId = Branded<string, 'ConnectionId'>;
export type SourceId = Branded<string, 'SourceId'>;
/** Ours, a UUID; goes to Kommo as part of `conversation_id`. */
export type ChatId = Branded<string, 'ChatId'>;
/** Ours, a UUID; goes to Kommo as `msgid`. */
export type MessageId = Branded<string, 'MessageId'>;
export type DeliveryId = Branded<string, 'DeliveryId'>;
export type ParticipantId = Branded<string, 'ParticipantId'>;
/** A file of ours, a UUID. */
export type MediaId = Branded<string, 'MediaId'>;
/** Ours, a UUID: one handing-in of old conversations. */
export type ImportId = Branded<string, 'ImportId'>;

export const asAccountId = (value: number): AccountId => value as AccountId;
export const asIntegrationId = (value: string): IntegrationId => value as IntegrationId;
export const asScopeId = (value: string): ScopeId => value as ScopeId;
export const asConnectionId = (value: string): ConnectionId => value as ConnectionId;
export const asSourceId = (value: string): SourceId => value as SourceId;
export const asChatId = (value: string): ChatId => value as ChatId;
export const asMessageId = (value: string): MessageId => value as MessageId;
export const asDeliveryId = (value: string): DeliveryId => value as DeliveryId;
export const asParticipantId = (value: string): ParticipantId => value as ParticipantId;
export const asMediaId = (value: string): MediaId => value as MediaId;
export const asImportId = (value: string): ImportId => value as ImportId;
