import { open } from 'node:fs/promises';
import { openArchive } from './archive';
import { openPlainFile } from './plain-file';
import type { HistoryInput } from './reader';

/** `PK`, and what may follow it where an archive begins: a file, or the end of an empty one. */
const ZIP = [Buffer.from('PK\x03\x04', 'latin1'), Buffer.from('PK\x05\x06', 'latin1')];

/**
 * Opens a file on the disk as what it is: an archive, or a text by itself. Close it when it is read.
 *
 * @param name as it was called where it comes from; the path may be another.
 * @throws HistoryRefused before anything of it is read
 */
export async function openHistory(path: string, name: string): Promise<HistoryInput> {
  const head = Buffer.alloc(4);
  const file = await open(path);
  try {
    await file.read(head, 0, head.length, 0);
  } finally {
    await file.close();
  }
  return ZIP.some((signature) => signature.equals(head)) ? openArchive(path, name) : openPlainFile(path, name);
}
