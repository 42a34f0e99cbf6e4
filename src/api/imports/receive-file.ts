import type { Request } from 'express';
import type { Database } from '../../ledger/database';
import { fileKeyOf, noteUpload, type ImportRow } from '../../ledger/imports';
import type { MediaStore } from '../../media/store';
import { say } from '../../words';
import { inDetail, type Problem } from '../problem';
import { startNow, type Starting } from './start-now';

export interface Receiving extends Starting {
  readonly db: Database;
  /** Where files of imports go. */
  readonly store: MediaStore;
  /** Larger ones are not taken, bytes. */
  readonly importMaxBytes: number;
}

/**
 * Takes the file of an import as it comes, a few chunks of it in memory, and has it looked at: the dry run.
 * @returns why it is not taken; undefined: it is here
 */
export async function receiveFile(
  receiving: Receiving,
  row: ImportRow,
  request: Request,
): Promise<Problem | undefined> {
  const { db, store, importMaxBytes } = receiving;
  if (request.is('application/json') !== false || request.body !== undefined) return NOT_BYTES;
  if (row.origin === 'messenger') return FROM_MESSENGER;
  if (row.state !== 'empty') return HAS_FILE;
  const declared = Number(request.get('content-length') ?? 0);
  if (declared > importMaxBytes) return tooLarge(importMaxBytes);
  const key = fileKeyOf(row);
  const put = await store.put(key, bytesOf(request), { maxBytes: importMaxBytes });
  if (put.kind === 'too-large') return tooLarge(importMaxBytes);
  if (!(await noteUpload(db, row.id, { key, size: put.size, sha256: put.sha256 }))) return HAS_FILE;
  await startNow(receiving, row);
  return undefined;
}

const NOT_BYTES: Problem = { status: 415, type: 'not-bytes', ...inDetail(say('settings.import-not-bytes')) };
const FROM_MESSENGER: Problem = { status: 409, type: 'refused', ...inDetail(say('settings.import-from-messenger')) };
const HAS_FILE: Problem = { status: 409, type: 'refused', ...inDetail(say('settings.import-has-file')) };

function tooLarge(maxBytes: number): Problem {
  const most = Math.floor(maxBytes / 1_048_576);
  return { status: 413, type: 'too-large', ...inDetail(say('settings.import-too-large', { most })) };
}

async function* bytesOf(request: Request): AsyncGenerator<Buffer, void, undefined> {
  for await (const chunk of request as AsyncIterable<Buffer>) yield chunk;
  if (!request.complete) throw new Error('An upload broke off');
}
