import { setTimeout } from 'node:timers/promises';
import { Context } from '@temporalio/activity';
import { HistoryRefused } from '../../history/refusal';
import type { ImportRow } from '../../ledger/imports';
import type { PastFile, PastMessage } from '../../ledger/take-import';
import { copyMedia, type Copied } from '../../media/copy';
import { waitAfter } from '../pace';
import { plannedWait } from '../try-again';
import type { ImportDependencies } from './dependencies';
import type { OpenExport } from './open-export';
import { MISSING, type PastFileOf } from './past-message';

/** A wait that a messenger asks for is waited out so often; then all of the import waits. */
const ASKED_AT_ONCE = 3;
/** And so often, which is some hours; then it goes on without the file. */
const TRIES = 12;
const LONGEST_WAIT_MS = 15_000;

/**
 * Copies a file out of the export into the store, under a key that is the same in every try. One that is not there, or not to be
 * read, is a reason for people and costs nothing else.
 * @throws to be tried later, for what a messenger does not give now.
 */
export async function copyFile(
  { files, clock }: Pick<ImportDependencies, 'files' | 'clock'>,
  { accountId }: Pick<ImportRow, 'accountId'>,
  open: OpenExport['open'],
  { message, file: { id, type, file } }: { readonly message: PastMessage; readonly file: PastFileOf },
): Promise<PastFile> {
  const { entry, name, mimeType, durationS } = file;
  const known = { id, deliveryId: message.deliveryId, type, name, durationS };
  if (entry === undefined) return { ...known, entry: '', copied: { refusal: MISSING[file.missing] } };
  const key = `${String(accountId)}/${id}`;
  try {
    const copied = await patiently(() =>
      copyMedia({
        download: () => open(entry),
        store: files.store,
        key,
        maxBytes: files.maxBytes,
        declared: { type, ...(name === undefined ? {} : { name }), ...(mimeType === undefined ? {} : { mimeType }) },
        clock,
      }),
    );
    if (copied.kind !== 'stored') return { ...known, entry, copied: { refusal: copied.text } };
    const { size, mimeType: found, extension } = copied;
    return { ...known, entry, copied: { storeKey: key, size, mimeType: found, extension } };
  } catch (error) {
    if (!(error instanceof HistoryRefused)) throw error;
    return { ...known, entry, copied: { refusal: error.text } };
  }
}

async function patiently(copy: () => Promise<Copied>): Promise<Copied> {
  const { cancellationSignal: signal, info } = Context.current();
  for (let asked = 1; ; asked += 1) {
    const copied = await copy();
    if (copied.kind !== 'later') return copied;
    const wait = waitAfter(asked, copied.retryAfterMs);
    if (asked < ASKED_AT_ONCE && wait <= LONGEST_WAIT_MS) {
      await setTimeout(wait, undefined, { signal });
    } else if (info.attempt >= TRIES) {
      return { kind: 'refused', text: `It could not be fetched in time. ${copied.text}` };
    } else {
      throw plannedWait('A file cannot be fetched now', waitAfter(info.attempt, copied.retryAfterMs));
    }
  }
}
