import type { DeliveryId } from '../model/ids';
import type { Queryable } from './database';

/** What a delivery can wait for with nothing claimed. A `hold` is of the account, the source or the chat. */
export const WAITS = ['file', 'quote', 'turn', 'address', 'account-hold', 'source-hold', 'chat-hold'] as const;
export type WaitsFor = (typeof WAITS)[number];

/** Once more is no new mark: its last time is moved, and it is counted. */
export const AGAIN = `on conflict (delivery_id, mark, what)
  do update set until = greatest(trace_marks.until, excluded.until), times = trace_marks.times + excluded.times`;

/** Notes for the trace that a delivery waits, beside the way where it is claimed and sent. */
export async function markWaiting(db: Queryable, deliveryId: DeliveryId, what: WaitsFor): Promise<void> {
  await db.query(`insert into trace_marks (delivery_id, mark, what) values ($1, 'waited', $2) ${AGAIN}`, [
    deliveryId,
    what,
  ]);
}

/** Its lane has become a parked activity, which an operator sees. */
export async function markParked(db: Queryable, deliveryId: DeliveryId): Promise<void> {
  await db.query(`insert into trace_marks (delivery_id, mark) values ($1, 'parked') ${AGAIN}`, [deliveryId]);
}
