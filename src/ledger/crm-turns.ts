import type pg from 'pg';

/** Three a second: the rest of Kommo's seven (kommo-platform.md §9.4) is for installations, tokens and sources. */
const STEP = "interval '334 milliseconds'";

/**
 * Takes a turn for one request about a contact, over all processes.
 * @returns milliseconds until the turn; undefined where it would be later than `withinMs`, and no turn was taken
 */
export async function takeCrmTurn(db: pg.Pool, withinMs: number): Promise<number | undefined> {
  const { rows } = await db.query<{ wait: number }>(
    `insert into crm_turns (id, next_at) values (true, clock_timestamp() + ${STEP})
     on conflict (id) do update set next_at = greatest(crm_turns.next_at, clock_timestamp()) + ${STEP}
     where crm_turns.next_at <= clock_timestamp() + $1 * interval '1 millisecond'
     returning greatest(0, ceil(extract(epoch from next_at - ${STEP} - clock_timestamp()) * 1000))::int as wait`,
    [withinMs],
  );
  return rows[0]?.wait;
}
