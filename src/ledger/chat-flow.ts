import type pg from 'pg';
import type { AccountId, ChatId, SourceId } from '../model/ids';
import type { Lane } from '../model/lane';
import type { MessengerKind } from '../model/messenger-kind';
import {
  DELIVERY_JOINS,
  DELIVERY_VIEW,
  IS_STUCK,
  type DeliveryPage,
  type DeliveryView,
  type SaidTexts,
} from './delivery-views';
import { heldBecause, heldSaid, type SaidHold } from './holds';
import { iso, pageOf, type PageRequest } from './keyset';

export const WINDOW_STATES = ['open', 'shut', 'none'] as const;

/** How messages go in a chat now; never what they say, nor who writes (promise P7). Times are ISO 8601. */
export interface ChatFlow {
  readonly id: ChatId;
  readonly accountId: AccountId;
  readonly sourceId: SourceId;
  readonly messenger: MessengerKind;
  /** `none`: nothing limits when it can be answered. `at`: until or since when. */
  readonly window: { readonly state: (typeof WINDOW_STATES)[number]; readonly at: string | null };
  /** Why nothing is sent, when account, source or chat is held. */
  readonly heldBecause: string | null;
  /** Whether it is the chat itself that is held: then resuming the chat ends it. */
  readonly isPaused: boolean;
  readonly lanes: readonly LaneFlow[];
  readonly lastEventAt: string | null;
}

export interface LaneFlow {
  readonly lane: Lane;
  /** Deliveries without an outcome; of these, how many are stuck. */
  readonly waiting: number;
  readonly stuck: number;
  /** When the oldest that waits was accepted. */
  readonly since: string | null;
}

const ofHold = (held: (table: 'chats' | 'sources' | 'accounts') => string): string =>
  `case when chats.held_until > now() then ${held('chats')}
        when sources.held_until > now() then ${held('sources')}
        when accounts.held_until > now() then ${held('accounts')} end`;

/** @param only this account's; null: any. */
export async function findChatFlow(
  db: pg.Pool,
  id: ChatId,
  only: AccountId | null,
): Promise<(ChatFlow & SaidHold) | undefined> {
  const { rows } = await db.query<ChatFlow & SaidHold>(
    `select chats.id, chats.account_id as "accountId", chats.source_id as "sourceId", sources.messenger,
            jsonb_build_object('state', case when chats.window_closes_at is null then 'none'
                                             when chats.window_closes_at > now() then 'open' else 'shut' end,
                               'at', ${iso('chats.window_closes_at')}) as window,
            ${ofHold(heldBecause)} as "heldBecause", ${ofHold(heldSaid)} as "heldSaid",
            coalesce(chats.held_until > now(), false) as "isPaused",
            (select jsonb_agg(jsonb_build_object('lane', lane.name, 'waiting', coalesce(counted.waiting, 0),
                                                 'stuck', coalesce(counted.stuck, 0), 'since', counted.since)
                              order by lane.name desc)
             from (values ('to-messenger'), ('to-kommo')) lane (name)
             left join lateral (
               select count(*) as waiting, count(*) filter (where ${IS_STUCK}) as stuck,
                      ${iso('min(deliveries.accepted_at)')} as since
               from deliveries
               where deliveries.chat_id = chats.id and deliveries.lane = lane.name and deliveries.state <> 'done'
             ) counted on true) as lanes,
            ${iso('chats.last_event_at')} as "lastEventAt"
     from chats
     join sources on sources.id = chats.source_id
     join accounts on accounts.id = chats.account_id
     where chats.id = $1 and ($2::bigint is null or chats.account_id = $2)`,
    [id, only],
  );
  return rows[0];
}

/** Of one lane of the chat, what is numbered before `$2`. */
const OF_LANE = (lane: Lane): string => `
  (select * from deliveries
   where chat_id = $1 and lane = '${lane}' and seq < coalesce($2::bigint, ${String(2n ** 63n - 1n)})
   order by seq desc limit $3)`;

/**
 * What went in a chat, newest first: by its numbers, which each lane has in an index, so that a page of a chat of many years
 * reads no more than itself. What came here with a chat that became one with this is numbered behind what was there. What is
 * imported is told of by its import.
 */
export async function deliveriesOfChat(db: pg.Pool, id: ChatId, { limit, after }: PageRequest): Promise<DeliveryPage> {
  const { rows } = await db.query<DeliveryView & SaidTexts & { key: string }>(
    `with deliveries as (${OF_LANE('to-kommo')} union all ${OF_LANE('to-messenger')})
     select ${DELIVERY_VIEW}, deliveries.seq::text as key ${DELIVERY_JOINS}
     order by deliveries.seq desc limit $3`,
    [id, after ?? null, limit],
  );
  const page = pageOf(rows, limit);
  return { deliveries: page.rows, next: page.next };
}
