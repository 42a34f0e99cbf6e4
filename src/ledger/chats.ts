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
import type { Move } from './acceptable';
import { RESTRICTION, restrictionOf, type RestrictionRow, type ToldRestriction } from './restrictions';
import { SEALED_CREDENTIALS, type SealedCredentials } from './sealed-credentials';

/** Nobody's address changes more often while a message is on its way. */
const MOST_MOVES = 8;

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

/** In which country numbers of a chat's people are meant that are written without one. */
export async function numberingOf(
  db: pg.Pool,
  chatId: ChatId,
): Promise<{ readonly sourceAddress: string | null; readonly country: string | null }> {
  const { rows } = await db.query<{ sourceAddress: string | null; country: string | null }>(
    `select sources.address as "sourceAddress", accounts.country
     from chats join sources on sources.id = chats.source_id join accounts on accounts.id = chats.account_id
     where chats.id = $1`,
    [chatId],
  );
  return rows[0] ?? { sourceAddress: null, country: null };
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
 * @param customer what the customer is called from now on, where that is not the address
 * @returns whether the chat has the new address.
 */
export async function moveChat(
  db: pg.Pool,
  chat: { readonly id: ChatId } | { readonly sourceId: SourceId; readonly remoteId: string },
  to: string,
  {
    phone = 'keep-phone',
    customer = to,
  }: { readonly phone?: 'keep-phone' | 'forget-phone'; readonly customer?: string | undefined } = {},
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
       update participants set remote_id = $6, phone = case when $5 then null else participants.phone end
       from old join moved on moved.id = old.id
       where participants.id = old.customer_id and participants.remote_id = old.remote_id
         and not exists (select from participants other
                         where other.source_id = old.source_id and other.remote_id = $6)
     )
     insert into address_changes (account_id, chat_id, before, after)
     select old.account_id, old.id, coalesce(old.remote_id, ''), $4 from old join moved on moved.id = old.id`,
    [
      byId ? chat.id : null,
      byId ? null : chat.sourceId,
      byId ? null : chat.remoteId,
      to,
      phone === 'forget-phone',
      customer,
    ],
  );
  return rowCount === 1;
}

/**
 * A messenger tells that an address is another now: its chat moves there, and what comes late from the old address will find it.
 * @returns what came of it; `repeated`: it was told before, and by now the address may be somebody else's
 */
export async function followMove(
  db: pg.Pool,
  { accountId, sourceId, chatRemoteId, to, dedupeKey }: Move,
): Promise<'moved' | 'no-chat' | 'repeated'> {
  const { rowCount } = await db.query('select from events where dedupe_key = $1', [dedupeKey]);
  if (rowCount !== 0) return 'repeated';
  await db.query(
    `insert into address_moves (account_id, source_id, before, after, told_at)
     values ($1, $2, $3, $4, extract(epoch from clock_timestamp()) * 1000)
     on conflict (source_id, before) do update set after = excluded.after, told_at = excluded.told_at
     where address_moves.after <> excluded.after`,
    [accountId, sourceId, chatRemoteId, to],
  );
  // The number belonged to the address that is no more.
  return (await moveChat(db, { sourceId, remoteId: chatRemoteId }, to, { phone: 'forget-phone' }))
    ? 'moved'
    : 'no-chat';
}

/** An address at a source, and when something was written from it, milliseconds since 1970. */
export interface WrittenFrom {
  readonly sourceId: SourceId;
  readonly remoteId: string;
  readonly at: number;
}

/**
 * Where those are now who wrote from addresses that no chat has, as far as the messenger told of a move since.
 * @returns by `sourceId/remoteId` of the old address
 */
export async function movedSince(db: pg.Pool, asked: readonly WrittenFrom[]): Promise<ReadonlyMap<string, string>> {
  if (asked.length === 0) return new Map();
  const { rows } = await db.query<{ source_id: string; remote_id: string; after: string }>(
    `select asked.source_id, asked.remote_id, moved.after
     from unnest($1::uuid[], $2::text[], $3::bigint[]) as asked(source_id, remote_id, at)
     join lateral (
       with recursive hop as (
         select after, told_at, 1 as n from address_moves
         where source_id = asked.source_id and before = asked.remote_id and told_at >= asked.at
         union all
         select next.after, next.told_at, hop.n + 1 from hop
         join address_moves next on next.source_id = asked.source_id and next.before = hop.after
                                and next.told_at >= hop.told_at
         where hop.n < ${MOST_MOVES}
       )
       select after from hop order by n desc limit 1
     ) moved on true
     where not exists (select from chats where chats.source_id = asked.source_id and chats.remote_id = asked.remote_id)`,
    [asked.map(({ sourceId }) => sourceId), asked.map(({ remoteId }) => remoteId), asked.map(({ at }) => at)],
  );
  return new Map(rows.map((row) => [`${row.source_id}/${row.remote_id}`, row.after]));
}

/** The connection that a chat goes through; the credentials are sealed. */
export interface ChatConnection extends SealedCredentials {
  readonly accountId: AccountId;
  readonly id: ConnectionId;
  readonly sourceId: SourceId;
  /** What the messenger forbids the source, as it was told. */
  readonly restriction: ToldRestriction | null;
  readonly messenger: MessengerKind;
}

export async function chatConnection(db: pg.Pool, chatId: ChatId): Promise<ChatConnection | undefined> {
  const { rows } = await db.query<
    RestrictionRow & {
      account_id: number;
      id: string;
      source_id: string;
      messenger: MessengerKind;
      credentials: string;
      sealed_as: string;
    }
  >(
    `select chats.account_id, connections.id, chats.source_id, connections.messenger, ${SEALED_CREDENTIALS}, ${RESTRICTION}
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
    restriction: restrictionOf(row),
    messenger,
    credentials,
    sealedAs,
  };
}
