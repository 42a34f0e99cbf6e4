import type { z } from 'zod';
import { viewImport } from '../../ledger/import-views';
import type { ImportRow } from '../../ledger/imports';
import type { AccountId } from '../../model/ids';
import { startImport } from '../../wake/tell-import';
import { receiveFile } from '../imports/receive-file';
import { done, operation, refused, type Operation } from '../openapi/operation';
import type { AdminParts } from './dependencies';
import { Import, shownImport } from './import-schemas';

export interface ImportParams {
  readonly accountId: string;
  readonly importId: string;
}

interface Where<Params extends z.ZodObject> {
  readonly path: string;
  readonly params: Params;
  readonly notFound: string;
  readonly find: (params: z.output<Params> & ImportParams, only: AccountId | null) => Promise<ImportRow | undefined>;
}

/** Takes the file of an import as it comes, a few chunks of it in memory, and has it looked at: the dry run. */
export function uploadOperation<Params extends z.ZodObject<{ accountId: z.ZodString; importId: z.ZodString }>>(
  { db, client, settings, security, store, importMaxBytes, log }: AdminParts,
  { path, params, notFound, find }: Where<Params>,
): Operation {
  return operation({
    id: 'uploadImport',
    method: 'put',
    path,
    tag: 'Imports',
    summary: 'Its file, as bytes; the dry run begins when it is here',
    security,
    scope: 'account',
    params,
    notFound,
    upload: true,
    answer: Import,
    answers: { 413: { description: 'It is larger than this Courier takes (`COURIER_IMPORT_MAX_MB`)' } },
    handle: async ({ params: named, only, request }) => {
      const row = await find(named, only);
      if (row === undefined) return refused(404, 'not-found', notFound);
      const problem = await receiveFile(
        { db, store, importMaxBytes, log, startImport: (started) => startImport(client, settings, started) },
        row,
        request,
      );
      if (problem !== undefined) return { kind: 'refused', problem };
      const view = await viewImport(db, row.accountId, row.id);
      return view === undefined ? refused(404, 'not-found', notFound) : done(shownImport(view));
    },
  });
}
