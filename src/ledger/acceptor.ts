import { createHash } from 'node:crypto';
import type pg from 'pg';
import { asChatId } from '../model/ids';
import type { Lane } from '../model/lane';
import type { Work } from '../model/work';
import type { MessengerKind } from '../model/messenger-kind';
import { isLaneEvent, type AcceptableEvent, type KeptEvent, type LaneEvent } from './acceptable';
import type { Move, Notice, Receipt } from './acceptable';
import { holdsNul, storable } from './acceptable-text';
import { moveChat } from './chats';
import { isDataError, isDeadlock } from './database';
import { Directory } from './directory';
import { laneRow, mediaRow, type PlacedEvent } from './lane-rows';
import { writeNote } from './notes';
import { matchReceipts } from './ticks';
import type { ChatToWake } from './wakes';
import type { Vault } from './vault';

export interface Accepted {
  /** Dedupe keys of the events that were new; the others had been accepted before. */
  readonly fresh: ReadonlySet<string>;
  /** To be woken now. Of requests that shared a commit, the first is given the chats of all, so that each is woken once. */
  readonly wake: readonly ChatToWake[];
}

interface Request {
  readonly events: readonly AcceptableEvent[];
  resolve(accepted: Accepted): void;
  reject(error: unknown): void;
}

const MOST_EVENTS_PER_COMMIT = 500;
const DEADLOCK_TRIES = 4;
/** A piece of an album waits for the others: so long after the last that came, and so long in all. */
const ALBUM_WAITS = "interval '1 second'";
const ALBUM_WAITS_AT_MOST = "interval '3 seconds'";
/** A file that cannot be had for so long is not waited for any more. */
const FETCH_AT_MOST = "interval '10 minutes'";

/**
 * Makes events durable. Requests that come while a commit is in flight share the next one, so that a burst costs a
 * few commits and not one each (design §3, Accepting 4).
 */
export class Acceptor {
  readonly #db: pg.Pool;
  readonly #vault: Vault;
  readonly #directory: Directory;
  #waiting: Request[] = [];
  #committing = false;

  constructor(db: pg.Pool, vault: Vault) {
    this.#db = db;
    this.#vault = vault;
    this.#directory = new Directory(db);
  }

  /**
   * Resolves when every event of the request is committed; all of them or none.
   * Data the ledger refuses (a NUL character) is kept as bytes, `unparsed`, and its neighbours do not notice.
   * @throws when the database cannot take it: nothing was accepted.
   */
  accept(events: readonly AcceptableEvent[]): Promise<Accepted> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ events, resolve, reject });
      if (!this.#committing) void this.#commitWaiting();
    });
  }

  async #commitWaiting(): Promise<void> {
    this.#committing = true;
    while (this.#waiting.length > 0) {
      const requests = this.#takeBatch();
      try {
        await this.#commitTogether(requests);
      } catch (error) {
        for (const request of requests) request.reject(error);
      }
    }
    this.#committing = false;
  }

  #takeBatch(): Request[] {
    let events = 0;
    const count = this.#waiting.findIndex((request) => (events += request.events.length) > MOST_EVENTS_PER_COMMIT);
    return this.#waiting.splice(0, count === -1 ? this.#waiting.length : Math.max(1, count));
  }

  async #commitTogether(requests: readonly Request[]): Promise<void> {
    const events = requests.flatMap((request) => request.events);
    if (!events.some(isRefused)) {
      try {
        const committed = await this.#commit(events);
        requests.forEach((request, index) =>
          request.resolve({ fresh: freshOf(request, committed), wake: index === 0 ? committed.wake : [] }),
        );
        return;
      } catch (error) {
        if (!isDataError(error)) throw error;
        this.#directory.forget();
      }
    }
    // One of them is refused by the data types; which one, only trying singly tells.
    for (const request of requests) {
      const parts = [];
      for (const event of request.events) parts.push(await this.#commitOne(event));
      const committed = merge(parts);
      request.resolve({ fresh: freshOf(request, committed), wake: committed.wake });
    }
  }

  async #commitOne(event: AcceptableEvent): Promise<Committed> {
    if (event.kind !== 'kept' && isRefused(event)) return this.#keepBytes(event);
    try {
      return await this.#commit([event]);
    } catch (error) {
      if (!isDataError(error) || event.kind === 'kept') throw error;
      return this.#keepBytes(event);
    }
  }

  async #keepBytes(event: Exclude<AcceptableEvent, KeptEvent>): Promise<Committed> {
    const kept: KeptEvent = {
      kind: 'kept',
      as: 'unparsed',
      accountId: event.accountId,
      scopeId: 'scopeId' in event ? event.scopeId : null,
      connectionId: null,
      dedupeKey: `unparsed/${createHash('sha256').update(event.dedupeKey).digest('hex')}`,
      reason: 'The ledger refuses the data, for example a NUL character',
      raw: event.raw,
    };
    const committed = await this.#commit([kept]);
    return { fresh: new Set(committed.fresh.size > 0 ? [event.dedupeKey] : []), wake: [] };
  }

  async #commit(events: readonly AcceptableEvent[]): Promise<Committed> {
    const forLanes = events.filter(isLaneEvent);
    const rest: Unplaced = {
      receipts: events.filter((event) => event.kind === 'receipt'),
      notices: events.filter((event) => event.kind === 'notice'),
      moves: events.filter((event) => event.kind === 'move'),
      kept: events.filter((event) => event.kind === 'kept'),
    };
    for (let tries = 1; ; tries += 1) {
      try {
        const places = await this.#directory.place(forLanes);
        const placed: PlacedEvent[] = [];
        const homeless: KeptEvent[] = [];
        forLanes.forEach((event, index) => {
          const place = places[index];
          if (place === undefined || place === 'unrouted') homeless.push(keepUnrouted(event));
          else if (place === 'no-chat') homeless.push(keepIdle(event, 'It concerns a message that nobody here knows'));
          else placed.push({ event, place });
        });
        const inserted = await this.#insert(placed, { ...rest, kept: [...rest.kept, ...homeless] });
        if (inserted.homeless.size === 0) return inserted;
        // The chats they were placed in have been removed since.
        this.#directory.forget();
        return merge([
          inserted,
          await this.#commit(forLanes.filter(({ dedupeKey }) => inserted.homeless.has(dedupeKey))),
        ]);
      } catch (error) {
        if (!isDeadlock(error) || tries >= DEADLOCK_TRIES) throw error;
      }
    }
  }

  async #insert(
    placed: readonly PlacedEvent[],
    { receipts, notices, moves, kept }: Unplaced,
  ): Promise<Committed & { readonly homeless: ReadonlySet<string> }> {
    const laneRows = placed.map(laneRow);
    const { rows } = await this.#db.query<InsertedRow>(ACCEPT, [
      JSON.stringify(laneRows.map(({ row }) => row)),
      JSON.stringify(receipts.map(receiptRow)),
      JSON.stringify(kept.map((event) => this.#keptRow(event))),
      JSON.stringify(laneRows.flatMap(({ row, file }) => (file === undefined ? [] : [mediaRow(row, file)]))),
    ]);
    const fresh = new Set<string>();
    const homeless = new Set<string>();
    const wake = new Map<string, ChatToWake & { work: Work[] }>();
    for (const row of rows) {
      (row.homeless ? homeless : fresh).add(row.dedupe_key);
      if (row.chat_id === null || row.lane === null) continue;
      const chat = wake.get(row.chat_id) ?? {
        chatId: asChatId(row.chat_id),
        accountId: row.account_id,
        sourceId: row.source_id,
        messenger: row.messenger,
        afterSeq: row.after_seq,
        lastSeq: row.last_seq,
        work: [],
      };
      wake.set(row.chat_id, chat);
      for (const work of row.has_file ? [row.lane, 'media' as const] : [row.lane]) {
        if (!chat.work.includes(work)) chat.work.push(work);
      }
    }
    const receipted: ChatToWake[] = [];
    // Receipts that come before their send is recorded are matched by the record; see `matchReceipts`.
    for (const sourceId of new Set(receipts.map((receipt) => receipt.sourceId))) {
      const remoteIds = receipts.filter((receipt) => receipt.sourceId === sourceId).map((receipt) => receipt.remoteId);
      receipted.push(...(await matchReceipts(this.#db, sourceId, remoteIds)));
    }
    const noted: ChatToWake[] = [];
    for (const notice of notices) {
      const { dedupeKey, sourceId, chatRemoteId: remoteId, text, at } = notice;
      const chat = await writeNote(this.#db, { chat: { sourceId, remoteId }, dedupeKey, text, at });
      if (chat === 'no-chat') await this.#keep(keepIdle(notice, NOBODY_TO_TELL));
      else if (chat !== 'repeated') noted.push(chat);
      if (chat !== 'repeated') fresh.add(dedupeKey);
    }
    for (const move of moves) {
      const moved = await moveChat(this.#db, { sourceId: move.sourceId, remoteId: move.chatRemoteId }, move.to);
      await this.#keep(keepIdle(move, moved ? 'The chat has a new address' : 'No chat had this address'));
      fresh.add(move.dedupeKey);
    }
    return { fresh, homeless, wake: [...wake.values(), ...receipted, ...noted] };
  }

  #keep(event: KeptEvent): Promise<unknown> {
    return this.#insert([], { receipts: [], notices: [], moves: [], kept: [event] });
  }

  #keptRow(event: KeptEvent): object {
    return {
      account_id: event.accountId,
      scope_id: event.scopeId,
      connection_id: event.connectionId,
      kind: event.as,
      dedupe_key: event.dedupeKey,
      reason: storable(event.reason),
      raw: event.raw === null ? null : this.#vault.seal(event.raw, `events/${event.dedupeKey}`),
    };
  }
}

function isRefused(event: AcceptableEvent): boolean {
  return event.kind !== 'kept' && holdsNul({ ...event, raw: null });
}

/** Events that have no place in a lane. */
interface Unplaced {
  readonly receipts: readonly Receipt[];
  readonly notices: readonly Notice[];
  readonly moves: readonly Move[];
  readonly kept: readonly KeptEvent[];
}

const NOBODY_TO_TELL = 'Nobody has written in this chat, so there is nobody to tell';

interface Committed {
  /** Dedupe keys of the events that were new. */
  readonly fresh: ReadonlySet<string>;
  readonly wake: readonly ChatToWake[];
}

function freshOf(request: Request, committed: Committed): ReadonlySet<string> {
  return new Set(request.events.map(({ dedupeKey }) => dedupeKey).filter((key) => committed.fresh.has(key)));
}

function merge(parts: readonly Committed[]): Committed {
  return {
    fresh: new Set(parts.flatMap((part) => [...part.fresh])),
    wake: parts.flatMap((part) => part.wake),
  };
}

function keepIdle(event: Notice | Move | LaneEvent, reason: string): KeptEvent {
  return {
    kind: 'kept',
    as: 'ignored',
    accountId: event.accountId,
    scopeId: null,
    connectionId: null,
    dedupeKey: event.dedupeKey,
    reason,
    raw: null,
  };
}

function keepUnrouted(event: LaneEvent): KeptEvent {
  return {
    kind: 'kept',
    as: 'unrouted',
    accountId: event.accountId,
    scopeId: event.scopeId,
    connectionId: null,
    dedupeKey: event.dedupeKey,
    reason: 'The account has no source to answer from',
    raw: event.raw,
  };
}

function receiptRow(event: Receipt): object {
  return {
    account_id: event.accountId,
    source_id: event.sourceId,
    dedupe_key: event.dedupeKey,
    remote_id: event.remoteId,
    state: event.state,
    code: event.code,
    text: event.text,
    at: event.at,
  };
}

interface InsertedRow {
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
const ACCEPT = `
with given as (
  select * from jsonb_to_recordset($1)
    as given(n integer, delivery_id uuid, message_id uuid, chat_id uuid, author_id uuid, origin text, lane text,
             kind text, remote_id text, kommo_id text, dedupe_key text, written_at bigint,
             window_closes_at timestamptz, content jsonb, target jsonb, album text)
), fresh as (
  select distinct on (dedupe_key) * from given
  where not exists (select from deliveries known where known.dedupe_key = given.dedupe_key)
  order by dedupe_key, n
), locked as (
  select id from chats where id in (select chat_id from fresh) order by id for no key update
), numbered as (
  update chats
  set last_seq = chats.last_seq + news.count,
      last_event_at = now(),
      window_closes_at = greatest(chats.window_closes_at, news.window_closes_at),
      closed_at = case when news.window_closes_at > now() then null else chats.closed_at end
  from (select chat_id, count(*) as count, max(window_closes_at) as window_closes_at from fresh group by chat_id) news
  join locked on locked.id = news.chat_id
  where chats.id = news.chat_id
  returning chats.id, chats.account_id, chats.source_id, chats.last_seq, chats.last_seq - news.count as before
), delivered as (
  insert into deliveries (id, account_id, chat_id, message_id, lane, kind, dedupe_key, seq, origin_at, expires_at,
                          content, target, author_id, album, not_before)
  select fresh.delivery_id, numbered.account_id, fresh.chat_id, fresh.message_id, fresh.lane, fresh.kind,
         fresh.dedupe_key, numbered.before + row_number() over (partition by fresh.chat_id order by fresh.n),
         fresh.written_at,
         now() + case fresh.lane when 'to-kommo' then sources.expire_to_kommo else sources.expire_to_messenger end,
         case when fresh.message_id is null then fresh.content end, fresh.target,
         case when fresh.message_id is null then fresh.author_id end, fresh.album,
         case when fresh.album is not null and fresh.lane = 'to-messenger' then now() + ${ALBUM_WAITS} end
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
  insert into receipts (account_id, source_id, dedupe_key, remote_id, state, code, text, at)
  select account_id, source_id, dedupe_key, remote_id, state, code, text, at
  from jsonb_to_recordset($2)
    as given(account_id bigint, source_id uuid, dedupe_key text, remote_id text, state text, code integer, text text,
             at bigint)
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
