import type { PastRecord } from '../messengers/history';
import type { AccountId, SourceId } from '../model/ids';
import { storableContent } from './acceptable-text';
import type { Queryable } from './database';

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
