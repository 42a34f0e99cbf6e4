import type pg from 'pg';
import type { Check } from '../model/check';
import type { SourceId } from '../model/ids';

/** What the messenger was asked about a source just now, and what it said. */
export async function noteChecks(db: pg.Pool, sourceId: SourceId, checks: readonly Check[]): Promise<void> {
  await db.query('update sources set checks = $2, checks_at = now(), checked_at = now() where id = $1', [
    sourceId,
    JSON.stringify(checks),
  ]);
}
