import type pg from 'pg';
import type { SourceNotice } from './acceptable';
import { keptSaid } from './acceptable-text';
import { noteTold } from './restrictions';

/**
 * Writes down what the messenger tells of a source, the newest by its own clock; one that is broken is shown so until a check
 * finds it well.
 */
export async function noteSourceNotice(db: pg.Pool, notice: SourceNotice): Promise<void> {
  const { sourceId, weight, text, said, at, restricts: standing, owner } = notice;
  if (standing !== undefined) await noteTold(db, { sourceId, owner, standing, at });
  await db.query(
    `with told as (select to_timestamp($5 / 1000.0) as at)
     update sources
     set notice = case when notice_at > told.at then notice else $3 end,
         notice_said = case when notice_at > told.at then notice_said else $4::jsonb end,
         notice_weight = case when notice_at > told.at then notice_weight else $2 end,
         notice_at = greatest(notice_at, told.at),
         fault_since = case when $2 = 'broken' and fault is distinct from 'credentials' then now() else fault_since end,
         fault_text = case when $2 = 'broken' then $3 else fault_text end,
         fault_said = case when $2 = 'broken' then $4::jsonb else fault_said end,
         fault = case when $2 = 'broken' then 'credentials' else fault end
     from told
     where id = $1`,
    [sourceId, weight, text, keptSaid(said), at],
  );
}
