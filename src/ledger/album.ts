import type pg from 'pg';
import type { MediaType } from '../model/content';
import type { DeliveryId } from '../model/ids';
import { claimedDelivery, CLAIMED_COLUMNS, type ClaimedMessage, type ClaimedRow } from './claim';
import { FENCE, fenceOf } from './attempt';
import type { HeldLane } from './lane';

/**
 * Claims what waits of the same album beside its first piece, in order, so that they are sent together.
 * @param limits how many more at most, and of which kinds; a piece of another kind stays where it is.
 */
export async function claimAlbum(
  db: pg.Pool,
  held: HeldLane,
  first: ClaimedMessage,
  limits: { readonly most: number; readonly together: readonly MediaType[] },
): Promise<ClaimedMessage[]> {
  const { rows } = await db.query<ClaimedRow>(
    `${FENCE}, others as (
       select deliveries.id
       from fence
       join deliveries on deliveries.chat_id = fence.chat_id and deliveries.album = $5 and deliveries.lane = $2
       join messages on messages.id = deliveries.message_id
       where deliveries.id <> $4 and deliveries.state = 'pending' and deliveries.expires_at > now()
         and messages.content ->> 'type' = any($6)
       order by deliveries.origin_at, deliveries.seq limit $7
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
