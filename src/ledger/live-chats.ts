import type pg from 'pg';
import {
  asChatId,
  asConnectionId,
  asParticipantId,
  asScopeId,
  type ChatId,
  type ConnectionId,
  type ParticipantId,
  type ScopeId,
  type SourceId,
} from '../model/ids';
import type { MessengerKind } from '../model/messenger-kind';
import { chatIdFrom } from '../model/own-ids';
import { SEALED_CREDENTIALS, type SealedCredentials } from './sealed-credentials';

/** A chat as either side names it. */
export type LiveChatName =
  | { readonly scopeId: ScopeId; readonly chatKommoId: string; readonly chatClientId: string | null }
  | { readonly sourceId: SourceId; readonly chatRemoteId: string };

/** What it takes to show one side that the other types; secrets are sealed. */
export interface LiveChat {
  readonly chatId: ChatId;
  readonly scopeId: ScopeId;
  readonly remoteId: string | null;
  /** What it takes to write there beside the address; the driver's own. */
  readonly reference: string | null;
  readonly customerId: ParticipantId | null;
  /** The messenger's id of the newest message that came from it. */
  readonly lastInbound: string | null;
  readonly connection: SealedCredentials & { readonly id: ConnectionId; readonly messenger: MessengerKind };
  readonly channel: {
    readonly id: string;
    readonly secret: string;
    readonly origin: string;
    readonly integrationId: string;
  };
}

/** @returns undefined when there is no such chat. Kommo's names count within their scope only (promise P9). */
export async function findLiveChat(db: pg.Pool, name: LiveChatName): Promise<LiveChat | undefined> {
  const byKommo = 'scopeId' in name;
  const { rows } = await db.query<{
    id: string;
    scope_id: string;
    remote_id: string | null;
    reference: string | null;
    customer_id: string | null;
    connection_id: string;
    messenger: MessengerKind;
    credentials: string;
    sealed_as: string;
    last_inbound: string | null;
    channel_id: string;
    channel_secret: string;
    chat_api_origin: string;
    integration_id: string;
  }>(
    `select chats.id, chats.scope_id, chats.remote_id, chats.reference, chats.customer_id, connections.id as connection_id,
            connections.messenger, ${SEALED_CREDENTIALS}, integrations.channel_id, integrations.channel_secret,
            integrations.chat_api_origin, integrations.id as integration_id,
            (select messages.remote_id from messages
             where messages.chat_id = chats.id and messages.origin = 'messenger' and messages.remote_id is not null
             order by messages.written_at desc limit 1) as last_inbound
     from chats
     join sources on sources.id = chats.source_id
     join connections on connections.id = sources.connection_id
     join scopes on scopes.id = chats.scope_id
     join integrations on integrations.id = scopes.integration_id
     where ${
       byKommo
         ? `chats.scope_id = $1 and (chats.kommo_id = $2 or chats.id = $3
                or chats.id = (select chat_id from chat_aliases where scope_id = $1 and kommo_id = $2))`
         : 'chats.source_id = $1 and chats.remote_id = $2'
     }
     limit 1`,
    byKommo
      ? [name.scopeId, name.chatKommoId, chatIdFrom(name.chatClientId ?? undefined)]
      : [name.sourceId, name.chatRemoteId],
  );
  const row = rows[0];
  if (row === undefined) return undefined;
  return {
    chatId: asChatId(row.id),
    scopeId: asScopeId(row.scope_id),
    remoteId: row.remote_id,
    reference: row.reference,
    customerId: row.customer_id === null ? null : asParticipantId(row.customer_id),
    connection: {
      id: asConnectionId(row.connection_id),
      messenger: row.messenger,
      credentials: row.credentials,
      sealedAs: row.sealed_as,
    },
    lastInbound: row.last_inbound,
    channel: {
      id: row.channel_id,
      secret: row.channel_secret,
      origin: row.chat_api_origin,
      integrationId: row.integration_id,
    },
  };
}
