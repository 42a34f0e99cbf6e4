import type pg from 'pg';
import type { Check } from '../model/check';
import type { SourceId } from '../model/ids';
import type { Standing } from '../model/restriction';
import { noteAnswered } from './restrictions';

export interface Checked {
  readonly checks?: readonly Check[];
  /** Left out: the messenger did not say. */
  readonly restricts?: Standing;
}

/** What the messenger was asked about a source just now, and what it said. @param owner as `Messenger.ownerOf` */
export async function noteChecks(
  db: pg.Pool,
  sourceId: SourceId,
  { checks = [], restricts: standing }: Checked,
  owner?: string,
): Promise<void> {
  await db.query(
    'update sources set checks = $2, checks_at = now(), checked_at = now(), owner = coalesce($3, owner) where id = $1',
    [sourceId, JSON.stringify(checks), owner ?? null],
  );
  if (standing !== undefined) await noteAnswered(db, { sourceId, standing });
}
