import type pg from 'pg';
import type { AccountId, ScopeId } from '../model/ids';
import { isAccepted, keyOfKommoMessageSql } from './missing';
import type { Round } from './reconciliations';

/** A message of a manager or a bot, as a webhook of the account tells of it (kommo-platform.md §9.2). */
export interface ToldOutgoing {
  /** amojo's. */
  readonly kommoId: string;
  readonly kommoChatId: string;
  /** The CRM's id of the source; null where it tells none. */
  readonly sourceId: number | null;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** After so long nobody can do anything about it, and comparisons do not go back any further. */
const KEPT_FOR = "interval '7 days'";

/** A chat of ours is named by Kommo in one of two ways, and one that we do not know by its source. */
const SCOPE_OF = `coalesce(
  (select chats.scope_id from chats where chats.kommo_id = told.kommo_chat and chats.account_id = $1 limit 1),
  (select alias.scope_id from chat_aliases alias join scopes on scopes.id = alias.scope_id
   where alias.kommo_id = told.kommo_chat and scopes.account_id = $1 limit 1),
  (select sources.scope_id from sources join scopes on scopes.id = sources.scope_id
   where sources.account_id = $1 and sources.kommo_source_id = told.source_id and sources.removed_at is null
     and scopes.removed_at is null limit 1))`;

const IS_ACCEPTED = isAccepted(
  keyOfKommoMessageSql('told.scope_id', 'told.kommo_id'),
  'told.kommo_id',
  'told.account_id',
);

/** Keeps what the ledger does not have. Of chats of other integrations nothing is kept. Safe to repeat. */
export async function noteToldOutgoing(
  db: pg.Pool,
  accountId: AccountId,
  outgoing: readonly ToldOutgoing[],
): Promise<void> {
  if (outgoing.length === 0) return;
  await db.query(
    `with named as (
       select told.*, ${SCOPE_OF} as scope_id
       from unnest($2::text[], $3::text[], $4::bigint[], $5::bigint[]) as told(kommo_id, kommo_chat, source_id, msec)
     )
     insert into told_outgoing (account_id, kommo_id, kommo_chat, scope_id, at)
     select $1, told.kommo_id, told.kommo_chat, told.scope_id, to_timestamp(told.msec / 1000.0)
     from (select *, $1::bigint as account_id from named) told
     where told.scope_id is not null and to_timestamp(told.msec / 1000.0) > now() - ${KEPT_FOR} and not ${IS_ACCEPTED}
     on conflict do nothing`,
    [
      accountId,
      outgoing.map(({ kommoId }) => kommoId),
      outgoing.map(({ kommoChatId }) => kommoChatId),
      outgoing.map(({ sourceId }) => sourceId),
      outgoing.map(({ at }) => at),
    ],
  );
}

/**
 * Has accounts compared of which a webhook has told something that did not come otherwise, and forgets what came.
 * @param mayComeMs so long it may still come by its own webhook
 */
export async function compareForToldOutgoing(db: pg.Pool, mayComeMs: number): Promise<void> {
  await db.query(
    `with due as (
       select * from told_outgoing
       where looked_for_at is null and told_at < now() - $1 * interval '1 millisecond'
       order by told_at limit 500 for update skip locked
     ), here as (
       delete from told_outgoing using due told
       where told_outgoing.account_id = told.account_id and told_outgoing.kommo_id = told.kommo_id and ${IS_ACCEPTED}
       returning told_outgoing.account_id, told_outgoing.kommo_id
     ), absent as (
       update told_outgoing set looked_for_at = now() from due
       where told_outgoing.account_id = due.account_id and told_outgoing.kommo_id = due.kommo_id
         and not exists (select from here where here.account_id = due.account_id and here.kommo_id = due.kommo_id)
       returning told_outgoing.scope_id
     )
     insert into reconciliations (scope_id, account_id, wanted_at)
     select id, account_id, clock_timestamp() from scopes
     where id in (select scope_id from absent) and removed_at is null
     on conflict (scope_id) do update set wanted_at = excluded.wanted_at`,
    [mayComeMs],
  );
}

/**
 * After all chats were compared, and what their histories had was accepted: what is left over is missing, for nobody has more of
 * it than that it was written. What is older than comparisons go back is forgotten.
 */
export async function settleToldOutgoing(
  db: pg.Pool,
  { scopeId, begunAt }: Pick<Round, 'scopeId' | 'begunAt'>,
  mayComeMs: number,
): Promise<void> {
  await db.query(
    `delete from told_outgoing told where scope_id = $1 and (at < now() - ${KEPT_FOR} or ${IS_ACCEPTED})`,
    [scopeId],
  );
  await db.query(
    `update told_outgoing set missing_since = now()
     where scope_id = $1 and missing_since is null and told_at < $2::timestamptz - $3 * interval '1 millisecond'`,
    [scopeId, new Date(begunAt), mayComeMs],
  );
}

/** A message that only a webhook of the account tells of. Times are ISO 8601. */
export interface MissingOutgoing {
  readonly kommoId: string;
  readonly kommoChatId: string;
  readonly scopeId: ScopeId;
  readonly writtenAt: string;
  readonly foundAt: string;
}

/** The newest of them. @param scopeId only of this installation; null: of the account */
export async function missingOutgoing(
  db: pg.Pool,
  accountId: AccountId,
  scopeId: ScopeId | null = null,
): Promise<readonly MissingOutgoing[]> {
  const { rows } = await db.query<{
    kommo_id: string;
    kommo_chat: string;
    scope_id: ScopeId;
    at: Date;
    missing_since: Date;
  }>(
    `select kommo_id, kommo_chat, scope_id, at, missing_since from told_outgoing
     where account_id = $1 and missing_since is not null and ($2::text is null or scope_id = $2)
     order by at desc limit 200`,
    [accountId, scopeId],
  );
  return rows.map((row) => ({
    kommoId: row.kommo_id,
    kommoChatId: row.kommo_chat,
    scopeId: row.scope_id,
    writtenAt: row.at.toISOString(),
    foundAt: row.missing_since.toISOString(),
  }));
}
