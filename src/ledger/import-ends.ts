import type pg from 'pg';
import type { ChatComparison } from '../model/import';
import type { ChatId, ImportId } from '../model/ids';

const CANCELLED = 'The import was cancelled before it was told to Kommo';

/**
 * Ends what an import has not told yet. What was sent without an answer is unknown; the rest can be taken by a later import.
 * @returns how many
 */
export async function endRows(db: pg.Pool, importId: ImportId): Promise<number> {
  const { rowCount } = await db.query(
    `update deliveries
     set state = 'done', done_at = now(), outcome = case when state = 'pending' then 'ignored' else 'unknown' end,
         outcome_text = $2
     where import_id = $1 and lane = 'import' and state <> 'done'`,
    [importId, CANCELLED],
  );
  return rowCount ?? 0;
}

/**
 * Puts what failed back in front, and looks for evidence once more of what is unknown.
 * @returns how many
 */
export async function retryRows(db: pg.Pool, importId: ImportId): Promise<number> {
  const { rowCount } = await db.query(
    `with again as (
       update deliveries
       set state = case outcome when 'unknown' then 'uncertain' else 'pending' end,
           uncertain_since = case outcome when 'unknown' then coalesce(uncertain_since, claimed_at, now()) end,
           outcome = null, outcome_code = null, outcome_text = null, done_at = null, attempts = 0, next_attempt_at = null,
           expires_at = now() + interval '90 days'
       where import_id = $1 and lane = 'import' and outcome in ('failed', 'unknown')
       returning chat_id
     ), counted as (
       update import_chats set compared = null from again
       where import_chats.import_id = $1 and import_chats.chat_id = again.chat_id
     )
     select from again`,
    [importId],
  );
  return rowCount ?? 0;
}

/** Chats whose imported messages were not looked for in Kommo yet. */
export async function chatsToCompare(db: pg.Pool, importId: ImportId, limit: number): Promise<ChatId[]> {
  const { rows } = await db.query<{ chat_id: ChatId }>(
    `select distinct chat_id from import_chats
     where import_id = $1 and chat_id is not null and compared is null order by chat_id limit $2`,
    [importId, limit],
  );
  return rows.map((row) => row.chat_id);
}

/** What of a chat an import has told, by our ids as Kommo has them, and when the last of it was. */
export interface ToldRows {
  readonly rows: readonly {
    readonly messageId: string;
    readonly deliveryId: string;
    readonly outcome: 'sent' | 'unknown';
  }[];
  /** How long ago, milliseconds. */
  readonly lastAgoMs: number;
}

export async function toldRows(db: pg.Pool, importId: ImportId, chatId: ChatId): Promise<ToldRows> {
  const { rows } = await db.query<ToldRows['rows'][number] & { readonly agoMs: number }>(
    `select message_id as "messageId", id as "deliveryId", outcome,
            least(extract(epoch from now() - done_at) * 1000, 2147483647)::integer as "agoMs"
     from deliveries where import_id = $1 and chat_id = $2 and outcome in ('sent', 'unknown')`,
    [importId, chatId],
  );
  return { rows, lastAgoMs: Math.min(...rows.map(({ agoMs }) => agoMs), Number.MAX_SAFE_INTEGER) };
}

export async function noteComparison(
  db: pg.Pool,
  importId: ImportId,
  chatId: ChatId,
  compared: ChatComparison,
): Promise<void> {
  // Two chats of an export may be one of ours: it is counted once.
  await db.query(
    `update import_chats
     set compared = case when name = (select min(name) from import_chats where import_id = $1 and chat_id = $2) then $3::jsonb
                         else '{}' end
     where import_id = $1 and chat_id = $2`,
    [importId, chatId, JSON.stringify(compared)],
  );
}
