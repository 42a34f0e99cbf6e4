import { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import { Entry, openPromise, type ZipFile } from 'yauzl';
import { checkedEntry, isBomb, type ArchiveEntry } from './archive-entry';
import { ENTRIES_MOST, UNPACKED_MOST } from './archive-limits';
import type { HistoryInput } from './reader';
import { HistoryRefused, shown } from './refusal';

/**
 * A ZIP on the disk, by its central directory: nothing is unpacked before it is read, and nothing but names is in memory.
 *
 * @param unpackedMost bytes of all its files together
 * @throws HistoryRefused for whatever does not look like an export, before a byte of it is unpacked
 */
export async function openArchive(path: string, name: string, unpackedMost = UNPACKED_MOST): Promise<HistoryInput> {
  const zip = await broken('broken-archive', openPromise(path, { autoClose: false, decodeStrings: false }));
  // After an entry that cannot be read yauzl tells of the archive once more, to nobody.
  zip.on('error', () => undefined);
  try {
    const entries = await listed(zip);
    checkTogether([...entries.values()], unpackedMost);
    return {
      name,
      entries,
      open: (entry) => openEntry(zip, found(entries, entry)),
      close: () => {
        zip.close();
        return Promise.resolve();
      },
    };
  } catch (error) {
    zip.close();
    throw error;
  }
}

async function listed(zip: ZipFile): Promise<Map<string, ArchiveEntry>> {
  if (zip.entryCount > ENTRIES_MOST) throw new HistoryRefused('too-many-entries', { most: ENTRIES_MOST });
  if (zip.entryCount === 0) throw new HistoryRefused('empty');
  const entries = new Map<string, ArchiveEntry>();
  const each = zip.eachEntry();
  for (;;) {
    const next = await broken('broken-archive', each.next());
    if (next.done === true) return entries;
    const entry = checkedEntry(next.value);
    if (entry === undefined) continue;
    if (entries.has(entry.name)) throw new HistoryRefused('twice', { entry: shown(entry.name) });
    entries.set(entry.name, entry);
  }
}

/** What single entries do not show: all together too large, or one upon another so that few bytes become many files. */
function checkTogether(entries: readonly ArchiveEntry[], most: number): void {
  const sum = (of: (entry: ArchiveEntry) => number): number => entries.reduce((total, entry) => total + of(entry), 0);
  const size = sum((entry) => entry.size);
  if (size > most) throw new HistoryRefused('too-large', { most: Math.ceil(most / 1024 ** 3) });
  const inPlace = [...entries].sort((one, other) => one.offset - other.offset);
  for (const [index, entry] of inPlace.entries()) {
    const next = inPlace[index + 1];
    if (next !== undefined && entry.offset + LOCAL_HEADER + entry.packed > next.offset) {
      throw new HistoryRefused('overlap', { entry: shown(next.name) });
    }
  }
  const [first] = inPlace;
  const packed = sum((entry) => entry.packed);
  if (first !== undefined && isBomb(size, packed)) throw new HistoryRefused('bomb', { entry: shown(first.name) });
}

/** Bytes, at the least: the name follows, and is as long as it says there. */
const LOCAL_HEADER = 30;

function found(entries: ReadonlyMap<string, ArchiveEntry>, name: string): ArchiveEntry {
  const entry = entries.get(name);
  if (entry === undefined) throw new Error('no such entry in the archive');
  return entry;
}

async function openEntry(zip: ZipFile, entry: ArchiveEntry): Promise<Readable> {
  const { offset: relativeOffsetOfLocalHeader, packed: compressedSize, size, deflated } = entry;
  const source = new Promise<Readable>((resolve, reject) => {
    const header = Object.assign(new Entry(), { relativeOffsetOfLocalHeader, compressedSize });
    const settle = (error: Error | null, stream: Readable): void => (error === null ? resolve(stream) : reject(error));
    zip.readLocalFileHeader(header, { minimal: true }, (error, local) => {
      if (error !== null) reject(error);
      else zip.openReadStreamLowLevel(local.fileDataStart, compressedSize, 0, compressedSize, deflated, size, settle);
    });
  });
  return Readable.from(proved(await broken('broken-entry', source, entry), entry), { objectMode: false });
}

/** The bytes, and at their end that they are those that were packed. More than was said ends it at once. */
async function* proved(source: Readable, entry: ArchiveEntry): AsyncGenerator<Buffer, void, undefined> {
  const chunks = source[Symbol.asyncIterator]() as AsyncIterator<Buffer, undefined>;
  let [size, sum] = [0, 0];
  try {
    for (;;) {
      const next = await broken('broken-entry', chunks.next(), entry);
      if (next.done === true) break;
      size += next.value.length;
      if (size > entry.size) throw new HistoryRefused('broken-entry', { entry: shown(entry.name) });
      sum = crc32(next.value, sum);
      yield next.value;
    }
  } finally {
    source.destroy();
  }
  if (size !== entry.size || sum !== entry.crc32)
    throw new HistoryRefused('broken-entry', { entry: shown(entry.name) });
}

/** What goes wrong in an archive is the archive's; what the system says of the disk is not. */
async function broken<Value>(
  code: 'broken-archive' | 'broken-entry',
  asked: Promise<Value>,
  entry?: ArchiveEntry,
): Promise<Value> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof Error && 'syscall' in error) throw error;
    if (error instanceof Error && error.message.includes('strong encryption')) throw new HistoryRefused('encrypted');
    throw new HistoryRefused(code, entry === undefined ? undefined : { entry: shown(entry.name) });
  }
}
