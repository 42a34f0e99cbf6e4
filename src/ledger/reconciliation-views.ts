import type pg from 'pg';
import type { AccountId, ChatId, DeliveryId, ScopeId, SourceId } from '../model/ids';
import type { Lane } from '../model/lane';
import type { MessengerKind } from '../model/messenger-kind';
import type { OutcomeKind } from '../model/outcome';
import type { Words } from '../model/words';
import type { GrantKey } from './grants';
import { iso, pageOf, timeMark, type Page, type PageRequest } from './keyset';

/**
 * How many messages are missing on one side · `asks`: of these, for how many an administrator has to decide whether they still
 * go out · `stays`: of these, what was sent again and is missing all the same.
 */
export interface Gaps {
  readonly open: number;
  readonly asks: number;
  readonly stays: number;
  /** Found within the last 24 hours, whatever has become of them. */
  readonly found: number;
  /** When the first that is open was found, milliseconds since 1970. */
  readonly since: number | null;
}

/** What is missing on one side now. */
export const IS_OPEN = `(deliveries.gap = 'stays' or (deliveries.gap is not null and deliveries.state <> 'done'))`;

const COUNTS = `
  count(*) filter (where ${IS_OPEN})::integer as open,
  count(*) filter (where ${IS_OPEN} and deliveries.gap = 'asks')::integer as asks,
  count(*) filter (where deliveries.gap = 'stays')::integer as stays,
  count(*) filter (where deliveries.late_at > now() - interval '24 hours')::integer as found,
  min(deliveries.late_at) filter (where ${IS_OPEN}) as since`;

/** What counts: what is open, and what was found of late. Two indexes tell. */
const COUNTED = `(${IS_OPEN} or deliveries.late_at > now() - interval '24 hours')`;

interface CountsRow {
  readonly open: number;
  readonly asks: number;
  readonly stays: number;
  readonly found: number;
  readonly since: Date | null;
}

const gapsOf = ({ open, asks, stays, found, since }: CountsRow): Gaps => ({
  open,
  asks,
  stays,
  found,
  since: since?.getTime() ?? null,
});

/** @param scopeId only of this installation; null: of the account */
export async function countGaps(db: pg.Pool, accountId: AccountId, scopeId: ScopeId | null = null): Promise<Gaps> {
  const { rows } = await db.query<CountsRow>(
    `select ${COUNTS} from deliveries join chats on chats.id = deliveries.chat_id
     where deliveries.account_id = $1 and ($2::text is null or chats.scope_id = $2) and ${COUNTED}`,
    [accountId, scopeId],
  );
  return gapsOf(rows[0] ?? { open: 0, asks: 0, stays: 0, found: 0, since: null });
}

/** Of an installation: what an administrator has to be told of. `overdue`: missing for longer, though nobody is asked. */
export interface GapTrouble {
  readonly asks: number;
  readonly overdue: number;
  readonly since: number;
}

export async function gapTrouble(
  db: pg.Pool,
  { integrationId, accountId }: GrantKey,
  overdueAfterMs: number,
): Promise<GapTrouble | undefined> {
  const { rows } = await db.query<{ asks: number; overdue: number; since: Date | null }>(
    `select count(*) filter (where gap = 'asks')::integer as asks,
            count(*) filter (where gap <> 'asks')::integer as overdue, min(late_at) as since
     from (
       select gap, late_at
       from deliveries join chats on chats.id = deliveries.chat_id join scopes on scopes.id = chats.scope_id
       where deliveries.account_id = $1 and scopes.integration_id = $2 and ${IS_OPEN}
         and (gap = 'asks' or late_at < now() - $3 * interval '1 millisecond')
       union all
       select 'told', missing_since
       from told_outgoing join scopes on scopes.id = told_outgoing.scope_id
       where told_outgoing.account_id = $1 and scopes.integration_id = $2
         and missing_since < now() - $3 * interval '1 millisecond'
     ) missing`,
    [accountId, integrationId, overdueAfterMs],
  );
  const row = rows[0];
  return row?.since == null ? undefined : { asks: row.asks, overdue: row.overdue, since: row.since.getTime() };
}

/** Of the whole deployment, for the metric. */
export async function countAllGaps(db: pg.Pool): Promise<Readonly<Record<'going' | 'asks' | 'stays', number>>> {
  const { rows } = await db.query<{ going: number; asks: number; stays: number }>(
    `select count(*) filter (where gap = 'going')::integer as going, count(*) filter (where gap = 'asks')::integer as asks,
            count(*) filter (where gap = 'stays')::integer as stays
     from deliveries where ${IS_OPEN}`,
  );
  return rows[0] ?? { going: 0, asks: 0, stays: 0 };
}

/** How far the comparison of an installation is. Times are ISO 8601. */
export interface RoundView {
  readonly scopeId: ScopeId;
  readonly state: 'never' | 'waiting' | 'running' | 'idle';
  /** When the last one that was complete ended. */
  readonly checkedAt: string | null;
  /** What was said since then was compared by the newest. */
  readonly comparedFrom: string | null;
  readonly chats: number;
  readonly messages: number;
  /** Chats that could not be compared. */
  readonly leftOut: number;
  readonly trouble: Words | null;
}

export async function viewRounds(
  db: pg.Pool,
  accountId: AccountId,
  scopeId: ScopeId | null = null,
): Promise<readonly RoundView[]> {
  const { rows } = await db.query<
    Omit<RoundView, 'trouble'> & { readonly text: string | null; readonly said: Words['said'] | null }
  >(
    `select scopes.id as "scopeId",
            case when round.begun_at is not null and round.ended_at is null then 'running'
                 when round.wanted_at > coalesce(round.begun_at, '-infinity') then 'waiting'
                 when round.begun_at is null then 'never' else 'idle' end as state,
            ${iso('round.last_ended_at')} as "checkedAt", ${iso('round.compared_from')} as "comparedFrom",
            coalesce(round.chats, 0) as chats, coalesce(round.messages, 0) as messages,
            coalesce(round.left_out, 0) as "leftOut", round.trouble as text, round.trouble_said as said
     from scopes left join reconciliations round on round.scope_id = scopes.id
     where scopes.account_id = $1 and scopes.removed_at is null and ($2::text is null or scopes.id = $2)
     order by scopes.created_at, scopes.id`,
    [accountId, scopeId],
  );
  return rows.map(({ text, said, ...round }) => ({
    ...round,
    trouble: text === null ? null : { text, ...(said == null ? {} : { said }) },
  }));
}

/** A message that was missing on one side: never what it says, nor by whom (promise P7). Times are ISO 8601. */
export interface GapView {
  readonly deliveryId: DeliveryId;
  readonly chatId: ChatId;
  readonly sourceId: SourceId;
  readonly messenger: MessengerKind;
  /** Where it was missing. */
  readonly lane: Lane;
  /** amojo's id of the message. */
  readonly kommoId: string | null;
  readonly writtenAt: string;
  readonly foundAt: string;
  readonly becomes: 'going' | 'asks' | 'stays' | OutcomeKind;
  /** Until when it can be decided about. */
  readonly decideUntil: string | null;
  readonly text: string | null;
}

/** Those that are open and those that were found within 24 hours, in the order in which they were found. */
export async function listGaps(
  db: pg.Pool,
  accountId: AccountId,
  { limit, after }: PageRequest,
): Promise<Page<GapView>> {
  const { rows } = await db.query<GapView & { key: string }>(
    `select deliveries.id as "deliveryId", deliveries.chat_id as "chatId", chats.source_id as "sourceId", sources.messenger,
            deliveries.lane, messages.kommo_id as "kommoId",
            ${iso('to_timestamp(deliveries.origin_at / 1000.0)')} as "writtenAt", ${iso('deliveries.late_at')} as "foundAt",
            case when deliveries.gap = 'stays' then 'stays' else coalesce(deliveries.outcome, deliveries.gap) end as becomes,
            case when deliveries.gap = 'asks' and deliveries.state <> 'done'
                 then ${iso('deliveries.expires_at')} end as "decideUntil",
            coalesce(deliveries.outcome_text, deliveries.last_text) as text,
            ${iso('deliveries.late_at')} || '/' || deliveries.id as key
     from deliveries
     join chats on chats.id = deliveries.chat_id
     join sources on sources.id = chats.source_id
     left join messages on messages.id = deliveries.message_id
     where deliveries.account_id = $1 and ${COUNTED}
       and ($2::timestamptz is null or (deliveries.late_at, deliveries.id) > ($2, $3::uuid))
     order by deliveries.late_at, deliveries.id limit $4`,
    [accountId, ...timeMark(after), limit],
  );
  return pageOf(rows, limit);
}

/** The times in which nothing could be accepted, newest first. */
export async function recentOutages(
  db: pg.Pool,
): Promise<readonly { readonly beganAt: string; readonly endedAt: string }[]> {
  const { rows } = await db.query<{ beganAt: string; endedAt: string }>(
    `select ${iso('began_at')} as "beganAt", ${iso('ended_at')} as "endedAt" from outages
     where ended_at > now() - interval '7 days' order by began_at desc limit 50`,
  );
  return rows;
}
