import type pg from 'pg';
import type { ChatId } from '../model/ids';

/** When the customer of a chat wrote last, by the messenger's clock, as far as we were told. */
export interface LastWords {
  /** null: never. */
  readonly wroteAt: number | null;
  /** Somebody of the business wrote there elsewhere, so the customer may have written before we were told of anything. */
  readonly maybeBefore: boolean;
}

export async function lastWordsOf(db: pg.Pool, chatId: ChatId): Promise<LastWords> {
  const { rows } = await db.query<{ customer_wrote_at: Date | null; maybe_before: boolean }>(
    `select customer_wrote_at,
            customer_wrote_at is null
              and exists (select from deliveries
                          where chat_id = chats.id and lane = 'to-kommo' and kind = 'echo') as maybe_before
     from chats where id = $1`,
    [chatId],
  );
  const row = rows[0];
  return { wroteAt: row?.customer_wrote_at?.getTime() ?? null, maybeBefore: row?.maybe_before ?? false };
}

/** What the customer of a chat did last, and how much was sent to them since. Times by the messenger's clock. */
export interface SentSince {
  /** null: never. */
  readonly wroteAt: number | null;
  /** Sends since then, and within the time that was asked about. */
  readonly sinceWrote: number;
  /** When they did something else after that, such as a press; null: they did not. */
  readonly actedAt: number | null;
  readonly sinceActed: number;
}

/**
 * Counts sends, of which a message may take several; one in doubt counts, since the messenger may have it. The lane records each
 * before it claims the next, so for whoever holds the lane the count is right over all workers.
 */
export async function sentSince(db: pg.Pool, chatId: ChatId, withinMs: number): Promise<SentSince> {
  const { rows } = await db.query<{
    wrote_at: number | null;
    since_wrote: number;
    acted_at: number | null;
    since_acted: number;
  }>(SENT_SINCE, [chatId, withinMs]);
  const row = rows[0];
  return {
    wroteAt: row?.wrote_at ?? null,
    sinceWrote: row?.since_wrote ?? 0,
    actedAt: row?.acted_at ?? null,
    sinceActed: row?.since_acted ?? 0,
  };
}

/** Sends are set against when we were told of what the customer did: their clock may differ from ours. */
const SENT_SINCE = `
with chat as (
  select id, customer_wrote_at, round(extract(epoch from customer_wrote_at) * 1000)::bigint as wrote_at
  from chats where id = $1
), wrote as (
  select deliveries.accepted_at as told_at
  from chat
  join deliveries on deliveries.chat_id = chat.id and deliveries.lane = 'to-kommo' and deliveries.kind = 'message'
                 and deliveries.origin_at = chat.wrote_at
  order by deliveries.seq desc limit 1
), acted as (
  select deliveries.origin_at as at, deliveries.accepted_at as told_at
  from chat
  join deliveries on deliveries.chat_id = chat.id and deliveries.lane = 'to-kommo' and deliveries.kind = 'message'
                 and deliveries.origin_at > coalesce(chat.wrote_at, 0)
  order by deliveries.seq desc limit 1
), sends as (
  select coalesce(parts.sent_at, deliveries.claimed_at) as at
  from chat
  join deliveries on deliveries.chat_id = chat.id and deliveries.lane = 'to-messenger' and deliveries.kind = 'message'
  left join parts on parts.delivery_id = deliveries.id and parts.state in ('sent', 'claimed', 'unknown')
  where parts.delivery_id is not null or deliveries.outcome = 'unknown'
)
select chat.wrote_at, acted.at as acted_at,
       (select count(*)::integer from sends
        where sends.at > greatest(coalesce(wrote.told_at, chat.customer_wrote_at),
                                  now() - $2 * interval '1 millisecond')) as since_wrote,
       (select count(*)::integer from sends where sends.at > acted.told_at) as since_acted
from chat left join wrote on true left join acted on true`;
