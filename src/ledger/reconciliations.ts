import type pg from 'pg';
import {
  asChatId,
  asScopeId,
  asSourceId,
  type AccountId,
  type ChatId,
  type ScopeId,
  type SourceId,
} from '../model/ids';
import type { MessengerKind } from '../model/messenger-kind';
import type { Words } from '../model/words';
import { keptSaid } from './acceptable-text';
import type { GrantKey } from './grants';

/** One comparison of a whole account with Kommo's history; it may be interrupted and gone on with. Times: ms since 1970. */
export interface Round {
  readonly scopeId: ScopeId;
  readonly accountId: AccountId;
  /** By the ledger's clock. */
  readonly begunAt: number;
  /** What was said since then is compared. */
  readonly from: number;
  /** When webhooks could not be accepted, of the time that is compared. */
  readonly outages: readonly Outage[];
  /** An outage that no round has dealt with yet: then chats that rest are looked at, too. */
  readonly afterOutage: boolean;
}

export interface Outage {
  readonly began: number;
  readonly ended: number;
}

/** What Kommo takes may show up in its history some seconds later, so a younger outage is looked at once more. */
export const HISTORY_IS_COMPLETE_AFTER_MS = 20_000;
const COMPLETE_AFTER = `${String(HISTORY_IS_COMPLETE_AFTER_MS)} * interval '1 millisecond'`;
/** A day, and what a daily round may be late. */
const LOOKS_BACK = "interval '25 hours'";
const LOOKS_BACK_AT_MOST = "interval '7 days'";
/** After an outage also chats that rest are looked at, for a manager may have written in any; which ones, by what was last. */
const RESTS_AT_MOST = "interval '90 days'";

/** Has an account compared soon. */
export async function wantRound(db: pg.Pool, { integrationId, accountId }: GrantKey): Promise<void> {
  await db.query(
    `insert into reconciliations (scope_id, account_id, wanted_at)
     select id, account_id, clock_timestamp() from scopes
     where integration_id = $1 and account_id = $2 and removed_at is null
     on conflict (scope_id) do update set wanted_at = excluded.wanted_at`,
    [integrationId, accountId],
  );
}

/**
 * Begins a round, or goes on with the one that is under way.
 * @returns undefined where the integration is not installed
 */
export async function beginRound(db: pg.Pool, { integrationId, accountId }: GrantKey): Promise<Round | undefined> {
  const { rows } = await db.query<{
    scope_id: string;
    begun_at: Date;
    compared_from: Date;
    outages_until: Date | null;
  }>(
    `with moment as materialized (
       select clock_timestamp() as at
     ), scope as (
       select id, account_id, connected_at from scopes
       where integration_id = $1 and account_id = $2 and removed_at is null and connected_at is not null
     ), since as (
       select least(moment.at - ${LOOKS_BACK},
                    (select min(began_at) from outages
                     where ended_at > coalesce(known.outages_until, scope.connected_at))) as at
       from moment, scope left join reconciliations known on known.scope_id = scope.id
     )
     insert into reconciliations (scope_id, account_id, told_at, begun_at, compared_from)
     select scope.id, scope.account_id, moment.at, moment.at,
            greatest(since.at, moment.at - ${LOOKS_BACK_AT_MOST}, scope.connected_at)
     from moment, scope, since
     on conflict (scope_id) do update
     set begun_at = case when ${UNDER_WAY} then reconciliations.begun_at else excluded.begun_at end,
         compared_from = case when ${UNDER_WAY} then reconciliations.compared_from else excluded.compared_from end,
         chats = case when ${UNDER_WAY} then reconciliations.chats else 0 end,
         messages = case when ${UNDER_WAY} then reconciliations.messages else 0 end,
         left_out = case when ${UNDER_WAY} then reconciliations.left_out else 0 end,
         ended_at = null
     returning scope_id, begun_at, compared_from,
               coalesce(outages_until, (select connected_at from scope)) as outages_until`,
    [integrationId, accountId],
  );
  const row = rows[0];
  if (row === undefined) return undefined;
  const outages = await outagesBetween(db, row.compared_from, row.begun_at);
  const dealtWith = row.outages_until?.getTime() ?? 0;
  return {
    scopeId: asScopeId(row.scope_id),
    accountId,
    begunAt: row.begun_at.getTime(),
    from: row.compared_from.getTime(),
    outages,
    afterOutage: outages.some(({ ended }) => ended > dealtWith),
  };
}

const UNDER_WAY = 'reconciliations.begun_at is not null and reconciliations.ended_at is null';

async function outagesBetween(db: pg.Pool, from: Date, until: Date): Promise<readonly Outage[]> {
  const { rows } = await db.query<{ began_at: Date; ended_at: Date }>(
    'select began_at, ended_at from outages where ended_at > $1 and began_at < $2 order by began_at',
    [from, until],
  );
  return rows.map((row) => ({ began: row.began_at.getTime(), ended: row.ended_at.getTime() }));
}

/** A chat that the round has not compared yet, with all names that Kommo has for it. */
export interface ChatToCompare {
  readonly chatId: ChatId;
  readonly sourceId: SourceId;
  readonly messenger: MessengerKind;
  readonly kommoIds: readonly string[];
  /** The customer, as Kommo names them. */
  readonly customerKommoId: string | null;
}

/** Those that were active last come first. */
export async function chatsToCompare(db: pg.Pool, round: Round, limit: number): Promise<readonly ChatToCompare[]> {
  const { rows } = await db.query<{
    id: string;
    source_id: string;
    messenger: MessengerKind;
    kommo_ids: string[];
    customer_kommo_id: string | null;
  }>(
    `select chats.id, chats.source_id, sources.messenger, customer.kommo_id as customer_kommo_id,
            chats.kommo_id || array(select aliases.kommo_id from chat_aliases aliases
                                    where aliases.chat_id = chats.id and aliases.scope_id = chats.scope_id) as kommo_ids
     from chats
     join sources on sources.id = chats.source_id
     left join participants customer on customer.id = chats.customer_id
     where chats.scope_id = $1 and chats.account_id = $2 and chats.kommo_id is not null
       and (chats.last_event_at > case when $3 then now() - ${RESTS_AT_MOST} else $4::timestamptz end
            or exists (select from told_outgoing told
                       where told.scope_id = chats.scope_id
                         and (told.kommo_chat = chats.kommo_id
                              or told.kommo_chat in (select aliases.kommo_id from chat_aliases aliases
                                                     where aliases.chat_id = chats.id and aliases.scope_id = chats.scope_id))))
       and (chats.compared_at is null or chats.compared_at < $5)
     order by chats.last_event_at desc limit $6`,
    [round.scopeId, round.accountId, round.afterOutage, new Date(round.from), new Date(round.begunAt), limit],
  );
  return rows.map((row) => ({
    chatId: asChatId(row.id),
    sourceId: asSourceId(row.source_id),
    messenger: row.messenger,
    kommoIds: row.kommo_ids,
    customerKommoId: row.customer_kommo_id,
  }));
}

/** @param messages of Kommo's history that were looked at; null: the chat could not be compared, and is left out */
export async function noteCompared(
  db: pg.Pool,
  { scopeId, begunAt }: Round,
  chatId: ChatId,
  messages: number | null,
): Promise<void> {
  await db.query(
    `with compared as (update chats set compared_at = $3 where id = $2 and scope_id = $1)
     update reconciliations
     set chats = chats + 1, messages = messages + coalesce($4, 0), left_out = left_out + ($4::integer is null)::integer
     where scope_id = $1`,
    [scopeId, chatId, new Date(begunAt), messages],
  );
}

/** The round has been through all chats, and what it was begun for is dealt with. */
export async function endRound(db: pg.Pool, { scopeId, begunAt }: Round): Promise<void> {
  await db.query(
    `update reconciliations
     set ended_at = clock_timestamp(), last_ended_at = clock_timestamp(), trouble = null, trouble_said = null,
         outages_until = greatest(outages_until, $2::timestamptz - ${COMPLETE_AFTER})
     where scope_id = $1`,
    [scopeId, new Date(begunAt)],
  );
}

/** It cannot be gone on with now. */
export async function noteTrouble(db: pg.Pool, { scopeId }: Round, trouble: Words): Promise<void> {
  await db.query('update reconciliations set trouble = $2, trouble_said = $3::jsonb where scope_id = $1', [
    scopeId,
    trouble.text,
    keptSaid(trouble.said),
  ]);
}

/** It cannot be gone on with as it is; the next round begins anew. */
export async function breakRoundOff(db: pg.Pool, { scopeId }: Round, trouble: Words): Promise<void> {
  await db.query(
    `update reconciliations set ended_at = clock_timestamp(), trouble = $2, trouble_said = $3::jsonb where scope_id = $1`,
    [scopeId, trouble.text, keptSaid(trouble.said)],
  );
}
