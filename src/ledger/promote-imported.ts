import type pg from 'pg';
import { ALL_WORK } from '../model/work';
import type { AcceptableEvent, EchoFromMessenger, MessageFromMessenger } from './acceptable';
import { toWake, type ChatToWake } from './wakes';

type Said = MessageFromMessenger | EchoFromMessenger;

/**
 * What comes live and is in the ledger already may have been imported, and not have gone yet: it goes as a live one then, for
 * live messages wait for no import (promise P10), and an import that is cancelled takes none with it (promise P1). What the
 * import has begun to tell, it tells to its end. Either way the customer wrote just now, which opens the window.
 *
 * @param events that were accepted before, as the keys say
 */
export async function promoteImported(db: pg.Pool, events: readonly AcceptableEvent[]): Promise<ChatToWake[]> {
  const said = events.filter(
    (event): event is Said => event.kind === 'message-from-messenger' || event.kind === 'echo-from-messenger',
  );
  if (said.length === 0) return [];
  const { rows } = await db.query<{
    id: string;
    account_id: number;
    source_id: string;
    messenger: ChatToWake['messenger'];
    last_seq: number;
  }>(PROMOTE, [JSON.stringify(said.map(toldLive))]);
  return rows.map((row) => toWake(row, ALL_WORK));
}

function toldLive(event: Said): object {
  const opens = event.kind === 'message-from-messenger';
  return {
    dedupe_key: event.dedupeKey,
    at: event.at,
    wrote: opens && event.opensWindow ? event.at : null,
    closes_at: opens && event.windowMs !== null ? new Date(event.at + event.windowMs).toISOString() : null,
  };
}

const PROMOTE = `
with given as (
  select * from jsonb_to_recordset($1) as given(dedupe_key text, at bigint, wrote bigint, closes_at timestamptz)
), imported as (
  select deliveries.id, deliveries.chat_id, given.*,
         deliveries.state = 'pending' and deliveries.claimed_at is null
           or deliveries.outcome in ('ignored', 'failed') as goes
  from given join deliveries on deliveries.dedupe_key = given.dedupe_key and deliveries.lane = 'import'
), numbered as (
  update chats
  set last_seq = chats.last_seq + news.goes, last_event_at = now(),
      customer_wrote_at = greatest(chats.customer_wrote_at, to_timestamp(news.wrote / 1000.0)),
      window_closes_at = greatest(chats.window_closes_at, news.closes_at),
      closed_at = case when news.closes_at > now() then null else chats.closed_at end
  from (select chat_id, count(*) filter (where goes) as goes, max(wrote) as wrote, max(closes_at) as closes_at
        from imported group by chat_id) news
  where chats.id = news.chat_id
  returning chats.id, chats.account_id, chats.source_id, chats.last_seq, chats.last_seq - news.goes as before, news.goes
), promoted as (
  update deliveries
  set lane = 'to-kommo', state = 'pending', seq = placed.seq, origin_at = placed.at, accepted_at = now(),
      expires_at = now() + sources.expire_to_kommo, outcome = null, outcome_code = null, outcome_text = null,
      done_at = null, claimed_at = null, next_attempt_at = null, attempts = 0, kommo_msec = null
  from (select imported.id, imported.at, numbered.source_id,
               numbered.before + row_number() over (partition by imported.chat_id order by imported.at) as seq
        from imported join numbered on numbered.id = imported.chat_id where imported.goes) placed
  join sources on sources.id = placed.source_id
  where deliveries.id = placed.id and deliveries.lane = 'import'
)
select numbered.id, numbered.account_id, numbered.source_id, sources.messenger, numbered.last_seq
from numbered join sources on sources.id = numbered.source_id
where numbered.goes > 0`;
