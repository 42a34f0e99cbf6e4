import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setTimeout } from 'node:timers/promises';
import { Context } from '@temporalio/activity';
import { messenger as messengerReader } from '../../history/messenger';
import { openHistory } from '../../history/open-history';
import { recognise, type HistoryExport } from '../../history/recognise';
import type { HistoryInput, ReadOptions } from '../../history/reader';
import type { HttpDownload } from '../../http/client';
import type { ImportRow } from '../../ledger/imports';
import { DeliveryError } from '../../messengers/delivery-error';
import { messengerOf } from '../../messengers/registry';
import type { ImportOptions } from '../../model/import';
import { askingOf } from './asking';
import type { ImportDependencies } from './dependencies';

/** An export that is open for reading. */
export interface OpenExport {
  readonly export: HistoryExport;
  /** Opens a file of it, as `HistoryFile.entry` names it. @throws HistoryRefused, DeliveryError */
  readonly open: (entry: string) => Promise<HttpDownload>;
}

type Means = Pick<ImportDependencies, 'db' | 'vault' | 'http' | 'clock' | 'files' | 'importDir'>;

/**
 * Fetches the file of an import, opens it for as long as `read` takes, and leaves nothing behind.
 * @throws HistoryRefused for a file that cannot be taken
 */
export async function withExport<Result>(
  deps: Means,
  row: ImportRow,
  read: (opened: OpenExport) => Promise<Result>,
): Promise<Result> {
  const { files, importDir } = deps;
  const { file } = row;
  if (file === undefined) throw new Error('An import has no file');
  const stored = await files.store.open(file.key);
  if (stored === undefined) throw new Error('The file of an import is not in the store');
  await mkdir(importDir, { recursive: true });
  const place = path.join(importDir, randomUUID());
  try {
    await pipeline(stored.stream, createWriteStream(place, { mode: 0o600 }));
    const input = await openHistory(place, file.name);
    try {
      return await read(row.origin === 'messenger' ? asTold(deps, row, input) : await asHandedIn(input));
    } finally {
      await input.close();
    }
  } finally {
    await rm(place, { force: true });
  }
}

async function asHandedIn(input: HistoryInput): Promise<OpenExport> {
  return {
    export: await recognise(input),
    open: async (entry) => {
      const body = await input.open(entry);
      return {
        ok: true,
        status: 200,
        headers: {},
        length: input.entries.get(entry)?.size,
        body,
        abandon: () => void body.destroy(),
      };
    },
  };
}

/** What the messenger told was written down by ourselves; its files are still there, and asked for one by one. */
function asTold(deps: Means, row: ImportRow, input: HistoryInput): OpenExport {
  const driver = messengerOf(row.source.messenger);
  const everyMs = driver?.history?.comes === 'pages' ? (driver.history.everyMs ?? 0) : 0;
  // The last page may have been asked for just now.
  let notBefore = performance.now() + everyMs;
  return {
    export: {
      format: messengerReader.format,
      read: (options) => messengerReader.read(input, [input.name], options),
    },
    open: async (reference) => {
      if (driver?.fetchMedia === undefined) {
        throw new DeliveryError({ code: 905, retry: 'no', text: 'Files of this messenger cannot be fetched.' });
      }
      const { cancellationSignal: signal } = Context.current();
      const now = performance.now();
      await setTimeout(Math.max(0, notBefore - now), undefined, { signal });
      notBefore = Math.max(now, notBefore) + everyMs;
      return driver.fetchMedia(await askingOf(deps, row, signal), reference);
    },
  };
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
