import { endFetching, ownerOf } from '../../ledger/import-fetching';
import { endRows, retryRows } from '../../ledger/import-ends';
import { comparedOf, countsOf, differencesOf } from '../../ledger/import-views';
import { findImport, forgetFile, moveImport, noteResult } from '../../ledger/imports';
import { forgetTaken } from '../../ledger/messenger-history';
import { messengerOf } from '../../messengers/registry';
import type { Difference, ImportCounts, ImportGap } from '../../model/import';
import type { ImportId } from '../../model/ids';
import type { Words } from '../../model/words';
import { say } from '../../words';
import type { ImportDependencies } from './dependencies';
import { gapWords } from './gaps';

type Means = Pick<ImportDependencies, 'db' | 'files'>;

/** Writes what came of it, and lets go of the file. Safe to repeat. */
export async function finishImport(deps: Means, importId: ImportId): Promise<ImportCounts> {
  const counts = await countsOf(deps.db, importId);
  const kommo = await comparedOf(deps.db, importId);
  const differences: Difference[] = [
    ...Object.entries(counts.gaps).map(([why, count]) => difference(gapWords(why as ImportGap), count)),
    ...(counts.known === 0 ? [] : [difference(say('import.known'), counts.known)]),
    ...(await differencesOf(deps.db, importId)),
    ...(kommo.missing === 0 ? [] : [difference(say('import.missing'), kommo.missing)]),
    ...(kommo.repeated === 0 ? [] : [difference(say('import.repeated'), kommo.repeated)]),
  ];
  await noteResult(deps.db, importId, { ...counts, kommo, differences });
  await moveImport(deps.db, importId, ['comparing', 'sending', 'taking'], 'done');
  const row = await findImport(deps.db, importId);
  if (row !== undefined) await forgetTaken(deps.db, ownerOf(row), importId);
  await removeFile(deps, importId);
  return counts;
}

function difference({ text: why, said }: Words, count: number): Difference {
  return { why, ...(said === undefined ? {} : { said }), count, deliveries: [] };
}

/** Ends what is not told yet; what was told stays. Safe to repeat. */
export async function cancelImport(deps: Means, importId: ImportId): Promise<void> {
  const before = await findImport(deps.db, importId);
  if (before?.state === 'fetching') {
    // What was pushed is not told again, and waits for the next import.
    const forgets = messengerOf(before.source.messenger)?.history?.comes !== 'pushed';
    await endFetching(deps.db, before, 'cancelled', { forgets });
  }
  await moveImport(
    deps.db,
    importId,
    ['empty', 'uploaded', 'surveyed', 'taking', 'sending', 'comparing', 'refused'],
    'cancelled',
  );
  await endRows(deps.db, importId);
  if ((await findImport(deps.db, importId))?.place !== 0) {
    const kommo = await comparedOf(deps.db, importId);
    await noteResult(deps.db, importId, {
      ...(await countsOf(deps.db, importId)),
      kommo,
      differences: await differencesOf(deps.db, importId),
    });
  }
  await removeFile(deps, importId);
}

/** @returns how many rows are told once more */
export async function retryImport(deps: Means, importId: ImportId): Promise<{ rows: number }> {
  const rows = await retryRows(deps.db, importId);
  if (rows > 0) await moveImport(deps.db, importId, ['done', 'comparing', 'sending'], 'sending');
  return { rows };
}

export async function removeFile({ db, files }: Means, importId: ImportId): Promise<void> {
  const key = await forgetFile(db, importId);
  if (key !== undefined) await files.store.remove(key);
}
