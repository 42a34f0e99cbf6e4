import type { HistoryInput } from '../../history/reader';
import { HistoryRefused } from '../../history/refusal';
import type { ImportRow } from '../../ledger/imports';
import type { PastFile, PastMessage } from '../../ledger/take-import';
import { copyMedia } from '../../media/copy';
import type { ImportDependencies } from './dependencies';
import { MISSING, type PastFileOf } from './past-message';

/**
 * Copies a file out of the export into the store, under a key that is the same in every try. One that is not there, or not to be
 * read, is a reason for people and costs nothing else.
 */
export async function copyFile(
  { files, clock }: Pick<ImportDependencies, 'files' | 'clock'>,
  { accountId }: Pick<ImportRow, 'accountId'>,
  input: HistoryInput,
  { message, file: { id, type, file } }: { readonly message: PastMessage; readonly file: PastFileOf },
): Promise<PastFile> {
  const { entry, name, mimeType, durationS } = file;
  const known = { id, deliveryId: message.deliveryId, type, name, durationS };
  if (entry === undefined) return { ...known, entry: '', copied: { refusal: MISSING[file.missing] } };
  const key = `${String(accountId)}/${id}`;
  try {
    const copied = await copyMedia({
      download: async () => {
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
      store: files.store,
      key,
      maxBytes: files.maxBytes,
      declared: { type, ...(name === undefined ? {} : { name }), ...(mimeType === undefined ? {} : { mimeType }) },
      clock,
    });
    if (copied.kind !== 'stored') return { ...known, entry, copied: { refusal: copied.text } };
    const { size, mimeType: found, extension } = copied;
    return { ...known, entry, copied: { storeKey: key, size, mimeType: found, extension } };
  } catch (error) {
    if (!(error instanceof HistoryRefused)) throw error;
    return { ...known, entry, copied: { refusal: error.text } };
  }
}
