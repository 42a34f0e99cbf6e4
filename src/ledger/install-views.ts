import type pg from 'pg';
import type { AccountId } from '../model/ids';
import { INSTALL_STEPS, type InstallStep } from '../model/steps';
import { iso, pageOf, timeMark, type Page, type PageRequest } from './keyset';
import { progressOf, type KeptSteps, type ShownProgress } from './progress';

/** One coming of a code or token, and how far the installation came with it. Times are ISO 8601. */
export interface InstallView {
  readonly id: string;
  readonly integrationId: string;
  /** Where the account answers. */
  readonly host: string;
  /** null: the account has not been read yet. */
  readonly accountId: AccountId | null;
  readonly origin: 'consent' | 'widget' | 'by-hand';
  /** `waiting`: a step needs a person · `replaced`: a newer one has begun. */
  readonly state: 'running' | 'waiting' | 'done' | 'failed' | 'replaced';
  readonly steps: readonly ShownProgress<InstallStep>[];
  readonly begunBy: string;
  readonly begunAt: string;
  readonly endedAt: string | null;
}

type Row = Omit<InstallView, 'steps'> & { readonly steps: KeptSteps };

const VIEW = `id, integration_id as "integrationId", host, account_id as "accountId", origin, state, steps,
  begun_by as "begunBy", ${iso('begun_at')} as "begunAt", ${iso('ended_at')} as "endedAt"`;

/** The same as JSON, for a query that finds an installation. */
export const INSTALL_AS_JSON = `jsonb_build_object(
  'id', id, 'integrationId', integration_id, 'host', host, 'accountId', account_id, 'origin', origin, 'state', state,
  'steps', steps, 'begunBy', begun_by, 'begunAt', ${iso('begun_at')}, 'endedAt', ${iso('ended_at')})`;

/** Newest first. @param only this account's; null: all, those whose account is not known yet among them. */
export async function listInstalls(
  db: pg.Pool,
  { limit, after }: PageRequest,
  only: AccountId | null,
): Promise<Page<InstallView>> {
  const { rows } = await db.query<Row & { key: string }>(
    `select ${VIEW}, ${iso('begun_at')} || '/' || id as key from installs
     where ($1::bigint is null or account_id = $1)
       and ($2::timestamptz is null or (begun_at, id) < ($2, $3::uuid))
     order by begun_at desc, id desc limit $4`,
    [only, ...timeMark(after), limit],
  );
  const page = pageOf(rows, limit);
  return { rows: page.rows.map(withProgress), next: page.next };
}

/** @param only this account's; null: any. */
export async function findInstall(db: pg.Pool, id: string, only: AccountId | null): Promise<InstallView | undefined> {
  const { rows } = await db.query<Row>(
    `select ${VIEW} from installs where id = $1 and ($2::bigint is null or account_id = $2)`,
    [id, only],
  );
  return rows[0] && withProgress(rows[0]);
}

export function withProgress(row: Row): InstallView {
  return { ...row, steps: progressOf(INSTALL_STEPS, row.steps) };
}

export type InstallRow = Row;
