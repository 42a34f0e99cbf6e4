import type { PastChat, PastRecord } from '../messengers/history';
import type { AccountId, ImportId, SourceId } from '../model/ids';
import { storableContent } from './acceptable-text';
import type { Database, Queryable } from './database';

/** Whose conversations they are. */
export interface HistoryOwner {
  readonly accountId: AccountId;
  readonly sourceId: SourceId;
}

/**
 * Keeps what a messenger tells of old conversations until an import has read it. What is known by its id is kept once, as it
 * came first; only the name of a chat that had none is learned later too, and the file of a message that was told without it.
 */
export async function keepHistory(db: Queryable, owner: HistoryOwner, records: readonly PastRecord[]): Promise<void> {
  // One statement cannot touch a row twice, and a page may tell the same thing twice.
  const rows = new Map<string, Row>();
  for (const record of storableContent(records)) {
    const remoteId = record.kind === 'message' ? record.remoteId : OF_THE_CHAT;
    const key = JSON.stringify([record.chat, remoteId]);
    const before = rows.get(key);
    if (before !== undefined && !tellsMore(record, before.record)) continue;
    const at = record.kind === 'message' ? new Date(record.at).toISOString() : FIRST;
    rows.set(key, { chat: record.chat, remote_id: remoteId, at, record });
  }
  if (rows.size === 0) return;
  await db.query(
    // In one order, so that two that tell of the same chats do not lock each other out.
    `insert into messenger_history (account_id, source_id, chat, remote_id, at, record)
     select $1, $2, chat, remote_id, at, record
     from jsonb_to_recordset($3) as given(chat text, remote_id text, at timestamptz, record jsonb)
     order by chat, remote_id
     on conflict (source_id, chat, remote_id) do update set record = excluded.record
     where case messenger_history.remote_id
             when '${OF_THE_CHAT}' then messenger_history.record ->> 'title' = ''
             else excluded.record #> '{content,file}' is not null
                  and messenger_history.record #> '{content,file}' is null
           end`,
    [owner.accountId, owner.sourceId, JSON.stringify([...rows.values()])],
  );
}

interface Row {
  readonly chat: string;
  readonly remote_id: string;
  readonly at: string;
  readonly record: PastRecord;
}

function tellsMore(record: PastRecord, than: PastRecord): boolean {
  return record.kind === 'message' && than.kind === 'message'
    ? 'file' in record.content && !('file' in than.content)
    : than.kind === 'chat' && than.title === '';
}

/** No message has an empty id; and a chat is told before its first message. */
const OF_THE_CHAT = '';
const FIRST = '-infinity';

/** How many messages are kept of a source. */
export async function countKept(db: Queryable, { accountId, sourceId }: HistoryOwner): Promise<number> {
  const { rows } = await db.query<{ messages: number }>(
    `select count(*)::integer as messages from messenger_history
     where source_id = $1 and account_id = $2 and remote_id <> '${OF_THE_CHAT}'`,
    [sourceId, accountId],
  );
  return rows[0]?.messages ?? 0;
}

/** As many rows as a statement does well within its time. */
const ROWS_AT_ONCE = 20_000;

/** All that is kept of a source by now is this import's: what comes later stays when this is forgotten. Safe to repeat. */
export async function takeHistory(
  db: Queryable,
  { accountId, sourceId }: HistoryOwner,
  importId: ImportId,
): Promise<void> {
  await inParts(
    db,
    `update messenger_history set import_id = $3
     where (source_id, chat, remote_id) in (
       select source_id, chat, remote_id from messenger_history
       where source_id = $1 and account_id = $2 and import_id is distinct from $3 limit ${ROWS_AT_ONCE})`,
    [sourceId, accountId, importId],
  );
}

async function inParts(db: Queryable, statement: string, values: unknown[]): Promise<void> {
  for (;;) {
    const { rowCount } = await db.query(statement, values);
    if ((rowCount ?? 0) < ROWS_AT_ONCE) return;
  }
}

const AT_ONCE = 500;

/**
 * What an import has taken: chat by chat, each told before its messages and those in the order of their times. A chat that has
 * no name has its customer's.
 */
export async function* takenHistory(
  db: Database,
  { accountId, sourceId }: HistoryOwner,
  importId: ImportId,
): AsyncGenerator<PastRecord, void, undefined> {
  let last: Row | undefined;
  let chat: string | undefined;
  for (;;) {
    const { rows }: { rows: readonly Row[] } = await db.query<Row & object>(
      `select chat, at::text as at, remote_id, record from messenger_history
       where source_id = $1 and account_id = $2 and import_id = $3
         and ($4::text is null or (chat, at, remote_id) > ($4, $5::timestamptz, $6::text))
       order by chat, at, remote_id limit ${AT_ONCE}`,
      [
        sourceId,
        accountId,
        importId,
        ...(last === undefined ? [null, null, null] : [last.chat, last.at, last.remote_id]),
      ],
    );
    for (const row of rows) {
      const told: PastChat = row.record.kind === 'chat' ? row.record : { kind: 'chat', chat: row.chat, title: '' };
      if (row.chat !== chat)
        yield told.title === '' ? { ...told, title: await customerIn(db, sourceId, row.chat) } : told;
      if (row.record.kind === 'message') yield row.record;
      chat = row.chat;
    }
    last = rows.at(-1);
    if (rows.length < AT_ONCE) return;
  }
}

/** The newest name that the customer of a chat was told with; empty where there is none. */
async function customerIn(db: Database, sourceId: SourceId, chat: string): Promise<string> {
  const { rows } = await db.query<{ name: string }>(
    `select record -> 'author' ->> 'name' as name from messenger_history
     where source_id = $1 and chat = $2 and record ->> 'by' = 'customer' and record -> 'author' ->> 'name' <> ''
     order by at desc limit 1`,
    [sourceId, chat],
  );
  return rows[0]?.name ?? '';
}

/** Lets go of what an import has taken. Safe to repeat. */
export async function forgetTaken(
  db: Queryable,
  { accountId, sourceId }: HistoryOwner,
  importId: ImportId,
): Promise<void> {
  await inParts(
    db,
    `delete from messenger_history
     where (source_id, chat, remote_id) in (
       select source_id, chat, remote_id from messenger_history
       where source_id = $1 and account_id = $2 and import_id = $3 limit ${ROWS_AT_ONCE})`,
    [sourceId, accountId, importId],
  );
}

/** Lets go of all that is kept of a source. Safe to repeat. */
export async function forgetHistory(db: Queryable, { accountId, sourceId }: HistoryOwner): Promise<void> {
  await inParts(
    db,
    `delete from messenger_history
     where (source_id, chat, remote_id) in (
       select source_id, chat, remote_id from messenger_history
       where source_id = $1 and account_id = $2 limit ${ROWS_AT_ONCE})`,
    [sourceId, accountId],
  );
}
