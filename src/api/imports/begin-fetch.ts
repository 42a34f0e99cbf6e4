import type { Database } from '../../ledger/database';
import { createFetch, findImport, type NewImport } from '../../ledger/imports';
import { sourceOf } from '../../ledger/kept-sources';
import { messengerOf } from '../../messengers/registry';
import type { ImportId } from '../../model/ids';
import { say } from '../../words';
import { inDetail, type Problem } from '../problem';
import { startNow, type Starting } from './start-now';

interface Fetching extends Starting {
  readonly db: Database;
}

export type BegunFetch =
  { readonly kind: 'begun'; readonly id: ImportId } | { readonly kind: 'refused'; readonly problem: Problem };

/** Begins an import whose conversations the messenger itself keeps: it is asked for them at once. */
export async function beginFetch(fetching: Fetching, made: Omit<NewImport, 'fileName'>): Promise<BegunFetch> {
  const { db } = fetching;
  const source = await sourceOf(db, made.accountId, made.sourceId);
  const driver = source && messengerOf(source.messenger);
  if (driver === undefined) return refused(NO_SOURCE);
  if (driver.history === undefined) {
    const { title: messenger } = driver;
    return refused({ status: 409, type: 'no-history', ...inDetail(say('settings.import-no-history', { messenger })) });
  }
  const id = await createFetch(db, { ...made, fileName: driver.title });
  if (id === 'busy') return refused(BUSY);
  const row = id && (await findImport(db, id));
  if (row === undefined) return refused(NO_SOURCE);
  await startNow(fetching, row);
  return { kind: 'begun', id: row.id };
}

const NO_SOURCE: Problem = { status: 404, type: 'not-found', ...inDetail(say('settings.import-no-source')) };
const BUSY: Problem = { status: 409, type: 'refused', ...inDetail(say('settings.import-busy')) };

function refused(problem: Problem): BegunFetch {
  return { kind: 'refused', problem };
}
