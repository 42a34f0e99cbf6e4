import type pg from 'pg';

/** An api process that could accept webhooks, without a break. Ages, so that nobody's clock but the ledger's counts. */
export interface Uptime {
  readonly id: string;
  /** Milliseconds. */
  readonly beganAgo: number;
  /** Milliseconds. */
  readonly seenAgo: number;
}

/** Longer than it takes any process that runs to tell that it does. */
const TOLD_WITHIN = "interval '6 seconds'";
/** Longer than anybody looks back: see `beginRound`. */
const KEPT_FOR = "interval '8 days'";

export async function noteUptimes(db: pg.Pool, uptimes: readonly Uptime[]): Promise<void> {
  await db.query(
    `insert into api_uptimes (id, since, until)
     select id, clock_timestamp() - began_ago * interval '1 millisecond', clock_timestamp() - seen_ago * interval '1 millisecond'
     from unnest($1::uuid[], $2::float8[], $3::float8[]) as told(id, began_ago, seen_ago)
     on conflict (id) do update set until = greatest(api_uptimes.until, excluded.until)`,
    [uptimes.map(({ id }) => id), uptimes.map(({ beganAgo }) => beganAgo), uptimes.map(({ seenAgo }) => seenAgo)],
  );
}

/**
 * Writes down the times in which no api process could accept, as soon as it is sure that none did, and has every account
 * compared with Kommo's history for it. Any number of processes may do so at a time.
 * @returns how many such times were new
 */
export async function noteOutages(db: pg.Pool): Promise<number> {
  const { rows } = await db.query<{ fresh: number }>(
    `with told as (
       select range_agg(tstzrange(since, until, '[]')) as times from api_uptimes
       where until > clock_timestamp() - ${KEPT_FOR}
     ), fresh as (
       insert into outages (began_at, ended_at)
       select lower(between_them), upper(between_them)
       from told, unnest(tstzmultirange(tstzrange(lower(times), upper(times))) - times) as between_them
       where upper(between_them) < clock_timestamp() - ${TOLD_WITHIN}
       on conflict (began_at) do nothing
       returning 1
     ), wanted as (
       insert into reconciliations (scope_id, account_id, wanted_at)
       select id, account_id, clock_timestamp() from scopes
       where removed_at is null and exists (select from fresh)
       on conflict (scope_id) do update set wanted_at = excluded.wanted_at
     )
     select count(*)::integer as fresh from fresh`,
  );
  return rows[0]?.fresh ?? 0;
}

/** What nobody looks at any more. */
export async function forgetUptimes(db: pg.Pool): Promise<void> {
  await db.query(`delete from api_uptimes where until < clock_timestamp() - ${KEPT_FOR}`);
}
