import { posix } from 'node:path';
import type { FileFacts } from '../model/content';
import type { HistoryInput } from './reader';
import type { HistoryFile } from './record';

/**
 * The file that a message names, as the archive has it: beside the text that names it, or below.
 *
 * @param from the entry that names it
 * @param named a path as the export writes it; it may be anything
 */
export function fileIn(input: HistoryInput, from: string, named: string, facts: FileFacts = {}): HistoryFile {
  const path = posix.join(posix.dirname(from), named.replaceAll('\\', '/')).normalize('NFC');
  // On macOS and by some programs names are written with accents apart from their letters.
  const entry = input.entries.get(path) ?? input.entries.get(path.normalize('NFD'));
  const name = facts.name ?? posix.basename(path);
  if (entry === undefined) return { ...facts, name, missing: 'lost' };
  return { ...facts, name, size: entry.size, entry: entry.name };
}
