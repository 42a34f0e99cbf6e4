import type pg from 'pg';
import type { AccountId, SourceId } from '../model/ids';
import { iso, pageOf, type Page, type PageRequest } from './keyset';

/** Who changed what in the settings of an account. Times are ISO 8601. */
export interface ChangeView {
  readonly id: string;
  readonly accountId: AccountId;
  readonly at: string;
  readonly by: string;
  /** A word for programs: `source-added`. */
  readonly what: string;
  readonly sourceId: SourceId | null;
  /** The source's name at that time. */
  readonly source: string | null;
  readonly detail: string | null;
}

export interface ChangeQuery extends PageRequest {
  readonly accountId?: AccountId;
  readonly sourceId?: SourceId;
}

/** Newest first. @param only this account's; null: all. */
export async function listChanges(
  db: pg.Pool,
  { accountId, sourceId, limit, after }: ChangeQuery,
  only: AccountId | null,
): Promise<Page<ChangeView>> {
  const { rows } = await db.query<ChangeView & { key: string }>(
    `select id::text, account_id as "accountId", ${iso('at')} as at, by, what, source_id as "sourceId", source, detail,
            id::text as key
     from changes
     where ($1::bigint is null or account_id = $1) and ($2::bigint is null or account_id = $2)
       and ($3::uuid is null or source_id = $3) and ($4::bigint is null or id < $4)
     order by changes.id desc limit $5`,
    [only, accountId ?? null, sourceId ?? null, after ?? null, limit],
  );
  return pageOf(rows, limit);
}
