import type pg from 'pg';
import type { Rates } from '../model/rates';
import { LaneLost, type HeldLane } from './lane';

/** A source without a limit of its own gets no row in `send_turns`, and a customer's turn is at once. */
const NO_LIMIT = { everyMs: 0, burst: 1 } as const;

/**
 * Takes this lane's turn to send, over all workers: first the customer's, then the source's. One that is taken and lies ahead
 * stays taken, so whoever waits is overtaken by nobody; going uses it up.
 * @returns milliseconds to wait before asking again; 0: send now
 * @throws LaneLost when the lane has another holder.
 */
export async function takeTurn(db: pg.Pool, held: HeldLane, { source, chat = NO_LIMIT }: Rates): Promise<number> {
  const { rows } = await db.query<{ wait_ms: number }>(TAKE_TURN, [
    held.chat.chatId,
    held.lane,
    held.epoch,
    held.chat.source.id,
    chat.everyMs,
    chat.burst,
    (source ?? NO_LIMIT).everyMs,
    (source ?? NO_LIMIT).burst,
    source !== undefined,
  ]);
  const row = rows[0];
  if (row === undefined) throw new LaneLost(held.chat.chatId, held.lane);
  return row.wait_ms;
}

/**
 * `next_at` is where the line of turns ends, and a burst may go ahead of it by so many turns (the generic cell rate
 * algorithm). The customer's turn is not taken before it is due: the source's, meanwhile, are for others.
 */
const TAKE_TURN = `
with lane as (
  select chat_id, turn_at, greatest(next_at, now()) - make_interval(secs => $5 * ($6 - 1) / 1000.0) as customers
  from lanes where chat_id = $1 and lane = $2 and epoch = $3
  for update
), sources_turn as (
  insert into send_turns as turns (source_id, next_at)
  select $4, now() + make_interval(secs => $7 / 1000.0)
  from lane where lane.customers <= now() and lane.turn_at is null and $9
  on conflict (source_id) do update set next_at = greatest(turns.next_at, now()) + make_interval(secs => $7 / 1000.0)
  returning next_at - make_interval(secs => $7 * $8 / 1000.0) as turn_at
), due as (
  select lane.chat_id, coalesce(lane.turn_at, sources_turn.turn_at) as turn_at,
         greatest(lane.customers, lane.turn_at, sources_turn.turn_at, now()) as at
  from lane left join sources_turn on true
)
update lanes
set turn_at = case when due.at > now() then due.turn_at end,
    next_at = case when due.at > now() then lanes.next_at
                   else greatest(lanes.next_at, now()) + make_interval(secs => $5 / 1000.0) end
from due
where lanes.chat_id = due.chat_id and lanes.lane = $2
returning ceil(extract(epoch from due.at - now()) * 1000)::integer as wait_ms`;
