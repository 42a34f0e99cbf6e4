import { noteFetched, ownerOf } from '../../ledger/import-fetching';
import { fileKeyOf, type ImportRow } from '../../ledger/imports';
import { takeHistory, takenHistory } from '../../ledger/messenger-history';
import type { ImportDependencies } from './dependencies';
import { lineOf } from './messenger-line';

/** What is written at once. */
const CHUNK_CHARACTERS = 65_536;

/**
 * Writes down what a messenger has told, where an upload would be: a record a line, chat by chat and in order. From then on it is
 * an import like any other. Safe to repeat: the file is there as a whole or not at all, and replaced by that of another try.
 */
export async function writeFetched(
  { db, files: { store } }: Pick<ImportDependencies, 'db' | 'files'>,
  row: ImportRow,
  { forgets, signal }: { readonly forgets: boolean; readonly signal: AbortSignal },
): Promise<void> {
  await takeHistory(db, ownerOf(row), row.id);
  const key = fileKeyOf(row);
  // It is as large as what is in the ledger, and nobody's upload.
  const put = await store.put(key, linesOf(db, row, signal), { maxBytes: Number.MAX_SAFE_INTEGER });
  if (put.kind === 'too-large') throw new Error('A store has a limit of its own');
  const isWanted = await noteFetched(db, row, { key, size: put.size, sha256: put.sha256 }, { forgets });
  if (!isWanted) await store.remove(key);
}

async function* linesOf(db: ImportDependencies['db'], row: ImportRow, signal: AbortSignal): AsyncGenerator<Buffer> {
  let text = '';
  for await (const record of takenHistory(db, ownerOf(row), row.id)) {
    signal.throwIfAborted();
    text += `${JSON.stringify(lineOf(record))}\n`;
    if (text.length < CHUNK_CHARACTERS) continue;
    yield Buffer.from(text);
    text = '';
  }
  if (text !== '') yield Buffer.from(text);
}
