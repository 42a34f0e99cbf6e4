import type { OldConversations } from './acceptable';
import { inTransaction, type Database } from './database';
import { keepHistory } from './messenger-history';

/**
 * Keeps old conversations that a webhook brought, and the key that tells its repeat, or neither. The key stays when an import
 * has read them and they are let go of, so that a webhook that comes once more then brings nothing back.
 *
 * @returns whether they were new
 */
export async function acceptHistory(db: Database, event: OldConversations): Promise<boolean> {
  const { accountId, sourceId, dedupeKey, records } = event;
  return inTransaction(db, async (client) => {
    const { rows } = await client.query<{ keeps: boolean }>(
      `insert into events (account_id, kind, dedupe_key, reason) values ($1, 'ignored', $2, $3)
       on conflict (dedupe_key) do nothing
       -- where nothing is kept of an account that has gone, this is not either
       returning exists (select from sources join scopes on scopes.id = sources.scope_id
                         where sources.id = $4 and (scopes.removed_at is null or scopes.keep_data)) as keeps`,
      [accountId, dedupeKey, `Old conversations: ${String(countOf(records))} messages`, sourceId],
    );
    const [row] = rows;
    if (row?.keeps === true) await keepHistory(client, { accountId, sourceId }, records);
    return row !== undefined;
  });
}

function countOf(records: OldConversations['records']): number {
  return records.filter(({ kind }) => kind === 'message').length;
}
