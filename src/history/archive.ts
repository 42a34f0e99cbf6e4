import { open } from 'node:fs/promises';
import { pipeline, Readable } from 'node:stream';
import { crc32, createInflateRaw } from 'node:zlib';
import { openPromise, type ZipFile } from 'yauzl';
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
      open: (entry) => openEntry(path, found(entries, entry)),
      close: () => Promise.resolve(),
    };
  } finally {
    zip.close();
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

/** Bytes, at the least: the name follows, and is as long as it says there (APPNOTE.TXT 4.3.7). */
const LOCAL_HEADER = 30;
const LOCAL_SIGNATURE = 0x04034b50;

function found(entries: ReadonlyMap<string, ArchiveEntry>, name: string): ArchiveEntry {
  const entry = entries.get(name);
  if (entry === undefined) throw new Error('no such entry in the archive');
  return entry;
}

/**
 * yauzl's own streams are not used: one that is ended before its end may throw where nobody can catch it, and here many are, as of
 * most files only the beginning is looked at.
 */
async function openEntry(path: string, entry: ArchiveEntry): Promise<Readable> {
  const file = await open(path);
  try {
    const header = Buffer.alloc(LOCAL_HEADER);
    await file.read(header, 0, LOCAL_HEADER, entry.offset);
    if (header.readUInt32LE(0) !== LOCAL_SIGNATURE)
      throw new HistoryRefused('broken-entry', { entry: shown(entry.name) });
    const start = entry.offset + LOCAL_HEADER + header.readUInt16LE(26) + header.readUInt16LE(28);
    // Of a file without any bytes there is no last one; `end` would be before `start`.
    const end = Math.max(start, start + entry.packed - 1);
    const packed = file.createReadStream({ start, end });
    const bytes = entry.deflated ? pipeline(packed, createInflateRaw(), () => undefined) : packed;
    const whole = Readable.from(entry.size === 0 ? [] : proved(bytes, entry), { objectMode: false });
    // What was never begun ends nothing by itself.
    return whole.once('close', () => bytes.destroy());
  } catch (error) {
    await file.close();
    throw error;
  }
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
