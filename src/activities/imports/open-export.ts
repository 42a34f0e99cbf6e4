import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { openHistory } from '../../history/open-history';
import { recognise, type HistoryExport } from '../../history/recognise';
import type { HistoryInput, ReadOptions } from '../../history/reader';
import type { ImportRow } from '../../ledger/imports';
import type { ImportOptions } from '../../model/import';
import type { ImportDependencies } from './dependencies';

/** An export that is open for reading. */
export interface OpenExport {
  readonly input: HistoryInput;
  readonly export: HistoryExport;
}

/**
 * Fetches the file of an import, opens it for as long as `read` takes, and leaves nothing behind.
 * @throws HistoryRefused for a file that cannot be taken
 */
export async function withExport<Result>(
  { files, importDir }: Pick<ImportDependencies, 'files' | 'importDir'>,
  { file }: ImportRow,
  read: (opened: OpenExport) => Promise<Result>,
): Promise<Result> {
  if (file === undefined) throw new Error('An import has no file');
  const stored = await files.store.open(file.key);
  if (stored === undefined) throw new Error('The file of an import is not in the store');
  await mkdir(importDir, { recursive: true });
  const place = path.join(importDir, randomUUID());
  try {
    await pipeline(stored.stream, createWriteStream(place, { mode: 0o600 }));
    const input = await openHistory(place, file.name);
    try {
      return await read({ input, export: await recognise(input) });
    } finally {
      await input.close();
    }
  } finally {
    await rm(place, { force: true });
  }
}

export function readOptions({ timeZone, dateOrder, business, customer }: ImportOptions): ReadOptions {
  return {
    ...(timeZone === undefined ? {} : { timeZone }),
    ...(dateOrder === undefined ? {} : { dateOrder }),
    people: {
      ...(business === undefined ? {} : { business }),
      ...(customer === undefined ? {} : { customer }),
    },
  };
}
