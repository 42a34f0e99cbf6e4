import type pg from 'pg';
import { iso } from './keyset';

/** A write that its caller gave a key. */
export interface NamedWrite {
  readonly caller: string;
  readonly key: string;
  /** Of everything that makes it this request and no other. */
  readonly requestHash: string;
}

export type BegunWrite =
  /** Do it. `begunAt` tells this run from one that took over from it. */
  | { readonly kind: 'begun'; readonly begunAt: string }
  | { readonly kind: 'answered'; readonly status: number; readonly body: unknown }
  /** It was answered, and the answer must not be kept. */
  | { readonly kind: 'not-kept' }
  | { readonly kind: 'under-way' }
  | { readonly kind: 'other-request' };

const KEPT_FOR = `interval '24 hours'`;
/** Whoever works on a write says so more often; after this the process is gone. */
const ALIVE_WITHIN = `interval '15 seconds'`;
/** A row that was there a moment ago may be swept away. */
const TRIES = 3;

/** Begins a write, or tells what became of it. One whose process died is begun anew by its repeat. */
export async function beginWrite(db: pg.Pool, write: NamedWrite): Promise<BegunWrite> {
  const { caller, key, requestHash } = write;
  for (let tries = 1; ; tries += 1) {
    const { rows } = await db.query<{ begunAt: string }>(
      `insert into answered_writes as kept (caller, key, request_hash) values ($1, $2, $3)
       on conflict (caller, key) do update
       set request_hash = excluded.request_hash, status = null, body = null, begun_at = now(), alive_at = now()
       where kept.begun_at < now() - ${KEPT_FOR}
          or (kept.status is null and kept.request_hash = excluded.request_hash
              and kept.alive_at < now() - ${ALIVE_WITHIN})
       returning ${iso('begun_at')} as "begunAt"`,
      [caller, key, requestHash],
    );
    const begun = rows[0];
    if (begun !== undefined) return { kind: 'begun', begunAt: begun.begunAt };
    const before = await whatBecame(db, write);
    if (before !== undefined) return before;
    if (tries === TRIES) return { kind: 'under-way' };
  }
}

async function whatBecame(db: pg.Pool, { caller, key, requestHash }: NamedWrite): Promise<BegunWrite | undefined> {
  const { rows } = await db.query<{ request_hash: string; status: number | null; body: unknown }>(
    'select request_hash, status, body from answered_writes where caller = $1 and key = $2',
    [caller, key],
  );
  const row = rows[0];
  if (row === undefined) return undefined;
  if (row.request_hash !== requestHash) return { kind: 'other-request' };
  if (row.status === null) return { kind: 'under-way' };
  if (row.body === null && row.status !== 204) return { kind: 'not-kept' };
  return { kind: 'answered', status: row.status, body: row.body };
}

/** The write is still worked on. */
export async function writeGoesOn(db: pg.Pool, { caller, key }: NamedWrite, begunAt: string): Promise<void> {
  await db.query(
    `update answered_writes set alive_at = now()
     where caller = $1 and key = $2 and begun_at = $3::timestamptz and status is null`,
    [caller, key, begunAt],
  );
}

/** Keeps the answer for repeats. @param body undefined: it has none, or must not be kept. */
export async function keepAnswer(
  db: pg.Pool,
  { caller, key }: NamedWrite,
  begunAt: string,
  { status, body }: { readonly status: number; readonly body: unknown },
): Promise<void> {
  await db.query(
    `update answered_writes set status = $4, body = $5
     where caller = $1 and key = $2 and begun_at = $3::timestamptz`,
    [caller, key, begunAt, status, body === undefined ? null : JSON.stringify(body)],
  );
}

/** It could not be done; a repeat tries anew. */
export async function forgetWrite(db: pg.Pool, { caller, key }: NamedWrite, begunAt: string): Promise<void> {
  await db.query('delete from answered_writes where caller = $1 and key = $2 and begun_at = $3::timestamptz', [
    caller,
    key,
    begunAt,
  ]);
}

/** Removes answers whose time is over. @returns how many. */
export async function forgetOldAnswers(db: pg.Pool): Promise<number> {
  const { rowCount } = await db.query(`delete from answered_writes where begun_at < now() - ${KEPT_FOR}`);
  return rowCount ?? 0;
}
