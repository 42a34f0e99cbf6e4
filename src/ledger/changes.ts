import type pg from 'pg';
import type { ChangeKind } from '../model/change-kind';
import type { SourceId } from '../model/ids';
import type { Said } from '../model/words';
import { keptSaid } from './acceptable-text';
import type { Queryable } from './database';
import type { GrantKey } from './grants';

export interface NewChange extends GrantKey {
  readonly by: string;
  readonly what: ChangeKind;
  /** The name is taken down as it is then. */
  readonly sourceId?: SourceId;
  /** More words; never a secret. */
  readonly detail?: string;
  /** The same by the codes of its sentences, where it is made of some. */
  readonly said?: readonly Said[];
  /** A change that is written down again under the same word is the same change. */
  readonly dedupe?: string;
}

export interface ChangeRow {
  readonly id: string;
  readonly at: number;
  readonly by: string;
  readonly what: ChangeKind;
  readonly source: string | null;
  readonly detail: string | null;
  readonly said: readonly Said[] | null;
}

/** Writes down who changed what; belongs into the transaction of the change. */
export async function noteChange(db: Queryable, change: NewChange): Promise<void> {
  await db.query(
    `insert into changes (account_id, integration_id, source_id, source, by, what, detail, dedupe_key, said)
     values ($1, $2, $3, (select name from sources where id = $3), $4, $5, $6, $7, $8)
     on conflict (dedupe_key) do nothing`,
    [
      change.accountId,
      change.integrationId,
      change.sourceId ?? null,
      change.by,
      change.what,
      change.detail ?? null,
      change.dedupe === undefined ? null : `${change.what}/${change.dedupe}`,
      keptSaid(change.said),
    ],
  );
}

/** Newest first. @param before id of a change: those that are older */
export async function listChanges(
  db: pg.Pool,
  { integrationId, accountId }: GrantKey,
  { before, limit }: { readonly before?: string; readonly limit: number },
): Promise<{ readonly changes: readonly ChangeRow[]; readonly next: string | null }> {
  const { rows } = await db.query<Omit<ChangeRow, 'at'> & { at: Date }>(
    `select changes.id::text, at, by, what, source, detail, said from changes
     where account_id = $1 and (integration_id is null or integration_id = $2) and ($3::bigint is null or changes.id < $3)
     order by changes.id desc limit $4`,
    [accountId, integrationId, before ?? null, limit + 1],
  );
  const page = rows.slice(0, limit).map((row) => ({ ...row, at: row.at.getTime() }));
  return { changes: page, next: rows.length > limit ? (page.at(-1)?.id ?? null) : null };
}
