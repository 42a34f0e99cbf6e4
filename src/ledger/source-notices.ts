import type pg from 'pg';
import type { SourceNotice } from './acceptable';
import { keptSaid } from './acceptable-text';

/** Writes down what the messenger tells of a source; one that is broken is shown so until a check finds it well. */
export async function noteSourceNotice(
  db: pg.Pool,
  { sourceId, isBroken, text, said, at }: SourceNotice,
): Promise<void> {
  await db.query(
    `update sources
     set notice = case when notice_at > to_timestamp($4 / 1000.0) then notice else $3 end,
         notice_said = case when notice_at > to_timestamp($4 / 1000.0) then notice_said else $5 end,
         notice_at = greatest(notice_at, to_timestamp($4 / 1000.0)),
         fault_since = case when $2 and fault is distinct from 'credentials' then now() else fault_since end,
         fault_text = case when $2 then $3 else fault_text end,
         fault_said = case when $2 then $5 else fault_said end,
         fault = case when $2 then 'credentials' else fault end
     where id = $1`,
    [sourceId, isBroken, text, at, keptSaid(said)],
  );
}
