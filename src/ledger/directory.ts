import type pg from 'pg';
import { asChatId, asParticipantId, type ChatId, type ParticipantId } from '../model/ids';
import { chatIdFrom } from '../model/own-ids';
import type { CustomerProfile, FromKommo, FromMessenger, LaneEvent } from './acceptable';
import { wellFormed } from './acceptable-text';
import { moveChat } from './chats';
import { BoundedMap } from './bounded-map';

/** Chat and author of an event, as the ledger knows them. */
export interface Placed {
  readonly chatId: ChatId;
  /** null where nobody says who did it. */
  readonly authorId: ParticipantId | null;
}

/**
 * `unrouted`: the scope has no source to answer from · `no-chat`: it concerns a message, and nobody has written in the
 * chat since we know it.
 */
export type Place = Placed | 'unrouted' | 'no-chat';

type FromCustomer = FromMessenger & { readonly author: CustomerProfile };

const REMEMBERED = 20_000;
/** People are written again after this: their names may have been erased with an uninstallation. */
const PEOPLE_REMEMBERED_MS = 10 * 60_000;

interface KnownPerson {
  readonly id: ParticipantId;
  readonly profile: string;
  readonly until: number;
}

/**
 * Finds, or makes, the chats and participants that messages belong to. What it has seen it remembers, so that an
 * accepted message of a known chat costs one statement. An empty chat left by a crash harms nobody.
 */
export class Directory {
  readonly #db: pg.Pool;
  readonly #chats = new BoundedMap<string, ChatId>(REMEMBERED);
  readonly #participants = new BoundedMap<string, KnownPerson>(REMEMBERED);

  constructor(db: pg.Pool) {
    this.#db = db;
  }

  /**
   * @returns the place of each event, in the same order.
   * @throws pg.DatabaseError of class 22 when a name or id cannot be stored.
   */
  async place(events: readonly LaneEvent[]): Promise<Place[]> {
    const fromMessenger = events.filter((event) => event.side === 'messenger');
    const fromKommo = events.filter((event) => event.side === 'kommo');
    await this.#findMessengerChats(fromMessenger);
    await this.#moveToNewAddresses(fromMessenger);
    await this.#learnCustomers(fromMessenger.filter(isFromCustomer).filter((event) => this.#hasPlace(event)));
    await this.#learnUsers(fromKommo);
    await this.#learnMessengerChats(fromMessenger.filter(isFromCustomer).filter(makesChat));
    await this.#learnKommoChats(fromKommo);
    return events.map((event) => {
      const chatId = this.#chats.get(chatKey(event));
      if (chatId === undefined) return makesChat(event) ? 'unrouted' : 'no-chat';
      const key = authorKey(event);
      if (key === null) return { chatId, authorId: null };
      const author = this.#participants.get(key);
      if (author === undefined) throw new Error('An author was not stored');
      return { chatId, authorId: author.id };
    });
  }

  #hasPlace(event: FromMessenger): boolean {
    return makesChat(event) || this.#chats.get(chatKey(event)) !== undefined;
  }

  #knows(key: string, profile: string): boolean {
    const known = this.#participants.get(key);
    return known?.profile === profile && known.until > performance.now();
  }

  #know(key: string, id: ParticipantId, profile: string): void {
    this.#participants.set(key, { id, profile, until: performance.now() + PEOPLE_REMEMBERED_MS });
  }

  /** Forgets everything: rows it remembered are gone. */
  forget(): void {
    this.#chats.clear();
    this.#participants.clear();
  }

  /** A reaction or a removal makes no chat: it concerns one that there is. */
  async #findMessengerChats(events: readonly FromMessenger[]): Promise<void> {
    const asked = newest(events, chatKey).filter(
      (event) => !makesChat(event) && this.#chats.get(chatKey(event)) === undefined,
    );
    if (asked.length === 0) return;
    const { rows } = await this.#db.query<{ id: string; source_id: string; remote_id: string }>(
      `select chats.id, chats.source_id, chats.remote_id
       from unnest($1::uuid[], $2::text[]) as asked(source_id, remote_id)
       join chats on chats.source_id = asked.source_id and chats.remote_id = asked.remote_id`,
      [asked.map(({ sourceId }) => sourceId), asked.map(({ chatRemoteId }) => chatRemoteId)],
    );
    for (const row of rows) this.#chats.set(`${row.source_id}/${row.remote_id}`, asChatId(row.id));
  }

  /** The messenger tells that it is somebody we know by another address (promise P5). */
  async #moveToNewAddresses(events: readonly FromMessenger[]): Promise<void> {
    for (const event of newest(events, chatKey)) {
      if (event.kind !== 'message-from-messenger' || this.#chats.get(chatKey(event)) !== undefined) continue;
      for (const remoteId of event.aliases) {
        if (await moveChat(this.#db, { sourceId: event.sourceId, remoteId }, event.chatRemoteId)) break;
      }
    }
  }

  async #learnCustomers(messages: readonly FromCustomer[]): Promise<void> {
    const fresh = newest(messages, authorKey).filter(
      (message) => !this.#knows(authorKey(message), JSON.stringify(message.author)),
    );
    if (fresh.length === 0) return;
    const { rows } = await this.#db.query<{ id: string; source_id: string; remote_id: string }>(
      `insert into participants (account_id, kind, source_id, remote_id, name, unnamed, phone, profile_link, language)
       select account_id, 'customer', source_id, remote_id, name, unnamed, phone, profile_link, language
       from jsonb_to_recordset($1) as new(account_id bigint, source_id uuid, remote_id text, name text, unnamed boolean, phone text,
                                          profile_link text, language text)
       order by source_id, remote_id
       on conflict (source_id, remote_id) do update
       set name = case when excluded.unnamed then participants.name else excluded.name end,
           unnamed = excluded.unnamed and participants.unnamed, phone = coalesce(excluded.phone, participants.phone),
           profile_link = excluded.profile_link, language = excluded.language, updated_at = now()
       returning id, source_id, remote_id`,
      [
        JSON.stringify(
          fresh.map(({ accountId, sourceId, author }) => ({
            account_id: accountId,
            source_id: sourceId,
            remote_id: author.remoteId,
            ...wellFormed({
              name: author.name,
              phone: author.phone,
              profile_link: author.profileLink,
              language: author.language,
            }),
            unnamed: author.isUnnamed ?? false,
          })),
        ),
      ],
    );
    const ids = new Map(rows.map((row) => [`${row.source_id}/${row.remote_id}`, asParticipantId(row.id)]));
    for (const message of fresh) {
      const id = ids.get(authorKey(message));
      if (id !== undefined) this.#know(authorKey(message), id, JSON.stringify(message.author));
    }
  }

  async #learnUsers(messages: readonly FromKommo[]): Promise<void> {
    const fresh = newest(messages, authorKey).filter(
      (message) => !this.#knows(authorKey(message), message.author.name),
    );
    if (fresh.length === 0) return;
    const { rows } = await this.#db.query<{ id: string; scope_id: string; kommo_id: string }>(
      `insert into participants (account_id, kind, scope_id, kommo_id, name)
       select account_id, 'user', scope_id, kommo_id, name
       from jsonb_to_recordset($1) as new(account_id bigint, scope_id text, kommo_id text, name text)
       order by scope_id, kommo_id
       on conflict (scope_id, kommo_id) do update
       set name = coalesce(nullif(excluded.name, ''), participants.name), updated_at = now()
       returning id, scope_id, kommo_id`,
      [
        JSON.stringify(
          fresh.map(({ accountId, scopeId, author }) => ({
            account_id: accountId,
            scope_id: scopeId,
            kommo_id: author.kommoId,
            name: wellFormed(author.name),
          })),
        ),
      ],
    );
    const ids = new Map(rows.map((row) => [`${row.scope_id}/${row.kommo_id}`, asParticipantId(row.id)]));
    for (const message of fresh) {
      const id = ids.get(authorKey(message));
      if (id !== undefined) this.#know(authorKey(message), id, message.author.name);
    }
  }

  async #learnMessengerChats(messages: readonly FromCustomer[]): Promise<void> {
    const fresh = newest(messages, chatKey).filter((message) => this.#chats.get(chatKey(message)) === undefined);
    if (fresh.length === 0) return;
    const { rows } = await this.#db.query<{ id: string; source_id: string; remote_id: string }>(
      `with new as (
         select * from jsonb_to_recordset($1)
           as new(account_id bigint, scope_id text, source_id uuid, remote_id text, customer_id uuid)
       ), made as (
         insert into chats (account_id, scope_id, source_id, remote_id, customer_id)
         select account_id, scope_id, source_id, remote_id, customer_id from new order by source_id, remote_id
         on conflict (source_id, remote_id) do update set customer_id = coalesce(chats.customer_id, excluded.customer_id)
         returning id, source_id, remote_id
       )
       select id, source_id, remote_id from made`,
      [
        JSON.stringify(
          fresh.map((message) => ({
            account_id: message.accountId,
            scope_id: message.scopeId,
            source_id: message.sourceId,
            remote_id: message.chatRemoteId,
            customer_id: this.#participants.get(authorKey(message))?.id,
          })),
        ),
      ],
    );
    for (const row of rows) this.#chats.set(`${row.source_id}/${row.remote_id}`, asChatId(row.id));
  }

  /**
   * A chat is found by our own id, and only within the hook's scope (promise P9), or by amojo's id. Neither known:
   * Kommo started it, so a chat without a reply address is made, of the source that Kommo names, else the default one
   * (kommo-chat-api.md §12.3). The address itself never comes from the CRM (P5).
   */
  async #learnKommoChats(messages: readonly FromKommo[]): Promise<void> {
    const fresh = newest(messages, chatKey).filter((message) => this.#chats.get(chatKey(message)) === undefined);
    if (fresh.length === 0) return;
    const { rows } = await this.#db.query<{ id: string; scope_id: string; kommo_id: string }>(
      `with hook as (
         select * from jsonb_to_recordset($1)
           as hook(account_id bigint, scope_id text, kommo_id text, own_id uuid, external_id text)
       ), known as (
         select hook.*, coalesce(own.id, theirs.id, alias.chat_id) as chat_id
         from hook
         left join chats own on own.id = hook.own_id and own.scope_id = hook.scope_id
         left join chats theirs on theirs.scope_id = hook.scope_id and theirs.kommo_id = hook.kommo_id
         left join chat_aliases alias on alias.scope_id = hook.scope_id and alias.kommo_id = hook.kommo_id
       ), bound as (
         update chats set kommo_id = known.kommo_id
         from known
         where chats.id = known.chat_id and chats.kommo_id is null
           and not exists (select from chats other
                           where other.scope_id = known.scope_id and other.kommo_id = known.kommo_id)
       ), made as (
         insert into chats (account_id, scope_id, source_id, kommo_id)
         select known.account_id, known.scope_id, source.id, known.kommo_id
         from known
         join lateral (
           select id from sources
           where sources.scope_id = known.scope_id
           order by (sources.external_id = known.external_id) desc nulls last, (sources.removed_at is null) desc,
                    sources.is_default desc, created_at
           limit 1
         ) source on true
         where known.chat_id is null
         order by known.scope_id, known.kommo_id
         on conflict (scope_id, kommo_id) do update set kommo_id = excluded.kommo_id
         returning id, scope_id, kommo_id
       )
       select chat_id as id, scope_id, kommo_id from known where chat_id is not null
       union all
       select id, scope_id, kommo_id from made`,
      [
        JSON.stringify(
          fresh.map((message) => ({
            account_id: message.accountId,
            scope_id: message.scopeId,
            kommo_id: message.chatKommoId,
            own_id: chatIdFrom(message.chatClientId ?? undefined),
            external_id: message.sourceExternalId,
          })),
        ),
      ],
    );
    for (const row of rows) this.#chats.set(`${row.scope_id}/${row.kommo_id}`, asChatId(row.id));
  }
}

function isFromCustomer(event: FromMessenger): event is FromCustomer {
  return event.author !== null;
}

/** Kommo's own chats are made by whatever it sends: they are there. */
function makesChat(event: LaneEvent): boolean {
  return event.kind !== 'reaction-from-messenger' && event.kind !== 'removal-from-messenger';
}

function chatKey(event: LaneEvent): string {
  return event.side === 'messenger'
    ? `${event.sourceId}/${event.chatRemoteId}`
    : `${event.scopeId}/${event.chatKommoId}`;
}

function authorKey(event: FromCustomer | FromKommo): string;
function authorKey(event: LaneEvent): string | null;
function authorKey(event: LaneEvent): string | null {
  if (event.side === 'kommo') return `${event.scopeId}/${event.author.kommoId}`;
  return event.author === null ? null : `${event.sourceId}/${event.author.remoteId}`;
}

/** The last of each key: two rows with one key in one insert are an error in Postgres. */
function newest<Item>(items: readonly Item[], keyOf: (item: Item) => string): Item[] {
  return [...new Map(items.map((item) => [keyOf(item), item])).values()];
}
