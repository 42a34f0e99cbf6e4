import type { Lane } from '../model/lane';
import type { MessengerKind } from '../model/messenger-kind';
import { sayOfWaiting as say } from '../words/waiting';

/** A piece of an album waits for the others: so long after the last that came, and so long in all. */
const ALBUM_WAITS = "interval '1 second'";
const ALBUM_WAITS_AT_MOST = "interval '3 seconds'";
/** How long an administrator has to decide whether a message still goes out that was found too late. */
const ASKS_FOR = "interval '3 days'";
/** Why such a message waits; said of it too if nobody decides. */
export const ASKED = say('waits.decision');
/** A file that cannot be had for so long is not waited for any more. */
const FETCH_AT_MOST = "interval '10 minutes'";

/** A time of how a row came in, which is given in milliseconds. */
const msOf = (row: string, name: string): string => `to_timestamp((${row}.came ->> '${name}')::bigint / 1000.0)`;

/** What the statement tells of each event that it took or could not place. */
export interface InsertedRow {
  readonly dedupe_key: string;
  readonly chat_id: string | null;
  readonly lane: Lane | null;
  readonly account_id: number;
  readonly source_id: string;
  readonly messenger: MessengerKind;
  readonly after_seq: number;
  /** Not inserted: its chat is gone. */
  readonly homeless: boolean;
  readonly last_seq: number;
  readonly has_file: boolean;
}

/**
 * One statement for a whole batch. Rows are numbered under the chat row's lock; chats are locked in id order so that
 * two api processes rarely meet crosswise. A repeated key that slips past `fresh` in another process's commit meets
 * the unique constraint and leaves a gap in the numbers, for which nobody waits.
 */
export const ACCEPT = `
with given as (
  select * from jsonb_to_recordset($1)
    as given(n integer, delivery_id uuid, message_id uuid, chat_id uuid, author_id uuid, origin text, lane text,
             kind text, remote_id text, kommo_id text, dedupe_key text, written_at bigint,
             window_closes_at timestamptz, customer_wrote bigint, reference text, content jsonb, target jsonb, album text,
             repeated_within integer, late text, came jsonb)
), fresh as (
  select distinct on (dedupe_key) * from given
  where not exists (select from deliveries known where known.dedupe_key = given.dedupe_key)
    -- the messenger may tell of it once more by another key
    and (repeated_within is null
         or not exists (select from messages said
                        where said.chat_id = given.chat_id and said.remote_id = given.remote_id
                          and given.written_at - said.written_at between 0 and given.repeated_within)
            and not exists (select from jsonb_to_recordset($1)
                              as before(n integer, chat_id uuid, remote_id text, written_at bigint)
                            where before.chat_id = given.chat_id and before.remote_id = given.remote_id
                              and before.n < given.n
                              and given.written_at - before.written_at between 0 and given.repeated_within))
  order by dedupe_key, n
), locked as (
  select id, reference from chats where id in (select chat_id from fresh) order by id for no key update
), numbered as (
  update chats
  set last_seq = chats.last_seq + news.count,
      last_event_at = now(),
      window_closes_at = greatest(chats.window_closes_at, news.window_closes_at),
      customer_wrote_at = greatest(chats.customer_wrote_at, news.customer_wrote_at),
      closing = case when news.customer_wrote_at is not null then null else chats.closing end,
      away = case when news.customer_wrote_at >= chats.away_at then null else chats.away end,
      away_at = case when news.customer_wrote_at >= chats.away_at then null else chats.away_at end,
      closed_at = case when news.window_closes_at > now() then null else chats.closed_at end,
      reference = case when news.referred_at >= coalesce(chats.referred_at, 0) then news.reference else chats.reference end,
      referred_at = greatest(chats.referred_at, news.referred_at)
  from (select chat_id, count(*) as count, max(window_closes_at) as window_closes_at,
               to_timestamp(max(customer_wrote) / 1000.0) as customer_wrote_at,
               (array_agg(reference order by written_at desc, n desc) filter (where reference is not null))[1] as reference,
               max(written_at) filter (where reference is not null) as referred_at
        from fresh group by chat_id) news
  join locked on locked.id = news.chat_id
  where chats.id = news.chat_id
  returning chats.id, chats.account_id, chats.source_id, chats.last_seq, chats.last_seq - news.count as before,
            locked.reference as reference_before, chats.reference
), referred as (
  insert into address_changes (account_id, chat_id, before, after)
  select account_id, id, reference_before, reference from numbered where reference_before <> reference
), delivered as (
  insert into deliveries (id, account_id, chat_id, message_id, lane, kind, dedupe_key, seq, origin_at, expires_at,
                          content, target, author_id, album, not_before, late_at, gap, last_text,
                          received_at, hook_bytes, taken_by, verified_by, spooled_at, spooled_for)
  select fresh.delivery_id, numbered.account_id, fresh.chat_id, fresh.message_id, fresh.lane, fresh.kind,
         fresh.dedupe_key, numbered.before + row_number() over (partition by fresh.chat_id order by fresh.n),
         fresh.written_at,
         now() + case when fresh.late = 'asks' then ${ASKS_FOR}
                      when fresh.lane = 'to-kommo' then sources.expire_to_kommo else sources.expire_to_messenger end,
         case when fresh.message_id is null then fresh.content end, fresh.target,
         case when fresh.message_id is null then fresh.author_id end, fresh.album,
         case when fresh.album is not null and fresh.lane = 'to-messenger' then now() + ${ALBUM_WAITS} end,
         case when fresh.late is not null then now() end, fresh.late, case when fresh.late = 'asks' then '${ASKED.text}' end,
         ${msOf('fresh', 'at')}, (fresh.came ->> 'bytes')::integer, fresh.came ->> 'by', fresh.came ->> 'rule',
         ${msOf('fresh', 'spooled_at')}, fresh.came ->> 'spooled_for'
  from fresh
  join numbered on numbered.id = fresh.chat_id
  join sources on sources.id = numbered.source_id
  on conflict (dedupe_key) do nothing
  returning id, chat_id, lane, dedupe_key
), together as (
  -- another piece of an album has come: the first ones wait for more, though not for ever
  update deliveries waiting
  set not_before = least(waiting.accepted_at + ${ALBUM_WAITS_AT_MOST}, now() + ${ALBUM_WAITS})
  from fresh
  where waiting.chat_id = fresh.chat_id and waiting.album = fresh.album and waiting.lane = fresh.lane
    and waiting.state = 'pending' and waiting.not_before > now()
), said as (
  insert into messages (id, account_id, chat_id, origin, author_id, remote_id, kommo_id, content, written_at)
  select fresh.message_id, numbered.account_id, fresh.chat_id, fresh.origin, fresh.author_id, fresh.remote_id,
         fresh.kommo_id, fresh.content, fresh.written_at
  from fresh join delivered on delivered.id = fresh.delivery_id join numbered on numbered.id = fresh.chat_id
  where fresh.message_id is not null
), files as (
  insert into media (id, account_id, chat_id, delivery_id, origin, type, reference, same_as, name, mime_type, size, duration_s,
                     give_up_at)
  select given.id, numbered.account_id, delivered.chat_id, delivered.id, given.origin, given.type, given.reference,
         given.same_as, given.name, given.mime_type, given.size, given.duration_s, now() + ${FETCH_AT_MOST}
  from jsonb_to_recordset($4)
    as given(id uuid, delivery_id uuid, origin text, type text, reference text, same_as text, name text, mime_type text,
             size bigint, duration_s integer)
  join delivered on delivered.id = given.delivery_id
  join numbered on numbered.id = delivered.chat_id
  returning delivery_id
), receipted as (
  insert into receipts (account_id, source_id, dedupe_key, remote_id, correlation, state, code, text, said, window_closed, at)
  select account_id, source_id, dedupe_key, remote_id, correlation, state, code, text, said, window_closed, at
  from jsonb_to_recordset($2)
    as given(account_id bigint, source_id uuid, dedupe_key text, remote_id text, correlation text, state text, code integer, text text,
             said jsonb, window_closed boolean, at bigint)
  on conflict (dedupe_key) do nothing
  returning dedupe_key
), kept as (
  insert into events (account_id, scope_id, connection_id, kind, dedupe_key, reason, raw)
  select account_id, scope_id, connection_id, kind, dedupe_key, reason,
         -- where nothing is kept of an account that has gone, its bytes are not kept either
         case when exists (select from scopes
                           where removed_at is not null and not keep_data
                             and (scopes.id = given.scope_id
                                  or exists (select from sources
                                             where connection_id = given.connection_id and sources.scope_id = scopes.id)))
                   and not exists (select from sources join scopes on scopes.id = sources.scope_id
                                   where connection_id = given.connection_id
                                     and (scopes.removed_at is null or scopes.keep_data))
              then null else raw end
  from jsonb_to_recordset($3)
    as given(account_id bigint, scope_id text, connection_id uuid, kind text, dedupe_key text, reason text, raw text)
  on conflict (dedupe_key) do nothing
  returning dedupe_key
)
select delivered.dedupe_key, delivered.chat_id, delivered.lane, numbered.account_id, numbered.source_id,
       sources.messenger, numbered.before as after_seq, numbered.last_seq,
       exists (select from files where files.delivery_id = delivered.id) as has_file, false as homeless
from delivered
join numbered on numbered.id = delivered.chat_id
join sources on sources.id = numbered.source_id
union all select dedupe_key, null, null, null, null, null, null, null, false, false from receipted
union all select dedupe_key, null, null, null, null, null, null, null, false, false from kept
union all select dedupe_key, null, null, null, null, null, null, null, false, true
          from fresh where chat_id not in (select id from locked)`;
