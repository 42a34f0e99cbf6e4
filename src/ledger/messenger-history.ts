import type { PastRecord } from '../messengers/history';
import type { AccountId, SourceId } from '../model/ids';
import { storableContent } from './acceptable-text';
import type { Database, Queryable } from './database';

/** Whose conversations they are. */
export interface HistoryOwner {
  readonly accountId: AccountId;
  readonly sourceId: SourceId;
}

/**
 * Keeps what a messenger tells of old conversations until an import has read it. What is known by its id is kept once, as it
 * came first; only the name of a chat that had none is learned later too.
 */
export async function keepHistory(db: Queryable, owner: HistoryOwner, records: readonly PastRecord[]): Promise<void> {
  // One statement cannot touch a row twice, and a page may tell the same thing twice.
  const rows = new Map<string, object>();
  for (const record of records) {
    const remoteId = record.kind === 'message' ? record.remoteId : OF_THE_CHAT;
    const key = JSON.stringify([record.chat, remoteId]);
    if (rows.has(key)) continue;
    const at = record.kind === 'message' ? new Date(record.at).toISOString() : FIRST;
    rows.set(key, { chat: record.chat, remote_id: remoteId, at, record });
  }
  if (rows.size === 0) return;
  await db.query(
    `insert into messenger_history (account_id, source_id, chat, remote_id, at, record)
     select $1, $2, chat, remote_id, at, record
     from jsonb_to_recordset($3) as given(chat text, remote_id text, at timestamptz, record jsonb)
     on conflict (source_id, chat, remote_id) do update set record = excluded.record
     where messenger_history.remote_id = '${OF_THE_CHAT}' and messenger_history.record ->> 'title' = ''`,
    [owner.accountId, owner.sourceId, JSON.stringify(storableContent([...rows.values()]))],
  );
}

/** No message has an empty id; and a chat is told before its first message. */
const OF_THE_CHAT = '';
const FIRST = '-infinity';

const AT_ONCE = 500;

interface Row {
  readonly chat: string;
  readonly at: string;
  readonly remote_id: string;
  readonly record: PastRecord;
}

/** All that is kept of a source: chat by chat, each told before its messages and those in the order of their times. */
export async function* keptHistory(
  db: Database,
  { accountId, sourceId }: HistoryOwner,
): AsyncGenerator<PastRecord, void, undefined> {
  let last: Row | undefined;
  for (;;) {
    const after = last === undefined ? [null, null, null] : [last.chat, last.at, last.remote_id];
    const { rows } = await db.query<Row>(
      `select chat, at::text as at, remote_id, record from messenger_history
       where source_id = $1 and account_id = $2
         and ($3::text is null or (chat, at, remote_id) > ($3, $4::timestamptz, $5::text))
       order by chat, at, remote_id limit ${AT_ONCE}`,
      [sourceId, accountId, ...after],
    );
    for (const { record } of rows) yield record;
    last = rows.at(-1);
    if (rows.length < AT_ONCE) return;
  }
}

/** How many messages are kept of a source. */
export async function countKept(db: Queryable, { accountId, sourceId }: HistoryOwner): Promise<number> {
  const { rows } = await db.query<{ messages: number }>(
    `select count(*)::integer as messages from messenger_history
     where source_id = $1 and account_id = $2 and remote_id <> '${OF_THE_CHAT}'`,
    [sourceId, accountId],
  );
  return rows[0]?.messages ?? 0;
}

/** Lets go of what is kept of a source. Safe to repeat. */
export async function forgetHistory(db: Queryable, { accountId, sourceId }: HistoryOwner): Promise<void> {
  await db.query('delete from messenger_history where source_id = $1 and account_id = $2', [sourceId, accountId]);
}
