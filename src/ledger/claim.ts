import type pg from 'pg';
import { asDeliveryId, type DeliveryId } from '../model/ids';
import type { Outcome, Tick } from '../model/outcome';
import { wordsOf, type Words } from '../model/words';
import { wellFormed } from './acceptable-text';
import { CLAIMED_COLUMNS, claimedDelivery, type ClaimedDelivery, type ClaimedRow } from './claimed';
import { LaneLost, type HeldLane } from './lane';
import { MAY_GO } from './late-rows';

/** What is held. A source is held for sending only. */
export type HoldBy = 'account' | 'source' | 'chat';

export type Claim =
  | { readonly kind: 'claimed'; readonly delivery: ClaimedDelivery }
  /** The head of the lane may not be tried yet. */
  | {
      readonly kind: 'wait';
      readonly deliveryId: DeliveryId;
      readonly ms: number;
      readonly attempts: number;
      readonly why: string;
    }
  /** Account, source or chat is held. */
  | {
      readonly kind: 'held';
      readonly by: HoldBy;
      readonly deliveryId: DeliveryId;
      readonly ms: number;
      readonly why: string;
    }
  /** Not claimed, because it was not asked for. */
  | { readonly kind: 'left' }
  | { readonly kind: 'empty' };

/** How a delivery ended. */
export interface Settlement {
  readonly deliveryId: DeliveryId;
  readonly outcome: Outcome;
  /** The messenger's or amojo's id of the message, where it was sent. */
  readonly remoteId?: string;
  readonly kommoId?: string;
  /** amojo's ids learned from the answer. */
  readonly chatKommoId?: string;
  readonly customerKommoId?: string;
  /** To the messenger only: what the manager sees from now on. */
  readonly tick?: Tick;
}

type ClaimRow = HeadRow & (ClaimedRow | { readonly state: null });

interface HeadRow {
  readonly fenced: boolean;
  readonly settled: boolean;
  readonly held_ms: number | null;
  readonly held_reason: string | null;
  readonly held_by: HoldBy | null;
  readonly head_id: string | null;
  readonly wait_ms: number | null;
  readonly expires_ms: number | null;
  readonly head_attempts: number | null;
  readonly head_last_text: string | null;
}

/**
 * Records how the previous delivery ended and claims the next, in one round trip.
 * The head of a lane is what was begun before; among rows not yet claimed, (origin time, number) decides (promise P3).
 * @throws LaneLost when the lane has another holder; nothing was recorded or claimed then.
 */
export async function settleAndClaim(
  db: pg.Pool,
  held: HeldLane,
  settlement: Settlement | undefined,
  next: 'claim' | 'leave',
): Promise<Claim> {
  const { rows } = await db.query<ClaimRow>(SETTLE_AND_CLAIM, [
    held.chat.chatId,
    held.lane,
    held.epoch,
    settlement === undefined ? null : JSON.stringify(settlementRow(settlement)),
    next === 'claim',
    held.importId ?? null,
  ]);
  const row = rows[0];
  if (row?.fenced !== true || (settlement !== undefined && !row.settled))
    throw new LaneLost(held.chat.chatId, held.lane);
  if (row.head_id === null) return { kind: 'empty' };
  if (next === 'leave') return { kind: 'left' };
  if (row.state === null) {
    const until = row.expires_ms ?? 0;
    return (row.held_ms ?? 0) > 0
      ? {
          kind: 'held',
          deliveryId: asDeliveryId(row.head_id),
          ms: Math.min(row.held_ms ?? 0, until),
          by: row.held_by ?? 'account',
          why: row.held_reason ?? 'held',
        }
      : {
          kind: 'wait',
          deliveryId: asDeliveryId(row.head_id),
          ms: Math.min(row.wait_ms ?? 0, until),
          attempts: row.head_attempts ?? 0,
          why: row.head_last_text ?? '',
        };
  }
  return { kind: 'claimed', delivery: claimedDelivery(row) };
}

function settlementRow(settlement: Settlement): object {
  const { outcome, tick } = settlement;
  const code = outcome.kind === 'failed' ? outcome.failure.code : outcome.kind === 'unknown' ? 905 : null;
  const words = wordsOfOutcome(outcome);
  return {
    delivery_id: settlement.deliveryId,
    outcome: outcome.kind,
    code,
    text: words?.text ?? null,
    words: words?.said === undefined ? null : wellFormed(words),
    result: outcome.kind === 'sent' ? 'sent' : outcome.kind === 'unknown' ? 'unknown' : 'refused',
    remote_id: settlement.remoteId,
    kommo_id: settlement.kommoId,
    chat_kommo_id: settlement.chatKommoId,
    customer_kommo_id: settlement.customerKommoId,
    tick,
  };
}

function wordsOfOutcome(outcome: Outcome): Words | undefined {
  switch (outcome.kind) {
    case 'sent':
      return undefined;
    case 'failed':
      return wordsOf(outcome.failure);
    case 'ignored':
      return { text: outcome.reason };
    case 'unknown':
      return wordsOf(outcome);
  }
}

/**
 * A row that was tried before keeps its place, also when it was put back: parts of it may be out, or its time used.
 * One that was only looked at has none; see `PutOffOptions.untouched`.
 */
const SETTLE_AND_CLAIM = `
with fence as materialized (
  select chat_id, epoch from lanes where chat_id = $1 and lane = $2 and epoch = $3 for share
), given as (
  select given.* from fence, jsonb_to_record($4)
    as given(delivery_id uuid, outcome text, code integer, text text, result text, remote_id text, kommo_id text,
             chat_kommo_id text, customer_kommo_id text, tick text, words jsonb)
), settled as (
  update deliveries
  set state = 'done', outcome = given.outcome, outcome_code = given.code, outcome_text = given.text, done_at = now(),
      tick = coalesce(given.tick, deliveries.tick),
      tick_code = case when given.tick = 'failed' then given.code end,
      tick_text = case when given.tick = 'failed' then given.text end,
      words = given.words,
      -- "sent" is what Kommo shows before any report
      tick_reported = case when given.tick = 'sent' then 'sent' else deliveries.tick_reported end
  from given, fence
  where deliveries.id = given.delivery_id and deliveries.epoch = fence.epoch and deliveries.state <> 'done'
  returning deliveries.id, deliveries.message_id, deliveries.chat_id,
            -- of one in doubt, the claim is of whoever looked for evidence
            coalesce(deliveries.uncertain_since, deliveries.claimed_at) as begun_at
), said as (
  update messages
  set kommo_id = coalesce(messages.kommo_id, given.kommo_id), remote_id = coalesce(
        messages.remote_id,
        (select parts.remote_id from parts where parts.delivery_id = settled.id and parts.index = 0),
        given.remote_id)
  from given, settled
  where messages.id = settled.message_id and coalesce(given.kommo_id, given.remote_id) is not null
), part as (
  insert into parts (delivery_id, index, source_id, state, remote_id, sent_at)
  select settled.id, 0, chats.source_id, 'sent', given.remote_id, now()
  from settled join chats on chats.id = settled.chat_id, given
  where given.remote_id is not null
  on conflict (delivery_id, index) do nothing
), chat as (
  update chats set kommo_id = given.chat_kommo_id
  from given, settled
  where chats.id = settled.chat_id and chats.kommo_id is distinct from given.chat_kommo_id
    and given.chat_kommo_id is not null
    and not exists (select from chats other
                    where other.scope_id = chats.scope_id and other.kommo_id = given.chat_kommo_id)
), customer as (
  update participants set kommo_id = given.customer_kommo_id
  from given, settled join chats on chats.id = settled.chat_id
  where participants.id = chats.customer_id and participants.kommo_id is null and given.customer_kommo_id is not null
), attempt as (
  insert into attempts (delivery_id, epoch, result, code, text, begun_at)
  select settled.id, fence.epoch, given.result, given.code, given.text, settled.begun_at from settled, given, fence
), head as (
  select deliveries.id, deliveries.attempts, deliveries.last_text,
         extract(epoch from deliveries.next_attempt_at - now()) * 1000 as next_ms,
         extract(epoch from deliveries.not_before - now()) * 1000 as not_before_ms,
         extract(epoch from deliveries.expires_at - now()) * 1000 as expires_ms
  from fence join deliveries on deliveries.chat_id = fence.chat_id and deliveries.lane = $2
  where deliveries.state <> 'done' and deliveries.id is distinct from (select delivery_id from given)
    and ($6::uuid is null or deliveries.import_id = $6)
    and ${MAY_GO}
  order by deliveries.state = 'pending', deliveries.claimed_at is null, deliveries.origin_at, deliveries.seq
  limit 1
), held as (
  select extract(epoch from longest.until - now()) * 1000 as ms, longest.reason, longest.by
  from fence
  join chats on chats.id = fence.chat_id
  join sources on sources.id = chats.source_id
  join accounts on accounts.id = chats.account_id
  cross join lateral (
    select until, reason, by
    from (values (accounts.held_until, accounts.held_reason, 'account'),
                 (chats.held_until, chats.held_reason, 'chat'),
                 -- trouble with a source is trouble with sending: what customers write still reaches Kommo
                 (case when $2 = 'to-messenger' then sources.held_until end, sources.held_reason, 'source'))
           as holds(until, reason, by)
    order by until desc nulls last limit 1
  ) longest
), claimed as (
  update deliveries
  set state = case deliveries.state when 'uncertain' then 'uncertain' else 'claimed' end,
      epoch = fence.epoch, claimed_at = now(),
      kommo_msec = case deliveries.lane when 'to-kommo' then coalesce(
        deliveries.kommo_msec,
        greatest(deliveries.origin_at,
                 (select max(kommo_msec) + 1 from deliveries where chat_id = $1),
                 -- some messengers tell whole seconds: an answer must not be shown before what it answers
                 (select max(written_at) + 1 from messages
                  where chat_id = $1 and origin = 'kommo' and created_at < deliveries.accepted_at)))
        -- of an old message its own time; behind those of the same moment that were before it
        when 'import' then coalesce(
          deliveries.kommo_msec,
          greatest(deliveries.origin_at,
                   (select max(before.kommo_msec) + 1 from deliveries before
                    where before.chat_id = $1 and before.kommo_msec >= deliveries.origin_at
                      and (before.origin_at < deliveries.origin_at
                           or before.origin_at = deliveries.origin_at and before.seq < deliveries.seq)))) end
  from head, held, fence
  where $5 and deliveries.id = head.id and deliveries.state in ('pending', 'uncertain')
    -- what is out of time is claimed to be ended, whatever holds it (promise P2)
    and (coalesce(greatest(head.next_ms, head.not_before_ms, held.ms), 0) <= 0
         or head.expires_ms <= 0 and deliveries.state = 'pending')
  returning deliveries.*
)
select (select true from fence) as fenced,
       exists (select from settled) as settled,
       -- an integer of milliseconds ends at 24 days; a hold for a month is still a hold
       least(ceil(coalesce(held.ms, 0)), 2147483647)::integer as held_ms, held.reason as held_reason, held.by as held_by,
       head.id as head_id,
       least(greatest(ceil(head.next_ms), ceil(head.not_before_ms), 0), 2147483647)::integer as wait_ms,
       greatest(least(ceil(head.expires_ms), 2147483647), 0)::integer as expires_ms,
       head.attempts as head_attempts, head.last_text as head_last_text,
       ${CLAIMED_COLUMNS}
from (select 1) as one
left join held on true
left join head on true
left join claimed on claimed.id = head.id
left join messages on messages.id = claimed.message_id`;
