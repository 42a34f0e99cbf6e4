import type pg from 'pg';
import type { DeliveryId, SourceId } from '../model/ids';
import type { ErrorCode } from '../model/outcome';
import type { Words } from '../model/words';
import { keptWords } from './acceptable-text';
import type { Settlement } from './claim';
import type { Part } from './claimed';
import { LaneLost, type HeldLane } from './lane';
import { AGAIN, type WaitsFor } from './trace-marks';

/** Why a delivery is put off, in words without content. */
export interface Reason extends Words {
  readonly code: ErrorCode;
}

export interface PutOffOptions {
  readonly forMs: number;
  /** false when the attempt was not the message's fault (a held source), so that it does not park for it. */
  readonly counts: boolean;
  readonly part?: number;
  /** What was claimed together with it. All in one, so that a crash leaves nothing of it in doubt. */
  readonly also?: readonly DeliveryId[];
  /** It was only looked at, so its claim ends: unless it was tried before, it has no place to keep (promise P3). */
  readonly untouched?: boolean;
  /** What it waits for with nothing claimed; kept for the trace. */
  readonly waitsFor?: WaitsFor;
  /** It may have been sent: another attempt does no harm, and until one has an answer nobody knows. */
  readonly inDoubt?: boolean;
}

/**
 * Puts a claimed delivery back, to be tried again.
 * @returns failed attempts so far.
 */
export async function putOff(
  db: pg.Pool,
  held: HeldLane,
  deliveryId: DeliveryId,
  reason: Reason,
  options: PutOffOptions,
): Promise<number> {
  const { also = [] } = options;
  const { rows } = await db.query<{ attempts: number }>(
    `${FENCE}, tried as (
       select exists (select from attempts where delivery_id = $4 and result <> 'later')
              or exists (select from parts where delivery_id = $4 and state <> 'pending')
              or exists (select from deliveries where id = $4 and (attempts > 0 or state = 'uncertain')) as before
     ), put_off as (
       update deliveries
       set state = 'pending', uncertain_since = null, attempts = attempts + $5::boolean::integer,
           next_attempt_at = now() + $6 * interval '1 millisecond', last_code = $7, last_text = $8, last_words = $14,
           claimed_at = case when $10 and not tried.before then null else claimed_at end,
           kommo_msec = case when $10 and not tried.before then null else kommo_msec end
       from fence, tried
       where deliveries.id = any($11) and deliveries.epoch = fence.epoch and deliveries.state <> 'done'
       returning deliveries.id, deliveries.attempts, deliveries.claimed_at
     ), part as (
       update parts set state = 'pending' from put_off
       where parts.delivery_id = put_off.id and put_off.id = $4 and parts.index = $9 and parts.state = 'claimed'
     ), attempt as (
       insert into attempts (delivery_id, part, epoch, result, code, text, begun_at)
       select put_off.id, case put_off.id when $4 then coalesce($9, 0) else 0 end, fence.epoch,
              case when $12 then 'unknown' else 'later' end, $7, $8, put_off.claimed_at
       from put_off, fence where $12 or not $10
     ), waited as (
       insert into trace_marks (delivery_id, mark, what)
       select id, 'waited', $13 from put_off where $13::text is not null order by id
       ${AGAIN}
     )
     select attempts from put_off order by id <> $4`,
    [
      ...fenceOf(held),
      deliveryId,
      options.counts,
      options.forMs,
      reason.code,
      reason.text,
      options.part ?? null,
      options.untouched === true,
      [deliveryId, ...also],
      options.inDoubt === true,
      options.waitsFor ?? null,
      keptWords(reason),
    ],
  );
  const [row] = rows;
  if (row === undefined || rows.length <= also.length) throw new LaneLost(held.chat.chatId, held.lane);
  return row.attempts;
}

/** Marks a delivery as perhaps sent; evidence is looked for after `recheckMs`. */
export async function markUncertain(
  db: pg.Pool,
  held: HeldLane,
  deliveryId: DeliveryId,
  words: Words,
  recheckMs: number,
): Promise<void> {
  const { rowCount } = await db.query(
    `${FENCE}
     update deliveries
     set state = 'uncertain', uncertain_since = coalesce(uncertain_since, claimed_at), last_text = $5,
         last_words = $7, next_attempt_at = now() + $6 * interval '1 millisecond'
     from fence where deliveries.id = $4 and deliveries.epoch = fence.epoch and deliveries.state <> 'done'`,
    [...fenceOf(held), deliveryId, words.text, recheckMs, keptWords(words)],
  );
  if (rowCount === 0) throw new LaneLost(held.chat.chatId, held.lane);
}

/**
 * The delivery may be sent again, now.
 * @param why `absent`: proof was found that nothing arrived · `again`: it may have arrived, and is repeated all the same
 */
export async function clearUncertain(
  db: pg.Pool,
  held: HeldLane,
  deliveryId: DeliveryId,
  why: 'absent' | 'again',
): Promise<void> {
  const { rowCount } = await db.query(
    `${FENCE}, cleared as (
       update deliveries set state = 'claimed', uncertain_since = null, claimed_at = now()
       from fence, deliveries before
       where deliveries.id = $4 and deliveries.epoch = fence.epoch and deliveries.state = 'uncertain'
         and before.id = deliveries.id
       returning deliveries.id, before.uncertain_since
     )
     insert into attempts (delivery_id, epoch, result, begun_at)
     select cleared.id, fence.epoch, result, cleared.uncertain_since from cleared, fence, unnest($5::text[]) as result`,
    [...fenceOf(held), deliveryId, why === 'again' ? ['unknown', 'absent'] : ['absent']],
  );
  if (rowCount === 0) throw new LaneLost(held.chat.chatId, held.lane);
}

/** Writes down which sends a message takes, before the first of them; an upgrade in between cannot cut it anew. */
export async function planParts(
  db: pg.Pool,
  held: HeldLane,
  deliveryId: DeliveryId,
  pieces: readonly Pick<Part, 'carries' | 'text'>[],
): Promise<void> {
  const { rowCount } = await db.query(
    `${FENCE}
     insert into parts (delivery_id, index, source_id, state, carries, text)
     select $4, piece.number - 1, $5, 'pending', piece.carries, piece.text
     from fence, unnest($6::text[], $7::text[]) with ordinality as piece(carries, text, number)
     on conflict (delivery_id, index) do nothing`,
    [
      ...fenceOf(held),
      deliveryId,
      held.chat.source.id,
      pieces.map(({ carries }) => carries),
      pieces.map(({ text }) => text),
    ],
  );
  if (rowCount === 0) throw new LaneLost(held.chat.chatId, held.lane);
}

/** Moves one part on, under the fence; claims refresh the claim's time. */
export async function markPart(
  db: pg.Pool,
  held: HeldLane,
  deliveryId: DeliveryId,
  index: number,
  state: Part['state'],
  remoteId?: string,
): Promise<void> {
  const { rowCount } = await db.query(
    `${FENCE}
     update parts
     set state = $6, epoch = fence.epoch, remote_id = coalesce($7, parts.remote_id),
         sent_at = case when $6 = 'sent' then now() else parts.sent_at end
     from fence where parts.delivery_id = $4 and parts.index = $5`,
    [...fenceOf(held), deliveryId, index, state, remoteId ?? null],
  );
  if (rowCount === 0) throw new LaneLost(held.chat.chatId, held.lane);
}

/** Holds everything of a source, so that its chats do not each learn of a limit or a dead token alone. */
export async function holdSource(db: pg.Pool, sourceId: SourceId, forMs: number, reason: Words): Promise<void> {
  await db.query(
    `update sources
     set held_until = greatest(held_until, now() + $2 * interval '1 millisecond'),
         held_reason = case when held_until > now() + $2 * interval '1 millisecond' then held_reason else $3 end,
         held_words = case when held_until > now() + $2 * interval '1 millisecond' then held_words else $4 end
     where id = $1`,
    [sourceId, forMs, reason.text, keptWords(reason)],
  );
}

/**
 * Proof of a send whose sender had lost the lane meanwhile: the successor holds the row for uncertain, or has recorded
 * it as unknown. A fact needs no fence; a successor at work on the row loses it and starts anew.
 * @returns whether it changed anything.
 */
export async function recordLateProof(db: pg.Pool, proof: Settlement): Promise<boolean> {
  const { rowCount } = await db.query(
    `with proven as (
       update deliveries
       set state = 'done', outcome = 'sent', outcome_code = null, outcome_text = null,
           done_at = coalesce(done_at, now()), tick = coalesce($4, tick), tick_code = null, tick_text = null
       where id = $1 and (state = 'uncertain' or outcome = 'unknown')
         and not exists (select from parts where parts.delivery_id = deliveries.id and parts.text is not null)
       returning id, message_id, chat_id
     ), told as (
       -- nobody works on the chat for it: the relay wakes the conversation, to report the tick
       update chats set last_seq = last_seq + 1, last_event_at = now() from proven where chats.id = proven.chat_id
     ), said as (
       update messages set remote_id = coalesce(remote_id, $2), kommo_id = coalesce(kommo_id, $3)
       from proven where messages.id = proven.message_id
     ), part as (
       insert into parts (delivery_id, index, source_id, state, remote_id, sent_at)
       select proven.id, 0, chats.source_id, 'sent', $2, now()
       from proven join chats on chats.id = proven.chat_id where $2::text is not null
       on conflict (delivery_id, index) do update set state = 'sent', remote_id = excluded.remote_id
     )
     insert into attempts (delivery_id, epoch, result) select id, 0, 'found' from proven`,
    [proof.deliveryId, proof.remoteId ?? null, proof.kommoId ?? null, proof.tick ?? null],
  );
  return rowCount === 1;
}

export const FENCE = `with fence as materialized (
  select chat_id, epoch from lanes where chat_id = $1 and lane = $2 and epoch = $3 for share
)`;

export function fenceOf(held: HeldLane): [string, string, number] {
  return [held.chat.chatId, held.lane, held.epoch];
}
