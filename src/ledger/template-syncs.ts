import type pg from 'pg';
import type { ScopeId, SourceId } from '../model/ids';
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
