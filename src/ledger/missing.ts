import type pg from 'pg';
import type { AccountId, ChatId, ScopeId } from '../model/ids';
import { toWake, type ChatRow, type ChatToWake } from './wakes';

/** Under which key a message of Kommo is accepted, whichever way it comes; what it is known by for ever (promise P4). */
export const keyOfKommoMessage = (scopeId: ScopeId, kommoId: string): string => `${scopeId}/message/${kommoId}`;
/** The same in SQL. */
export const keyOfKommoMessageSql = (scopeId: string, kommoId: string): string =>
  `${scopeId} || '/message/' || ${kommoId}`;

/**
 * SQL: whether a message of Kommo's has been accepted before, whichever way it came.
 *
 * @param key,kommoId,accountId SQL of `keyOfKommoMessage`, of amojo's id, and of whose it is
 */
export function isAccepted(key: string, kommoId: string, accountId: string): string {
  return `(exists (select from deliveries where dedupe_key = ${key})
           or exists (select from events where dedupe_key = ${key})
           or exists (select from messages where messages.kommo_id = ${kommoId} and messages.account_id = ${accountId}))`;
}

/** Which of these messages of Kommo have been accepted before. */
export async function acceptedBefore(
  db: pg.Pool,
  { scopeId, accountId }: { readonly scopeId: ScopeId; readonly accountId: AccountId },
  kommoIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (kommoIds.length === 0) return new Set();
  const { rows } = await db.query<{ kommo_id: string }>(
    `select asked.kommo_id
     from unnest($1::text[], $2::text[]) as asked(kommo_id, key)
     where ${isAccepted('asked.key', 'asked.kommo_id', '$3')}`,
    [kommoIds, kommoIds.map((kommoId) => keyOfKommoMessage(scopeId, kommoId)), accountId],
  );
  return new Set(rows.map((row) => row.kommo_id));
}

/** A message of the customer that Kommo has taken, by our ledger. */
export interface TakenByKommo {
  readonly deliveryId: string;
  /** As Kommo was told it. */
  readonly msgid: string;
  readonly kommoId: string | null;
  /** Milliseconds since 1970, as Kommo was told it. */
  readonly at: number;
  /** It was missing before, and was sent again or given up. */
  readonly gap: 'going' | 'stays' | null;
}

/** @param olderThanMs what was sent since then may not be shown by Kommo yet */
export async function takenByKommo(
  db: pg.Pool,
  accountId: AccountId,
  chatId: ChatId,
  { from, olderThanMs }: { readonly from: number; readonly olderThanMs: number },
): Promise<readonly TakenByKommo[]> {
  const { rows } = await db.query<{
    id: string;
    message_id: string;
    kommo_id: string | null;
    kommo_msec: number;
    gap: TakenByKommo['gap'];
  }>(
    `select deliveries.id, deliveries.message_id, messages.kommo_id, deliveries.kommo_msec, deliveries.gap
     from deliveries join messages on messages.id = deliveries.message_id
     where deliveries.chat_id = $1 and deliveries.account_id = $2 and deliveries.lane = 'to-kommo'
       and deliveries.kind = 'message' and deliveries.outcome = 'sent' and deliveries.kommo_msec >= $3
       and deliveries.done_at < now() - $4 * interval '1 millisecond'`,
    [chatId, accountId, from, olderThanMs],
  );
  return rows.map((row) => ({
    deliveryId: row.id,
    msgid: row.message_id,
    kommoId: row.kommo_id,
    at: row.kommo_msec,
    gap: row.gap,
  }));
}

/**
 * Has messages sent to Kommo again that it does not show, each once, under the ids and times they had: whatever Kommo makes of
 * it, there is one of each at most (kommo-chat-api.md §9.7).
 */
export async function sendToKommoAgain(
  db: pg.Pool,
  accountId: AccountId,
  deliveryIds: readonly string[],
): Promise<readonly ChatToWake[]> {
  const { rows } = await db.query<ChatRow>(
    `with again as (
       update deliveries
       set state = 'pending', outcome = null, outcome_code = null, outcome_text = null, done_at = null, attempts = 0,
           next_attempt_at = null, uncertain_since = null, claimed_at = null, late_at = now(), gap = 'going',
           expires_at = now() + sources.expire_to_kommo
       from chats join sources on sources.id = chats.source_id
       where deliveries.id = any($1) and deliveries.account_id = $2 and deliveries.lane = 'to-kommo'
         and deliveries.outcome = 'sent' and deliveries.gap is null and chats.id = deliveries.chat_id
       returning deliveries.chat_id, deliveries.message_id
     ), unknown_there as (
       update messages set kommo_id = null from again where messages.id = again.message_id
     ), ${COUNTED}
     ${COUNTED_CHATS}`,
    [deliveryIds, accountId],
  );
  return rows.map((row) => toWake(row));
}

/** What was sent again and is missing all the same, and what is there by now. */
export async function noteGaps(
  db: pg.Pool,
  accountId: AccountId,
  { stays, shown }: { readonly stays: readonly string[]; readonly shown: readonly string[] },
): Promise<void> {
  if (stays.length + shown.length === 0) return;
  await db.query(
    `update deliveries set gap = case when id = any($1) then 'stays' else 'going' end
     where id = any($1::uuid[] || $2::uuid[]) and account_id = $3 and gap in ('going', 'stays')`,
    [stays, shown, accountId],
  );
}

/** Of the chats of `again`: a number is taken, so that the relay wakes them if nobody else does. */
export const COUNTED = `
  counted as (
    update chats set last_seq = last_seq + 1, last_event_at = now()
    where id in (select chat_id from again)
    returning id, account_id, source_id, last_seq
  )`;
export const COUNTED_CHATS = `
  select counted.id, counted.account_id, counted.source_id, sources.messenger, counted.last_seq
  from counted join sources on sources.id = counted.source_id`;
