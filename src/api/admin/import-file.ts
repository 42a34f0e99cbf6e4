import type { Request } from 'express';
import type { z } from 'zod';
import { viewImport } from '../../ledger/import-views';
import { noteUpload, type ImportRow } from '../../ledger/imports';
import type { AccountId } from '../../model/ids';
import { startImport } from '../../wake/tell-import';
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
      if (request.is('application/json') !== false || request.body !== undefined) {
        return refused(415, 'not-bytes', 'Send the file as it is, as application/octet-stream');
      }
      if (row.origin === 'messenger') return refused(409, 'refused', 'Its conversations come from the messenger');
      if (row.state !== 'empty') return refused(409, 'refused', 'Its file has come already');
      const declared = Number(request.get('content-length') ?? 0);
      if (declared > importMaxBytes) return tooLarge(importMaxBytes);
      // A name that nothing else has: what an upload that broke off leaves is replaced by the next.
      const key = `imports/${String(row.accountId)}/${row.id}`;
      const put = await store.put(key, bytesOf(request), { maxBytes: importMaxBytes });
      if (put.kind === 'too-large') return tooLarge(importMaxBytes);
      if (!(await noteUpload(db, row.id, { key, size: put.size, sha256: put.sha256 }))) {
        return refused(409, 'refused', 'Its file has come already');
      }
      // It is durable already: whoever says anything to it starts it, too.
      await startImport(client, settings, row).catch((err: unknown) => {
        log.warn({ err, importId: row.id }, 'An import could not be started; the next word to it does');
      });
      const view = await viewImport(db, row.accountId, row.id);
      return view === undefined ? refused(404, 'not-found', notFound) : done(shownImport(view));
    },
  });
}

function tooLarge(maxBytes: number) {
  return refused(413, 'too-large', `The file is larger than ${Math.floor(maxBytes / 1_048_576)} MB`);
}

async function* bytesOf(request: Request): AsyncGenerator<Buffer, void, undefined> {
  for await (const chunk of request as AsyncIterable<Buffer>) yield chunk;
  if (!request.complete) throw new Error('An upload broke off');
}
