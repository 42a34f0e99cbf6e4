import type pg from 'pg';
import type { SourceId } from '../model/ids';
import type { Forbidden, Restriction, Standing } from '../model/restriction';

/**
 * A restriction of which no end was told is believed for so long. Then the messenger is asked by sending: news that it is over
 * may have been lost on the way.
 */
const BELIEVED_MS = 24 * 3_600_000;

/** Of `sources`, what `believed` says of it. */
export const IS_RESTRICTED = `(sources.restricted is not null
  and now() < coalesce(sources.restricted_until, sources.restricted_at + interval '${BELIEVED_MS} milliseconds'))`;

/** A restriction as the messenger told it. Milliseconds since 1970. */
export interface ToldRestriction extends Restriction {
  readonly at: number;
}

export interface RestrictionRow {
  readonly restricted: Forbidden | null;
  readonly restricted_at: Date | null;
  readonly restricted_until: Date | null;
}

/** Of `sources`. */
export const RESTRICTION = 'sources.restricted, sources.restricted_at, sources.restricted_until';

export function restrictionOf({
  restricted: what,
  restricted_at: at,
  restricted_until: until,
}: RestrictionRow): ToldRestriction | null {
  if (what === null || at === null) return null;
  return { what, at: at.getTime(), ...(until === null ? {} : { until: until.getTime() }) };
}

/** @param now milliseconds since 1970 @returns undefined where it is over, or nobody knows any more whether it is */
export function believed(told: ToldRestriction | null, now: number): Restriction | undefined {
  if (told === null) return undefined;
  const { what, at, until } = told;
  if (now >= (until ?? at + BELIEVED_MS)) return undefined;
  return until === undefined ? { what } : { what, until };
}

/**
 * Writes down what the messenger told of a source, the newest by its own clock. Where it told of a whole account, it counts
 * for all of the connection's sources that are in it.
 */
export async function noteTold(
  db: pg.Pool,
  { sourceId, owner, standing, at }: ToldOf & { readonly owner?: string | undefined; readonly at: number },
): Promise<void> {
  await db.query(
    `with told as (select to_timestamp($5 / 1000.0) as at)
     update sources
     set restricted = $3, restricted_at = told.at, restricted_until = to_timestamp($4 / 1000.0)
     from told, sources named
     where named.id = $1 and sources.connection_id = named.connection_id
       and case when $2::text is null or sources.owner is null then sources.id = named.id else sources.owner = $2 end
       and (sources.restricted_at is null or sources.restricted_at <= told.at)`,
    [sourceId, owner ?? null, ...columnsOf(standing), at],
  );
}

/**
 * Writes down what the messenger answered when it was asked how a source is. An end that it told by itself is known better
 * than by the state of the source: such a restriction may be of its whole account, which the state does not tell.
 */
export async function noteAnswered(db: pg.Pool, { sourceId, standing }: ToldOf): Promise<void> {
  await db.query(
    `update sources
     set restricted = $2, restricted_at = now(), restricted_until = to_timestamp($3 / 1000.0)
     where id = $1
       and case when $2::text is null then restricted is not null and restricted_until is null
                else $2 = 'everything' or restricted_until is null or restricted_until <= now() end`,
    [sourceId, ...columnsOf(standing)],
  );
}

/**
 * Writes down what a refused send told: it is believed until the messenger tells otherwise, or is found well by the next check.
 * An end that was told stays known, as far as it is about such sends.
 * @param at by our clock, before it was sent: what the messenger has told of a time since then is newer
 * @returns what the messenger forbids the source by what is known now
 */
export async function noteRefused(
  db: pg.Pool,
  { sourceId, what, at }: { readonly sourceId: SourceId; readonly what: Forbidden; readonly at: number },
): Promise<ToldRestriction | null> {
  const { rows } = await db.query<RestrictionRow>(
    // Messengers tell times in whole seconds: what they tell of the same one is not older.
    `with refused as (select date_trunc('second', to_timestamp($3 / 1000.0)) as at), noted as (
       update sources
       set restricted = case when ${IS_RESTRICTED} and restricted <> $2 then 'everything' else $2 end,
           restricted_at = refused.at, restricted_until = null
       from refused
       where id = $1 and not (${IS_RESTRICTED} and restricted in ($2, 'everything'))
         and (restricted_at is null or restricted_at <= refused.at)
       returning ${RESTRICTION}
     )
     select * from noted
     union all select ${RESTRICTION} from sources where id = $1 and not exists (select from noted)`,
    [sourceId, what, at],
  );
  return rows[0] === undefined ? null : restrictionOf(rows[0]);
}

interface ToldOf {
  readonly sourceId: SourceId;
  readonly standing: Standing;
}

function columnsOf(standing: Standing): readonly [Forbidden | null, number | null] {
  return standing === 'lifted' ? [null, null] : [standing.what, standing.until ?? null];
}
