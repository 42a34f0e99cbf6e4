import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { HistoryInput } from './reader';
import { HistoryRefused } from './refusal';

/** A file that is no archive: its own only entry. */
export async function openPlainFile(path: string, name: string): Promise<HistoryInput> {
  const { size } = await stat(path);
  if (size === 0) throw new HistoryRefused('empty');
  return {
    name,
    entries: new Map([[name, { name, size }]]),
    open: () => Promise.resolve(createReadStream(path)),
    close: () => Promise.resolve(),
  };
}
