import type { Queryable } from './database';
import type { PlacedEvent } from './lane-rows';
import { AGAIN } from './trace-marks';

/**
 * Those of a commit that made nothing: their key had been accepted before, or comes a second time among them.
 * @param fresh keys that the commit took @param homeless keys of what it could not place
 */
export function repeatedAmong(
  placed: readonly PlacedEvent[],
  fresh: ReadonlySet<string>,
  homeless: ReadonlySet<string>,
): readonly PlacedEvent[] {
  const taken = new Set<string>();
  return placed.filter(({ event: { dedupeKey } }) => {
    if (homeless.has(dedupeKey)) return false;
    const isFirst = fresh.has(dedupeKey) && !taken.has(dedupeKey);
    taken.add(dedupeKey);
    return !isFirst;
  });
}

/**
 * Counts webhooks that were seen and dropped, for the trace of a message. A statement of its own, since hardly any is
 * repeated, and what makes rows is not to be slower for it.
 */
export async function markRepeated(db: Queryable, repeated: readonly PlacedEvent[]): Promise<void> {
  if (repeated.length === 0) return;
  await db.query(MARK_REPEATED, [JSON.stringify(repeated.map(repeatOf))]);
}

function repeatOf({ event, place }: PlacedEvent): object {
  const { came, dedupeKey } = event;
  const anew = event.kind === 'message-from-messenger' ? event : undefined;
  return {
    dedupe_key: dedupeKey,
    came: came?.at ?? null,
    is_spooled: came?.spooled !== undefined,
    chat_id: place.chatId,
    remote_id: anew?.remoteId ?? null,
    written_at: event.at,
    repeated_within: anew?.repeatedWithinMs ?? null,
  };
}

/** By its key, or by the message that it tells of once more by another (see `repeatedWithinMs`). */
const MARK_REPEATED = `
with given as (
  select *, coalesce(to_timestamp(came / 1000.0), now()) as came_at from jsonb_to_recordset($1)
    as given(dedupe_key text, came bigint, is_spooled boolean, chat_id uuid, remote_id text, written_at bigint,
             repeated_within integer)
), known as (
  select deliveries.id, given.came_at
  from given join deliveries on deliveries.dedupe_key = given.dedupe_key
  -- the spooled copy of what the ledger took all the same
  where not (given.is_spooled and deliveries.received_at is not distinct from given.came_at)
  union all
  select deliveries.id, given.came_at
  from given
  join messages said on said.chat_id = given.chat_id and said.remote_id = given.remote_id
                    and given.written_at - said.written_at between 0 and given.repeated_within
  join deliveries on deliveries.message_id = said.id and deliveries.dedupe_key <> given.dedupe_key
)
insert into trace_marks (delivery_id, mark, at, until, times)
select id, 'repeated', min(came_at), max(came_at), count(*) from known group by id order by id
${AGAIN}`;
