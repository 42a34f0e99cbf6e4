import type { PastRecord } from '../messengers/history';
import { inTransaction, type Database } from './database';
import type { ImportRow, UploadedFile } from './imports';
import { forgetHistory, forgetTaken, keepHistory } from './messenger-history';

/** What is asked for while its source is taken away is not kept: it may have been erased already. */
const IS_THERE = `exists (
  select from sources join scopes on scopes.id = sources.scope_id
  where sources.id = imports.source_id and sources.removed_at is null and scopes.removed_at is null)`;

type Fetching = Pick<ImportRow, 'id' | 'accountId' | 'source'>;

/**
 * Keeps a page, and with the same commit writes down where the next one begins.
 *
 * @param page `from`: the cursor that it was asked with, null: none; `to`: the next one's, null: there is none, and this page is
 *   asked for once more if somebody goes on from here.
 * @returns `elsewhere`: another worker was quicker, it was cancelled, or its source was taken away; nothing was kept
 */
export async function keepPage(
  db: Database,
  fetching: Fetching,
  page: { readonly from: string | null; readonly to: string | null; readonly records: readonly PastRecord[] },
): Promise<'kept' | 'elsewhere'> {
  return inTransaction(db, async (client) => {
    const { rowCount } = await client.query(
      `update imports set cursor = coalesce($3, cursor), trouble = null
       where id = $1 and state = 'fetching' and cursor is not distinct from $2 and ${IS_THERE}`,
      [fetching.id, page.from, page.to],
    );
    if (rowCount === 0) return 'elsewhere';
    await keepHistory(client, ownerOf(fetching), page.records);
    return 'kept';
  });
}

/**
 * All of it is in a file, as if somebody had handed that in.
 *
 * @param forgets the messenger can be asked for it again
 * @returns false where it is not being fetched any more
 */
export async function noteFetched(
  db: Database,
  fetching: Fetching,
  file: UploadedFile,
  { forgets }: { readonly forgets: boolean },
): Promise<boolean> {
  return inTransaction(db, async (client) => {
    const { rowCount } = await client.query(
      `update imports set state = 'uploaded', file_key = $2, file_size = $3, file_sha256 = $4, trouble = null
       where id = $1 and state = 'fetching' and ${IS_THERE}`,
      [fetching.id, file.key, file.size, file.sha256],
    );
    if (rowCount === 0) return false;
    if (forgets) await forgetTaken(client, ownerOf(fetching), fetching.id);
    return true;
  });
}

/**
 * Ends an import that is being fetched. What was kept until then goes with the same commit, so that it is never what the next one
 * has asked for.
 */
export async function endFetching(
  db: Database,
  fetching: Fetching,
  to: 'cancelled' | 'refused',
  { forgets }: { readonly forgets: boolean },
): Promise<void> {
  await inTransaction(db, async (client) => {
    const { rowCount } = await client.query(
      `update imports set state = $2, trouble = null, ended_at = now() where id = $1 and state = 'fetching'`,
      [fetching.id, to],
    );
    if (rowCount === 1 && forgets) await forgetHistory(client, ownerOf(fetching));
  });
}

export function ownerOf({ accountId, source }: Pick<ImportRow, 'accountId' | 'source'>) {
  return { accountId, sourceId: source.id };
}
