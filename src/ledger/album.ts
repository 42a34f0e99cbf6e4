import type pg from 'pg';
import type { MediaType } from '../model/content';
import type { DeliveryId } from '../model/ids';
import { claimedDelivery, CLAIMED_COLUMNS, type ClaimedMessage, type ClaimedRow } from './claimed';
import { FENCE, fenceOf } from './attempt';
import type { HeldLane } from './lane';
import { MAY_GO } from './late-rows';

/**
 * Claims what waits of the same album beside its first piece, in order, so that they are sent together. A piece that
 * cannot go with them stays where it is, and so does what comes after it: order counts for more than company (promise P3).
 * @param limits how many more at most, and of which kinds.
 */
export async function claimAlbum(
  db: pg.Pool,
  held: HeldLane,
  first: ClaimedMessage,
  limits: { readonly most: number; readonly together: readonly MediaType[] },
): Promise<ClaimedMessage[]> {
  const { rows } = await db.query<ClaimedRow>(
    `${FENCE}, pieces as (
       select deliveries.id, deliveries.origin_at, deliveries.seq,
              bool_and(deliveries.state = 'pending' and deliveries.expires_at > now()
                       and messages.content ->> 'type' = any($6))
                over (order by deliveries.origin_at, deliveries.seq) as along
       from fence
       join deliveries on deliveries.chat_id = fence.chat_id and deliveries.album = $5 and deliveries.lane = $2
       join messages on messages.id = deliveries.message_id
       where deliveries.id <> $4 and deliveries.state <> 'done' and ${MAY_GO}
     ), others as (
       select id from pieces where along order by origin_at, seq limit $7
     ), claimed as (
       update deliveries set state = 'claimed', epoch = fence.epoch, claimed_at = now()
       from others, fence where deliveries.id = others.id and deliveries.state = 'pending'
       returning deliveries.*
     )
     select ${CLAIMED_COLUMNS}
     from claimed left join messages on messages.id = claimed.message_id
     order by claimed.origin_at, claimed.seq`,
    [...fenceOf(held), first.id, first.album, limits.together, limits.most],
  );
  return rows.map(claimedDelivery).filter((delivery): delivery is ClaimedMessage => delivery.kind === 'message');
}

/** The pieces of an album that cannot go together go by themselves from now on. */
export async function dissolveAlbum(db: pg.Pool, ids: readonly DeliveryId[]): Promise<void> {
  await db.query('update deliveries set album = null where id = any($1)', [ids]);
}
