import type pg from 'pg';
import type { MediaType, MessageContent } from '../model/content';
import type { ChatId, DeliveryId, ImportId, MediaId, MessageId, ParticipantId } from '../model/ids';
import { inTransaction, type Database } from './database';
import { storable, storableContent } from './acceptable-text';
import type { StoredFile } from './media';

/** How long what is imported may wait: an import may stand still for weeks, and then it is over (promise P2). */
const EXPIRES = "interval '90 days'";

/** An old message with its place in the ledger. */
export interface PastMessage {
  readonly deliveryId: DeliveryId;
  readonly messageId: MessageId;
  readonly chatId: ChatId;
  /** Name of the chat within the export. */
  readonly chatName: string;
  readonly by: 'customer' | 'business';
  readonly dedupeKey: string;
  readonly remoteId: string | null;
  /** A user of Kommo; null: the chat's customer, or nobody known of the business. */
  readonly authorId: ParticipantId | null;
  readonly content: MessageContent;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly album: string | null;
  /** Of an export without ids: which one it is of those that look alike, from 1. */
  readonly alike: { readonly words: string; readonly nth: number } | null;
}

/** A file of one, copied already, or why it is not to be had. */
export interface PastFile {
  readonly id: MediaId;
  readonly deliveryId: DeliveryId;
  readonly type: MediaType;
  readonly entry: string;
  readonly name: string | undefined;
  readonly durationS: number | undefined;
  readonly copied: StoredFile | { readonly refusal: string };
}

/**
 * Which of them the ledger has, whether they came live or by an import: by their key, by the messenger's id or, of an export
 * without ids, by minute, side and words, as often as they are there. What an earlier import could not tell, or was told not
 * to, is as good as new.
 */
export async function knownMessages(db: pg.Pool, messages: readonly PastMessage[]): Promise<ReadonlySet<DeliveryId>> {
  if (messages.length === 0) return new Set();
  const { rows } = await db.query<{ delivery_id: DeliveryId }>(KNOWN, [
    JSON.stringify(
      messages.map(({ deliveryId, messageId, chatId, by, dedupeKey, remoteId, at, alike }) => ({
        delivery_id: deliveryId,
        message_id: messageId,
        chat_id: chatId,
        side: by,
        dedupe_key: dedupeKey,
        remote_id: remoteId,
        minute: Math.floor(at / MINUTE) * MINUTE,
        words: alike === null ? null : storable(alike.words),
        nth: alike?.nth ?? null,
      })),
    ),
  ]);
  return new Set(rows.map((row) => row.delivery_id));
}

const MINUTE = 60_000;

const KNOWN = `
select given.delivery_id
from jsonb_to_recordset($1)
  as given(delivery_id uuid, message_id uuid, chat_id uuid, side text, dedupe_key text, remote_id text, minute bigint,
           words text, nth integer)
where exists (select from deliveries known
              where known.dedupe_key = given.dedupe_key
                and not (known.lane = 'import' and coalesce(known.outcome in ('failed', 'ignored'), false)))
   or given.remote_id is not null
      and (exists (select from messages
                   where messages.chat_id = given.chat_id and messages.remote_id = given.remote_id
                     and messages.id <> given.message_id)
           -- what we sent may have taken several sends
           or exists (select from chats join parts on parts.source_id = chats.source_id
                      join deliveries on deliveries.id = parts.delivery_id and deliveries.chat_id = chats.id
                      where chats.id = given.chat_id and parts.remote_id = given.remote_id))
   or given.nth <= (select count(*) from messages said
                    join deliveries brought on brought.message_id = said.id and brought.kind in ('message', 'echo')
                    where said.chat_id = given.chat_id
                      and said.written_at >= given.minute and said.written_at < given.minute + ${MINUTE}
                      and (brought.import_id is null or said.remote_id is not null)
                      and given.side = case when said.origin = 'messenger' and brought.kind = 'message'
                                            then 'customer' else 'business' end
                      and given.words = coalesce(said.content ->> 'text', said.content ->> 'caption', ''))`;

/** A stretch of an export, to be taken as a whole or not at all. */
export interface Page {
  /** Things of the export before it and up to its end. */
  readonly from: number;
  readonly to: number;
  readonly messages: readonly PastMessage[];
  readonly files: readonly PastFile[];
  readonly chats: readonly PageChat[];
  readonly gaps: Readonly<Record<string, number>>;
}

export interface PageChat {
  readonly name: string;
  readonly title: string;
  readonly address: string | undefined;
  /** undefined: it is not taken. */
  readonly chatId: ChatId | undefined;
  readonly told: number;
  readonly known: number;
}

/**
 * Puts a page into the ledger, in the lane of imports, and with the same commit writes down how far the import is.
 * @returns `elsewhere`: another worker was quicker; nothing was written
 */
export async function takePage(
  db: Database,
  { importId, accountId }: { readonly importId: ImportId; readonly accountId: number },
  page: Page,
): Promise<'taken' | 'elsewhere'> {
  return inTransaction(db, async (client) => {
    const { rowCount } = await client.query(
      `update imports set place = $3, gaps = $4 where id = $1 and place = $2 and state = 'taking'`,
      [importId, page.from, page.to, JSON.stringify(page.gaps)],
    );
    if (rowCount === 0) return 'elsewhere';
    const { rows } = await client.query<{ chat_name: string; taken: number }>(TAKE, [
      importId,
      accountId,
      JSON.stringify(page.messages.map(messageRow)),
      JSON.stringify(page.files.map(fileRow)),
    ]);
    const taken = new Map(rows.map((row) => [row.chat_name, row.taken]));
    const files = new Map<string, number>();
    for (const { deliveryId } of page.files.filter(({ copied }) => 'storeKey' in copied)) {
      const name = page.messages.find((message) => message.deliveryId === deliveryId)?.chatName ?? '';
      files.set(name, (files.get(name) ?? 0) + 1);
    }
    await client.query(COUNT, [
      importId,
      accountId,
      JSON.stringify(
        page.chats.map(({ name, title, address, chatId, told, known }) => {
          const given = page.messages.filter(({ chatName }) => chatName === name).length;
          return {
            name,
            title: storable(title),
            address,
            chat_id: chatId,
            told,
            // Whoever was quicker than the look at what is known has it.
            known: known + given - (taken.get(name) ?? 0),
            files: files.get(name) ?? 0,
          };
        }),
      ),
    ]);
    return 'taken';
  });
}

const TAKE = `
with given as (
  select * from jsonb_to_recordset($3)
    as given(n integer, delivery_id uuid, message_id uuid, chat_id uuid, chat_name text, kind text, dedupe_key text,
             remote_id text, author_id uuid, content jsonb, at bigint, album text)
), delivered as (
  insert into deliveries (id, account_id, chat_id, message_id, lane, kind, dedupe_key, seq, origin_at, expires_at, import_id,
                          album)
  select delivery_id, $2, chat_id, message_id, 'import', kind, dedupe_key, nextval('import_rows'), at, now() + ${EXPIRES}, $1,
         album
  from (select * from given order by n) in_order
  on conflict (dedupe_key) do update
  set import_id = excluded.import_id, state = 'pending', outcome = null, outcome_code = null, outcome_text = null,
      done_at = null, attempts = 0, next_attempt_at = null, uncertain_since = null, expires_at = excluded.expires_at
  where deliveries.lane = 'import' and deliveries.outcome in ('failed', 'ignored')
  returning id
), said as (
  insert into messages (id, account_id, chat_id, origin, author_id, remote_id, content, written_at)
  select given.message_id, $2, given.chat_id, 'messenger', coalesce(given.author_id, case given.kind when 'message' then chats.customer_id end),
         given.remote_id, given.content, given.at
  from given join delivered on delivered.id = given.delivery_id join chats on chats.id = given.chat_id
  on conflict (id) do nothing
), files as (
  insert into media (id, account_id, chat_id, delivery_id, origin, type, reference, name, mime_type, size, duration_s, state,
                     store_key, extension, refusal, stored_at, give_up_at)
  select file.id, $2, given.chat_id, file.delivery_id, 'messenger', file.type, file.entry, file.name, file.mime_type, file.size,
         file.duration_s, case when file.store_key is null then 'refused' else 'stored' end, file.store_key, file.extension,
         file.refusal, case when file.store_key is not null then now() end, now()
  from jsonb_to_recordset($4)
    as file(id uuid, delivery_id uuid, type text, entry text, name text, mime_type text, size bigint, duration_s integer,
            store_key text, extension text, refusal text)
  join delivered on delivered.id = file.delivery_id
  join given on given.delivery_id = file.delivery_id
  on conflict (id) do update
  set state = excluded.state, store_key = excluded.store_key, mime_type = excluded.mime_type, size = excluded.size,
      extension = excluded.extension, refusal = excluded.refusal, stored_at = excluded.stored_at, removed_at = null
)
select given.chat_name, count(*)::integer as taken
from given join delivered on delivered.id = given.delivery_id group by given.chat_name`;

const COUNT = `
insert into import_chats (import_id, account_id, name, title, address, chat_id, told, known, files)
select $1, $2, name, title, address, chat_id, told, known, files
from jsonb_to_recordset($3)
  as given(name text, title text, address text, chat_id uuid, told bigint, known bigint, files bigint)
on conflict (import_id, name) do update
set told = import_chats.told + excluded.told, known = import_chats.known + excluded.known,
    files = import_chats.files + excluded.files, chat_id = coalesce(import_chats.chat_id, excluded.chat_id)`;

function messageRow(message: PastMessage, n: number): object {
  return {
    n,
    delivery_id: message.deliveryId,
    message_id: message.messageId,
    chat_id: message.chatId,
    chat_name: message.chatName,
    kind: message.by === 'customer' ? 'message' : 'echo',
    dedupe_key: message.dedupeKey,
    remote_id: message.remoteId,
    author_id: message.authorId,
    content: storableContent(message.content),
    at: message.at,
    album: message.album,
  };
}

function fileRow({ id, deliveryId, type, entry, name, durationS, copied }: PastFile): object {
  return {
    id,
    delivery_id: deliveryId,
    type,
    entry: storable(entry),
    name: name === undefined ? undefined : storable(name),
    duration_s: durationS === undefined ? undefined : Math.round(durationS),
    ...('storeKey' in copied
      ? {
          store_key: copied.storeKey,
          mime_type: copied.mimeType,
          size: copied.size,
          extension: copied.extension,
        }
      : { refusal: copied.refusal }),
  };
}

/** The customer's newest message of each chat is told as a live one, where nothing came live in it. */
export async function markNewest(db: pg.Pool, importId: ImportId): Promise<void> {
  await db.query(
    `update deliveries set loud = true
     from (select distinct on (chat_id) id, chat_id from deliveries
           where import_id = $1 and lane = 'import' and kind = 'message'
           order by chat_id, origin_at desc, seq desc) newest
     where deliveries.id = newest.id and deliveries.state = 'pending'
       and not exists (select from deliveries live
                       where live.chat_id = newest.chat_id and live.lane = 'to-kommo' and live.kind = 'message')`,
    [importId],
  );
}
