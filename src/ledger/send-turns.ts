import type pg from 'pg';
import type { Rates } from '../model/rates';
import { LaneLost, type HeldLane } from './lane';

/** A turn that comes so soon is taken; of a later one only the place in the line is kept. */
export const SOON_MS = 250;

const NO_LIMIT = { everyMs: 0, burst: 1 } as const;

export type Turn =
  /** Send after so many milliseconds. */
  | { readonly kind: 'taken'; readonly inMs: number }
  /** Ask again after so many milliseconds, soon before the turn comes. */
  | { readonly kind: 'later'; readonly inMs: number };

/**
 * Asks for this lane's turn to send, over all workers: first the customer's, then the source's. A turn that is near is taken,
 * whether it will be used or not. For one that is far the lane gets a place in the source's line, in which nobody overtakes;
 * it stands there until it takes a turn.
 * @param count messages that go together: pieces of an album.
 * @throws LaneLost when the lane has another holder.
 */
export async function takeTurn(db: pg.Pool, held: HeldLane, rates: Rates, count = 1): Promise<Turn> {
  const { chat = NO_LIMIT, source = NO_LIMIT } = rates;
  const ask = () =>
    db.query<{ is_taken: boolean; in_ms: number }>(TAKE_TURN, [
      held.chat.chatId,
      held.lane,
      held.epoch,
      held.chat.source.id,
      chat.everyMs,
      chat.burst,
      source.everyMs,
      source.burst,
      count,
      SOON_MS,
    ]);
  let [row] = (await ask()).rows;
  if (row === undefined) {
    await db.query('insert into send_turns (source_id, next_at) values ($1, now()) on conflict do nothing', [
      held.chat.source.id,
    ]);
    [row] = (await ask()).rows;
  }
  if (row === undefined) throw new LaneLost(held.chat.chatId, held.lane);
  return { kind: row.is_taken ? 'taken' : 'later', inMs: row.in_ms };
}

/**
 * `next_at`, of the customer and of the source, is when what was sent is paid for; a burst may go ahead of it by so many
 * messages, and more than a burst after a rest (the generic cell rate algorithm). The customer's turn is not taken before it is
 * due: the source's, meanwhile, are for others. Turns that are taken follow each other closely however late their holders came,
 * so after a hold or an outage nobody makes up for what was missed.
 */
const TAKE_TURN = `
with lane as (
  select chat_id, turn_at as place, greatest(next_at, now()) as paid_at
  from lanes where chat_id = $1 and lane = $2 and epoch = $3
  for update
), line as (
  select lane.*, greatest(turns.next_at, now()) as source_paid_at, turns.line_at,
         $5::float8 * interval '1 millisecond' as every, $7::float8 * interval '1 millisecond' as source_every
  from lane join send_turns turns on turns.source_id = $4
  for update of turns
), turn as (
  select line.*, paid_at - every * greatest($6::float8 - $9, 0) as customers_at,
         greatest(source_paid_at - source_every * greatest($8::float8 - $9, 0), now()) as at,
         now() + $10 * interval '1 millisecond' as soon
  from line
), decided as (
  select turn.*, case
    when customers_at > now() then 'not due'
    when place > soon then 'in line'
    when case when place is null then greatest(line_at, at) else at end <= soon then 'taken'
    else 'joins' end as how
  from turn
), answer as (
  select decided.*, case how
    when 'not due' then customers_at
    when 'in line' then place - (soon - now())
    when 'taken' then at
    else greatest(line_at, at) - (soon - now()) end as come_at
  from decided
), source as (
  update send_turns
  set next_at = case how when 'taken' then source_paid_at + source_every * $9 else send_turns.next_at end,
      line_at = case how when 'joins' then greatest(answer.line_at, at) + source_every * $9 else send_turns.line_at end
  from answer where send_turns.source_id = $4 and how in ('taken', 'joins')
), customer as (
  update lanes
  set next_at = case how when 'taken' then greatest(paid_at, at) + every * $9 else lanes.next_at end,
      turn_at = case how when 'joins' then greatest(line_at, at) end
  from answer where lanes.chat_id = answer.chat_id and lanes.lane = $2 and how in ('taken', 'joins')
)
select how = 'taken' as is_taken, greatest(ceil(extract(epoch from come_at - now()) * 1000), 0)::integer as in_ms
from answer`;
