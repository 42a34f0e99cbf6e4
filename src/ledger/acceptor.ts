import type pg from 'pg';
import { asChatId } from '../model/ids';
import type { Work } from '../model/work';
import { acceptHistory } from './accept-history';
import { ACCEPT, type InsertedRow } from './accept-statement';
import {
  isLaneEvent,
  type AcceptableEvent,
  type KeptEvent,
  type Move,
  type Notice,
  type OldConversations,
  type PromptEvent,
  type Receipt,
  type SourceNotice,
  type TemplateChange,
  type Watermark,
} from './acceptable';
import { holdsNul, storable, wellFormed } from './acceptable-text';
import { Beginnings } from './beginnings';
import { followMove } from './chats';
import { isDataError, isDeadlock } from './database';
import { Directory } from './directory';
import { keepIdle, keepUnparsed, keepUnrouted } from './kept-events';
import { laneRow, mediaRow, type PlacedEvent } from './lane-rows';
import { writeNote } from './notes';
import { promoteImported } from './promote-imported';
import { proveSends } from './proofs';
import { markRepeated, repeatedAmong } from './repeats';
import { noteSourceNotice } from './source-notices';
import { wantSyncOfSource } from './template-syncs';
import { matchReceipts } from './ticks';
import type { ChatToWake } from './wakes';
import { raiseWatermark } from './watermarks';
import type { Vault } from './vault';

export interface Accepted {
  /** Dedupe keys of the events that were new; the others had been accepted before. */
  readonly fresh: ReadonlySet<string>;
  /** To be woken now. Of requests that shared a commit, the first is given the chats of all, so that each is woken once. */
  readonly wake: readonly ChatToWake[];
}

interface Request {
  readonly events: readonly PromptEvent[];
  resolve(accepted: Accepted): void;
  reject(error: unknown): void;
}

const MOST_EVENTS_PER_COMMIT = 500;
const DEADLOCK_TRIES = 4;
/**
 * Makes events durable. Requests that come while a commit is in flight share the next one, so that a burst costs a
 * few commits and not one each (design §3, Accepting 4).
 */
export class Acceptor {
  readonly #db: pg.Pool;
  readonly #vault: Vault;
  readonly #directory: Directory;
  readonly #beginnings: Beginnings;
  #waiting: Request[] = [];
  #committing = false;

  constructor(db: pg.Pool, vault: Vault) {
    this.#db = db;
    this.#vault = vault;
    this.#directory = new Directory(db);
    this.#beginnings = new Beginnings(db, vault);
  }

  /**
   * Resolves when every event of the request is committed; all of them or none, but for old conversations, of which each is
   * kept by itself: who gives the request again finds them there.
   * Data the ledger refuses (a NUL character) is kept as bytes, `unparsed`, and its neighbours do not notice.
   * @throws when the database cannot take it: nothing was accepted.
   */
  async accept(events: readonly AcceptableEvent[]): Promise<Accepted> {
    const old = events.filter((event) => event.kind === 'history');
    const prompt = events.filter((event) => event.kind !== 'history');
    if (old.length === 0) return this.#acceptPrompt(prompt);
    const told = merge(await this.#keepOld(old));
    return prompt.length === 0 ? told : merge([told, await this.#acceptPrompt(prompt)]);
  }

  #acceptPrompt(events: readonly PromptEvent[]): Promise<Accepted> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ events, resolve, reject });
      if (!this.#committing) void this.#commitWaiting();
    });
  }

  /** Beside the commits that requests share: a webhook of thousands of messages must not hold up what people write now. */
  async #keepOld(events: readonly OldConversations[]): Promise<readonly Committed[]> {
    const parts: Committed[] = [];
    for (const event of events) {
      try {
        const isNew = await acceptHistory(this.#db, event);
        parts.push({ fresh: new Set(isNew ? [event.dedupeKey] : []), wake: [] });
      } catch (error) {
        if (!isDataError(error)) throw error;
        parts.push(await this.#keepBytes(event));
      }
    }
    return parts;
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
        this.#forget();
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

  async #commitOne(event: PromptEvent): Promise<Committed> {
    if (event.kind !== 'kept' && isRefused(event)) return this.#keepBytes(event);
    try {
      return await this.#commit([event]);
    } catch (error) {
      if (!isDataError(error) || event.kind === 'kept') throw error;
      return this.#keepBytes(event);
    }
  }

  async #keepBytes(event: Exclude<AcceptableEvent, KeptEvent>): Promise<Committed> {
    const committed = await this.#commit([keepUnparsed(event)]);
    return { fresh: new Set(committed.fresh.size > 0 ? [event.dedupeKey] : []), wake: [] };
  }

  async #commit(events: readonly PromptEvent[]): Promise<Committed> {
    const forLanes = events.filter(isLaneEvent);
    // First: what is written from a new address must not make a chat of its own.
    const moved = await this.#move(events.filter((event) => event.kind === 'move'));
    const rest: Unplaced = {
      receipts: events.filter((event) => event.kind === 'receipt'),
      watermarks: events.filter((event) => event.kind === 'watermark'),
      notices: events.filter((event) => event.kind === 'notice'),
      sourceNotices: events.filter((event) => event.kind === 'source-notice'),
      templateChanges: events.filter((event) => event.kind === 'template-change'),
      kept: [...events.flatMap(keptRightAway), ...moved],
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
        await this.#beginnings.note(placed);
        const inserted = await this.#insert(placed, { ...rest, kept: [...rest.kept, ...homeless] });
        if (inserted.homeless.size === 0) {
          const repeated = forLanes.filter(({ dedupeKey }) => !inserted.fresh.has(dedupeKey));
          return { fresh: inserted.fresh, wake: [...inserted.wake, ...(await promoteImported(this.#db, repeated))] };
        }
        // The chats they were placed in have been removed since, or have become others.
        this.#forget();
        return merge([
          inserted,
          await this.#commit(forLanes.filter(({ dedupeKey }) => inserted.homeless.has(dedupeKey))),
        ]);
      } catch (error) {
        if (!isDeadlock(error) || tries >= DEADLOCK_TRIES) throw error;
      }
    }
  }

  #forget(): void {
    this.#directory.forget();
    this.#beginnings.forget();
  }

  async #insert(
    placed: readonly PlacedEvent[],
    { receipts, watermarks, notices, sourceNotices, templateChanges, kept }: Unplaced,
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
    await markRepeated(this.#db, repeatedAmong(placed, fresh, homeless));
    const receipted: ChatToWake[] = [];
    await proveSends(this.#db, receipts);
    // Receipts that come before their send is recorded are matched by the record; see `matchReceipts`.
    for (const sourceId of new Set(receipts.map((receipt) => receipt.sourceId))) {
      const remoteIds = receipts.filter((receipt) => receipt.sourceId === sourceId).map((receipt) => receipt.remoteId);
      receipted.push(...(await matchReceipts(this.#db, sourceId, remoteIds)));
    }
    for (const mark of watermarks) {
      const chat = await raiseWatermark(this.#db, mark);
      if (chat !== undefined) receipted.push(chat);
    }
    for (const notice of sourceNotices) await noteSourceNotice(this.#db, notice);
    for (const sourceId of new Set(templateChanges.map((change) => change.sourceId))) {
      await wantSyncOfSource(this.#db, sourceId);
    }
    const noted: ChatToWake[] = [];
    for (const notice of notices) {
      const { sourceId, chatRemoteId: remoteId } = notice;
      const chat = await writeNote(this.#db, { ...notice, chat: { sourceId, remoteId } });
      if (chat === 'no-chat') await this.#keep(keepIdle(notice, NOBODY_TO_TELL));
      else if (chat !== 'repeated') noted.push(chat);
      if (chat !== 'repeated') fresh.add(notice.dedupeKey);
    }
    return { fresh, homeless, wake: [...wake.values(), ...receipted, ...noted] };
  }

  async #move(moves: readonly Move[]): Promise<readonly KeptEvent[]> {
    const kept: KeptEvent[] = [];
    for (const move of moves) {
      const what = await followMove(this.#db, move);
      if (what === 'repeated') continue;
      kept.push(keepIdle(move, what === 'moved' ? 'The chat has a new address' : 'No chat had this address'));
    }
    return kept;
  }

  #keep(event: KeptEvent): Promise<unknown> {
    return this.#insert([], { ...NOTHING, kept: [event] });
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

function isRefused(event: PromptEvent): boolean {
  return event.kind !== 'kept' && holdsNul({ ...event, raw: null });
}

/** What is known to be kept before anything is done about it; of the rest, what came of it is written down. */
function keptRightAway(event: PromptEvent): KeptEvent[] {
  switch (event.kind) {
    case 'kept':
      return [event];
    case 'watermark':
      return [keepIdle(event, `Everything sent until then was ${event.state}`)];
    case 'source-notice':
    case 'template-change':
      return [keepIdle(event, event.text)];
    default:
      return [];
  }
}

/** Events that have no place in a lane. */
interface Unplaced {
  readonly receipts: readonly Receipt[];
  readonly watermarks: readonly Watermark[];
  readonly notices: readonly Notice[];
  readonly sourceNotices: readonly SourceNotice[];
  readonly templateChanges: readonly TemplateChange[];
  readonly kept: readonly KeptEvent[];
}

const NOTHING: Unplaced = {
  receipts: [],
  watermarks: [],
  notices: [],
  sourceNotices: [],
  templateChanges: [],
  kept: [],
};

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

function receiptRow(event: Receipt): object {
  return {
    account_id: event.accountId,
    source_id: event.sourceId,
    dedupe_key: event.dedupeKey,
    remote_id: event.remoteId,
    correlation: event.correlation,
    state: event.state,
    code: event.code,
    text: event.text,
    said: event.said === null ? null : wellFormed(event.said),
    window_closed: event.windowClosed,
    at: event.at,
  };
}
