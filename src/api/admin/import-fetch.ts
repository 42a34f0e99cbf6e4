import { viewImport } from '../../ledger/import-views';
import { createFetch, findImport, type NewImport } from '../../ledger/imports';
import { sourceOf } from '../../ledger/kept-sources';
import { messengerOf } from '../../messengers/registry';
import { startImport } from '../../wake/tell-import';
import { done, refused, type Reply } from '../openapi/operation';
import type { z } from 'zod';
import type { AdminParts } from './dependencies';
import { shownImport, type Import } from './import-schemas';

export const NO_SOURCE = 'The account has no such source';

/** Begins an import whose conversations the messenger itself keeps: it is asked for them at once. */
export async function beginFetch(
  { db, client, settings, log }: AdminParts,
  made: Omit<NewImport, 'fileName'>,
): Promise<Reply<z.input<typeof Import>>> {
  const source = await sourceOf(db, made.accountId, made.sourceId);
  const driver = source && messengerOf(source.messenger);
  if (driver === undefined) return refused(404, 'not-found', NO_SOURCE);
  if (driver.history === undefined) {
    const detail = `${driver.title} gives Courier no old conversations: bring an export of them (docs/history-import.md)`;
    return refused(409, 'no-history', detail);
  }
  const id = await createFetch(db, { ...made, fileName: driver.title });
  if (id === 'busy') return refused(409, 'refused', 'The messenger is being asked for them already, by another import');
  const row = id && (await findImport(db, id));
  const view = id && (await viewImport(db, made.accountId, id));
  if (row === undefined || view === undefined) return refused(404, 'not-found', NO_SOURCE);
  // It is durable already: whoever says anything to it starts it, too.
  await startImport(client, settings, row).catch((err: unknown) => {
    log.warn({ err, importId: row.id }, 'An import could not be started; the next word to it does');
  });
  return done(shownImport(view));
}
