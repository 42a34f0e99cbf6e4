import type pg from 'pg';
import type { AccountId } from '../model/ids';

/**
 * Takes a turn for one request to Kommo's chats for an import, over all workers. Turns are spaced by when they are taken, so
 * nobody makes up for a pause.
 * @returns milliseconds until the turn
 */
export async function takeImportTurn(db: pg.Pool, accountId: AccountId, perSecond: number): Promise<number> {
  const { rows } = await db.query<{ wait: number }>(
    `insert into import_turns (account_id, next_at) values ($1, clock_timestamp() + $2 * interval '1 millisecond')
     on conflict (account_id) do update
     set next_at = greatest(import_turns.next_at, clock_timestamp()) + $2 * interval '1 millisecond'
     returning greatest(0, ceil(extract(epoch from next_at - $2 * interval '1 millisecond' - clock_timestamp()) * 1000))::int
                 as wait`,
    [accountId, 1_000 / perSecond],
  );
  return rows[0]?.wait ?? 0;
}

/** Kommo asks for fewer: imports of the account stop for a while, so that what it takes is left to live messages. */
export async function restImports(db: pg.Pool, accountId: AccountId, forMs: number): Promise<void> {
  await db.query(
    `insert into import_turns (account_id, next_at) values ($1, clock_timestamp() + $2 * interval '1 millisecond')
     on conflict (account_id) do update
     set next_at = greatest(import_turns.next_at, clock_timestamp() + $2 * interval '1 millisecond')`,
    [accountId, forMs],
  );
}
