import type pg from 'pg';
import { asDeliveryId, type ChatId, type DeliveryId } from '../model/ids';
import type { ErrorCode, Tick } from '../model/outcome';
import type { Said, Words } from '../model/words';
import { AGAIN } from './trace-marks';
import { toWake, type ChatRow, type ChatToWake } from './wakes';

/** The state of a message from Kommo that Kommo has not been told yet. */
export interface DueTick {
  readonly deliveryId: DeliveryId;
  /** amojo's message id. */
  readonly kommoMessageId: string;
  readonly tick: Tick;
  readonly code: ErrorCode | null;
  readonly words: Words | null;
  /** It failed since the customer wrote too long ago. */
  readonly windowClosed: boolean;
}

/** Oldest first. Messages that Kommo has never named are not due. */
export async function dueTicks(db: pg.Pool, chatId: ChatId, limit: number): Promise<DueTick[]> {
  const { rows } = await db.query<{
    id: string;
    kommo_id: string;
    tick: Tick;
    tick_code: ErrorCode | null;
    tick_text: string | null;
    said: readonly Said[] | null;
    window_closed: boolean;
  }>(
    `select deliveries.id, messages.kommo_id, deliveries.tick, deliveries.tick_code, deliveries.tick_text,
            case when deliveries.words ->> 'text' = deliveries.tick_text then deliveries.words -> 'said' end as said,
            -- of the failure that the tick tells, not of one before another attempt
            deliveries.tick = 'failed' and coalesce(
              (select receipts.text = deliveries.tick_text from receipts
               where receipts.delivery_id = deliveries.id and receipts.window_closed
               order by receipts.id desc limit 1), false) as window_closed
     from deliveries join messages on messages.id = deliveries.message_id
     where deliveries.chat_id = $1 and deliveries.tick is distinct from deliveries.tick_reported
       and messages.kommo_id is not null
     order by deliveries.seq limit $2`,
    [chatId, limit],
  );
  return rows.map((row) => ({
    deliveryId: asDeliveryId(row.id),
    kommoMessageId: row.kommo_id,
    tick: row.tick,
    code: row.tick_code,
    words: row.tick_text === null ? null : { text: row.tick_text, ...(row.said === null ? {} : { said: row.said }) },
    windowClosed: row.window_closed,
  }));
}

/**
 * A tick that moved on while it was being reported stays due.
 * @param answer what Kommo said to it, for the trace; null: it needs no telling.
 */
export async function markTickReported(
  db: pg.Pool,
  deliveryId: DeliveryId,
  tick: Tick,
  answer: 'told' | 'not-taken' | null,
): Promise<void> {
  await db.query(
    `with traced as (
       insert into trace_marks (delivery_id, mark, what) select $1, $3, $2 where $3::text is not null ${AGAIN}
     )
     update deliveries set tick_reported = $2 where id = $1`,
    [deliveryId, tick, answer],
  );
}

/**
 * Joins receipts with the sends they speak of, in whichever order the two came, and moves ticks forward: read stays
 * read, and a failure is final (promise P6). A message of several parts follows its last.
 * @param remoteIds of parts at the source, or undefined for all receipts of the source still waiting.
 * @returns chats that have a tick to report.
 */
export async function matchReceipts(
  db: pg.Pool,
  sourceId: string,
  remoteIds?: readonly string[],
): Promise<ChatToWake[]> {
  const { rows } = await db.query<ChatRow>(
    `with matched as (
       update receipts set delivery_id = parts.delivery_id
       from parts
       where receipts.source_id = $1 and receipts.delivery_id is null and receipts.state <> 'sent'
         and parts.source_id = receipts.source_id and parts.remote_id = receipts.remote_id and parts.state = 'sent'
         and ($2::text[] is null or receipts.remote_id = any($2))
         and not exists (select from parts later where later.delivery_id = parts.delivery_id and later.index > parts.index)
       returning receipts.delivery_id, receipts.state, receipts.code, receipts.text, receipts.said
     ), newest as (
       select distinct on (delivery_id) delivery_id, state, code, text, said
       from matched
       order by delivery_id, array_position(array['delivered', 'failed', 'read'], state) desc
     ), moved as (
     update deliveries
     set tick = newest.state, tick_code = newest.code, tick_text = newest.text,
         words = case when newest.said is not null then jsonb_build_object('text', newest.text, 'said', newest.said) end
     from newest
     where deliveries.id = newest.delivery_id
       and case deliveries.tick
             when 'read' then false
             when 'failed' then false
             when 'delivered' then newest.state = 'read'
             else true
           end
     returning deliveries.chat_id
     )
     select distinct chats.id, chats.account_id, chats.source_id, sources.messenger, chats.last_seq
     from moved join chats on chats.id = moved.chat_id join sources on sources.id = chats.source_id`,
    [sourceId, remoteIds ?? null],
  );
  return rows.map((row) => toWake(row, ['receipts']));
}
