import type pg from 'pg';
import { asAccountId, asIntegrationId, type ScopeId, type SourceId } from '../model/ids';
import type { Words } from '../model/words';
import { keptSaid } from './acceptable-text';
import type { GrantKey } from './grants';

/** How far the comparing of templates is, and how it ended. Times are milliseconds since 1970. */
export interface TemplateSync {
  readonly state: 'waiting' | 'running' | 'idle';
  readonly begunAt: number | null;
  readonly endedAt: number | null;
  readonly done: number;
  readonly all: number;
  /** What could not be done the last time, and what would help. */
  readonly trouble: Words | null;
}

/** Has the templates of a source's installation compared soon: something changed at the messenger. */
export async function wantSyncOfSource(db: pg.Pool, sourceId: SourceId): Promise<void> {
  await db.query(
    `insert into template_syncs (scope_id, account_id, wanted_at)
     select scope_id, account_id, clock_timestamp() from sources where id = $1
     on conflict (scope_id) do update set wanted_at = excluded.wanted_at`,
    [sourceId],
  );
}

/** The same: something changed in Kommo, or somebody asked for it. */
export async function wantSync(db: pg.Pool, { integrationId, accountId }: GrantKey): Promise<void> {
  await db.query(
    `insert into template_syncs (scope_id, account_id, wanted_at)
     select id, account_id, clock_timestamp() from scopes where integration_id = $1 and account_id = $2
     on conflict (scope_id) do update set wanted_at = excluded.wanted_at`,
    [integrationId, accountId],
  );
}

/** Wishes that the account's workflow does not know of yet. */
export async function untoldSyncs(
  db: pg.Pool,
): Promise<readonly (GrantKey & { readonly scopeId: string; readonly wantedAt: string })[]> {
  const { rows } = await db.query<{ scope_id: string; integration_id: string; account_id: number; wanted_at: string }>(
    `select template_syncs.scope_id, scopes.integration_id, scopes.account_id, template_syncs.wanted_at::text
     from template_syncs join scopes on scopes.id = template_syncs.scope_id
     where (told_at is null or told_at < wanted_at) and scopes.removed_at is null
     limit 200`,
  );
  return rows.map((row) => ({
    scopeId: row.scope_id,
    integrationId: asIntegrationId(row.integration_id),
    accountId: asAccountId(row.account_id),
    wantedAt: row.wanted_at,
  }));
}

/** @param wantedAt what was told; what was wished for since is told too */
export async function markSyncTold(db: pg.Pool, scopeId: string, wantedAt: string): Promise<void> {
  await db.query('update template_syncs set told_at = $2::timestamptz where scope_id = $1', [scopeId, wantedAt]);
}

export async function beginSync(db: pg.Pool, scopeId: ScopeId): Promise<void> {
  await db.query(
    `insert into template_syncs (scope_id, account_id, told_at, begun_at)
     select id, account_id, clock_timestamp(), clock_timestamp() from scopes where id = $1
     on conflict (scope_id) do update
     set begun_at = clock_timestamp(), ended_at = null, steps_done = 0, steps_all = 0`,
    [scopeId],
  );
}

export async function noteSyncSteps(db: pg.Pool, scopeId: ScopeId, done: number, all: number): Promise<void> {
  await db.query('update template_syncs set steps_done = $2, steps_all = $3 where scope_id = $1', [scopeId, done, all]);
}

/** @param isOver false: it will be tried again by itself */
export async function endSync(db: pg.Pool, scopeId: ScopeId, trouble: Words | null, isOver: boolean): Promise<void> {
  await db.query(
    `update template_syncs
     set ended_at = case when $4 then clock_timestamp() end, trouble = $2, trouble_said = $3::jsonb
     where scope_id = $1`,
    [scopeId, trouble?.text ?? null, keptSaid(trouble?.said), isOver],
  );
}

export async function readSync(db: pg.Pool, scopeId: ScopeId): Promise<TemplateSync> {
  const { rows } = await db.query<{
    wanted: boolean;
    begun_at: Date | null;
    ended_at: Date | null;
    steps_done: number;
    steps_all: number;
    trouble: string | null;
    trouble_said: Words['said'] | null;
  }>(
    `select begun_at is null or wanted_at > begun_at as wanted, begun_at, ended_at, steps_done, steps_all,
            trouble, trouble_said
     from template_syncs where scope_id = $1`,
    [scopeId],
  );
  const [row] = rows;
  if (row === undefined) return { state: 'idle', begunAt: null, endedAt: null, done: 0, all: 0, trouble: null };
  const { trouble, trouble_said: said } = row;
  const isRunning = row.begun_at !== null && row.ended_at === null;
  return {
    state: isRunning ? 'running' : row.wanted ? 'waiting' : 'idle',
    begunAt: row.begun_at?.getTime() ?? null,
    endedAt: row.ended_at?.getTime() ?? null,
    done: row.steps_done,
    all: row.steps_all,
    trouble: trouble === null ? null : { text: trouble, ...(said == null ? {} : { said }) },
  };
}
