import type pg from 'pg';
import {
  asAccountId,
  asConnectionId,
  asScopeId,
  asSourceId,
  type AccountId,
  type ChatId,
  type ConnectionId,
  type ScopeId,
  type SourceId,
} from '../model/ids';
import type { MessengerKind } from '../model/messenger-kind';
import type { Language } from '../model/words';
import { SEALED_CREDENTIALS, type SealedCredentials } from './sealed-credentials';

/** The channel a chat belongs to; the secret is sealed. */
export interface ChatChannel {
  readonly scopeId: ScopeId;
  readonly id: string;
  readonly secret: string;
  readonly origin: string;
  readonly integrationId: string;
  /** Of the account's managers. */
  readonly language: Language;
}

export async function chatChannel(db: pg.Pool, chatId: ChatId): Promise<ChatChannel | undefined> {
  const { rows } = await db.query<{
    scope_id: string;
    channel_id: string;
    channel_secret: string;
    chat_api_origin: string;
    integration_id: string;
    language: Language;
  }>(
    `select scopes.id as scope_id, integrations.channel_id, integrations.channel_secret, integrations.chat_api_origin,
            integrations.id as integration_id, coalesce(accounts.language, 'en') as language
     from chats
     join accounts on accounts.id = chats.account_id
     join scopes on scopes.id = chats.scope_id
     join integrations on integrations.id = scopes.integration_id
     where chats.id = $1`,
    [chatId],
  );
  const row = rows[0];
  if (row === undefined) return undefined;
  return {
    scopeId: asScopeId(row.scope_id),
    id: row.channel_id,
    secret: row.channel_secret,
    origin: row.chat_api_origin,
    integrationId: row.integration_id,
    language: row.language,
  };
}

/**
 * What it takes to start a chat's conversation; undefined when there is no such chat.
 * @param only this account's; null: of any.
 */
export async function findStartableChat(
  db: pg.Pool,
  chatId: ChatId,
  only: AccountId | null,
): Promise<{ chatId: ChatId; accountId: number; sourceId: string; messenger: MessengerKind } | undefined> {
  const { rows } = await db.query<{ account_id: number; source_id: string; messenger: MessengerKind }>(
    `select chats.account_id, chats.source_id, sources.messenger
     from chats join sources on sources.id = chats.source_id
     where chats.id = $1 and ($2::bigint is null or chats.account_id = $2)`,
    [chatId, only],
  );
  const row = rows[0];
  return row && { chatId, accountId: row.account_id, sourceId: row.source_id, messenger: row.messenger };
}

/**
 * Gives a chat the address that its messenger says it has now, and writes down that it did (promise P5). Where another
 * chat has that address already, nothing changes: two people's messages must not meet.
 * @param phone whether the number that the customer was known by is still theirs
 * @returns whether the chat has the new address.
 */
export async function moveChat(
  db: pg.Pool,
  chat: { readonly id: ChatId } | { readonly sourceId: SourceId; readonly remoteId: string },
  to: string,
  phone: 'keep-phone' | 'forget-phone' = 'keep-phone',
): Promise<boolean> {
  const byId = 'id' in chat;
  const { rowCount } = await db.query(
    `with old as (
       select id, account_id, source_id, remote_id, customer_id from chats
       where case when $1::uuid is null then source_id = $2 and remote_id = $3 else id = $1 end
       for no key update
     ), moved as (
       update chats set remote_id = $4
       from old
       where chats.id = old.id and old.remote_id is distinct from $4
         and not exists (select from chats other where other.source_id = old.source_id and other.remote_id = $4)
       returning chats.id
     ), person as (
       -- where the chat is one person's, that person has the new address too
       update participants set remote_id = $4, phone = case when $5 then null else participants.phone end
       from old join moved on moved.id = old.id
       where participants.id = old.customer_id and participants.remote_id = old.remote_id
         and not exists (select from participants other
                         where other.source_id = old.source_id and other.remote_id = $4)
     )
     insert into address_changes (account_id, chat_id, before, after)
     select old.account_id, old.id, coalesce(old.remote_id, ''), $4 from old join moved on moved.id = old.id`,
    [byId ? chat.id : null, byId ? null : chat.sourceId, byId ? null : chat.remoteId, to, phone === 'forget-phone'],
  );
  return rowCount === 1;
}

/** The connection that a chat goes through; the credentials are sealed. */
export interface ChatConnection extends SealedCredentials {
  readonly accountId: AccountId;
  readonly id: ConnectionId;
  readonly sourceId: SourceId;
  readonly messenger: MessengerKind;
}

export async function chatConnection(db: pg.Pool, chatId: ChatId): Promise<ChatConnection | undefined> {
  const { rows } = await db.query<{
    account_id: number;
    id: string;
    source_id: string;
    messenger: MessengerKind;
    credentials: string;
    sealed_as: string;
  }>(
    `select chats.account_id, connections.id, chats.source_id, connections.messenger, ${SEALED_CREDENTIALS}
     from chats
     join sources on sources.id = chats.source_id
     join connections on connections.id = sources.connection_id
     where chats.id = $1`,
    [chatId],
  );
  const row = rows[0];
  if (row === undefined) return undefined;
  const { messenger, credentials, sealed_as: sealedAs } = row;
  return {
    accountId: asAccountId(row.account_id),
    id: asConnectionId(row.id),
    sourceId: asSourceId(row.source_id),
    messenger,
    credentials,
    sealedAs,
  };
}
