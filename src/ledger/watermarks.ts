import type pg from 'pg';
import type { ChatId } from '../model/ids';
import type { Watermark } from './acceptable';
import { toWake, type ChatRow, type ChatToWake } from './wakes';

/**
 * What a chat's watermarks say of the sends in it. A send counts by when it was begun: the messenger's own time of it is later
 * by the way there, and earlier than its answer.
 */
const REACHED = `
moved as (
  update deliveries
  set tick = case when marked.read_until >= extract(epoch from deliveries.claimed_at) * 1000 then 'read' else 'delivered' end
  from marked
  where deliveries.chat_id = marked.id and deliveries.lane = 'to-messenger' and deliveries.outcome = 'sent'
    and (deliveries.tick = 'sent' and greatest(marked.delivered_until, marked.read_until)
                                        >= extract(epoch from deliveries.claimed_at) * 1000
         or deliveries.tick = 'delivered' and marked.read_until >= extract(epoch from deliveries.claimed_at) * 1000)
  returning deliveries.id, deliveries.chat_id, deliveries.tick
), traced as (
  insert into trace_marks (delivery_id, mark, what) select id, 'reached', tick from moved order by id on conflict do nothing
)`;

/** Raises a chat's watermark, never lowers it, and moves the ticks it reaches forward (promise P6). @returns the chat, where one moved */
export async function raiseWatermark(db: pg.Pool, mark: Watermark): Promise<ChatToWake | undefined> {
  const { rows } = await db.query<ChatRow>(
    `with marked as (
       update chats
       set delivered_until = case $3 when 'delivered' then greatest(delivered_until, $4) else delivered_until end,
           read_until = case $3 when 'read' then greatest(read_until, $4) else read_until end
       where source_id = $1 and remote_id = $2
       returning id, account_id, source_id, last_seq, delivered_until, read_until
     ), ${REACHED}
     select marked.id, marked.account_id, marked.source_id, sources.messenger, marked.last_seq
     from marked join sources on sources.id = marked.source_id
     where exists (select from moved)`,
    [mark.sourceId, mark.chatRemoteId, mark.state, mark.until],
  );
  const [row] = rows;
  return row && toWake(row, ['receipts']);
}

/** The same for a send that was recorded only now. @returns whether a tick moved */
export async function reachWatermark(db: pg.Pool, chatId: ChatId): Promise<boolean> {
  const { rows } = await db.query<{ moved: boolean }>(
    `with marked as (
       select id, delivered_until, read_until from chats
       where id = $1 and coalesce(delivered_until, read_until) is not null
     ), ${REACHED}
     select exists (select from moved) as moved`,
    [chatId],
  );
  return rows[0]?.moved ?? false;
}
