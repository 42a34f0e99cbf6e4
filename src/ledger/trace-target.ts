import type pg from 'pg';
import type { AccountId, DeliveryId } from '../model/ids';
import { partNamed } from '../model/part-key';
import type { Trace } from '../trace/trace';
import { iso } from './keyset';

/** A message as somebody names it. */
export interface Named {
  /** Ours of the message, the delivery or a part (`partKey`); amojo's of the message; or the messenger's. */
  readonly id: string;
  /** For the messenger's, which is unique in a chat only: the source's id, ours or the messenger's; */
  readonly source?: string;
  /** or the chat's: ours, amojo's or the messenger's. */
  readonly chat?: string;
}

/** One of several that a name fits. */
export interface Candidate extends Pick<
  Trace,
  'deliveryId' | 'messageId' | 'kind' | 'accountId' | 'sourceId' | 'chatId' | 'messenger' | 'lane'
> {
  readonly acceptedAt: string;
}

export type FoundByName =
  | { readonly kind: 'found'; readonly deliveryId: DeliveryId }
  /** The newest of them. */
  | { readonly kind: 'several'; readonly candidates: readonly Candidate[] }
  | { readonly kind: 'nothing' };

const SHOWN_AT_MOST = 20;

/**
 * Finds the one delivery that a name means. Of a message that went both ways (one that was begun here), the way to the customer.
 * @param only this account's; null: of any.
 */
export async function findNamed(
  db: pg.Pool,
  { id, source, chat }: Named,
  only: AccountId | null,
): Promise<FoundByName> {
  const { rows } = await db.query<Candidate>(FIND, [
    id,
    partNamed(id)?.messageId ?? null,
    source ?? null,
    chat ?? null,
    only,
  ]);
  const exact = rows.find(({ deliveryId }) => deliveryId === id);
  const [first, second] = exact === undefined ? rows : [exact];
  if (first === undefined) return { kind: 'nothing' };
  return second === undefined ? { kind: 'found', deliveryId: first.deliveryId } : { kind: 'several', candidates: rows };
}

/** Each way of naming one goes by an index of its own; the messenger's by those of the chats that it may be in. */
const FIND = `
with places as (
  select chats.id, chats.source_id
  from chats join sources on sources.id = chats.source_id
  where ($3::text is not null or $4::text is not null) and ($5::bigint is null or chats.account_id = $5)
    and ($3::text is null or sources.id::text = $3 or sources.remote_id = $3)
    and ($4::text is null or chats.id::text = $4 or chats.kommo_id = $4 or chats.remote_id = $4)
), named as (
  select id from deliveries where id = $2::uuid or message_id = $2::uuid
  union
  select deliveries.id from messages said join deliveries on deliveries.message_id = said.id where said.kommo_id = $1
  union
  -- chat by chat and few in all: the index is theirs, and the tables are large
  select deliveries.id
  from (
    select said.id
    from places
    cross join lateral (
      select id from messages where chat_id = places.id and remote_id = $1 limit ${SHOWN_AT_MOST}
    ) said
    limit ${SHOWN_AT_MOST}
  ) said
  join deliveries on deliveries.message_id = said.id
  union
  select part.id
  from (
    select parts.delivery_id as id
    from (select distinct source_id from places) shops
    join parts on parts.source_id = shops.source_id and parts.remote_id = $1
    cross join lateral (
      select from deliveries where id = parts.delivery_id and chat_id in (select id from places) limit 1
    ) theirs
    limit ${SHOWN_AT_MOST}
  ) part
), ways as (
  select distinct on (coalesce(deliveries.message_id, deliveries.id)) deliveries.*
  from named join deliveries on deliveries.id = named.id
  where $5::bigint is null or deliveries.account_id = $5
  order by coalesce(deliveries.message_id, deliveries.id), deliveries.id = $2::uuid desc, deliveries.lane = 'to-messenger' desc
)
select ways.id as "deliveryId", ways.message_id as "messageId", ways.kind, ways.account_id as "accountId",
       sources.id as "sourceId", ways.chat_id as "chatId", sources.messenger, ways.lane,
       ${iso('ways.accepted_at')} as "acceptedAt"
from ways join chats on chats.id = ways.chat_id join sources on sources.id = chats.source_id
order by ways.accepted_at desc, ways.id limit ${SHOWN_AT_MOST}`;
