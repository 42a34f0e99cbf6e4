import { crc32 } from 'node:zlib';
import type { Entry } from 'yauzl';
import { getFileNameLowLevel } from 'yauzl';
import { NAME_MOST, RATIO_FROM, RATIO_MOST } from './archive-limits';
import { HistoryRefused, shown } from './refusal';

/** What is kept of an entry of the central directory: as little as opening it takes, for there may be very many. */
export interface ArchiveEntry {
  readonly name: string;
  /** Bytes, unpacked, as the archive says; reading finds out whether it is true. */
  readonly size: number;
  readonly packed: number;
  readonly offset: number;
  readonly deflated: boolean;
  readonly crc32: number;
}

const STORED = 0;
const DEFLATED = 8;

/**
 * Looks at an entry as the archive describes it.
 * @returns undefined for a folder, which is nothing by itself
 * @throws HistoryRefused
 */
export function checkedEntry(entry: Entry): ArchiveEntry | undefined {
  const name = safeName(nameOf(entry));
  if (entry.isEncrypted()) throw new HistoryRefused('encrypted');
  if (isLink(entry)) throw new HistoryRefused('link', { entry: shown(name) });
  if (name.endsWith('/')) return undefined;
  const { compressionMethod, uncompressedSize: size, compressedSize: packed } = entry;
  if (compressionMethod !== STORED && compressionMethod !== DEFLATED) throw new HistoryRefused('compression');
  if (isBomb(size, packed)) throw new HistoryRefused('bomb', { entry: shown(name) });
  return {
    name,
    size,
    packed,
    offset: entry.relativeOffsetOfLocalHeader,
    deflated: compressionMethod === DEFLATED,
    crc32: entry.crc32,
  };
}

export function isBomb(size: number, packed: number): boolean {
  return size > RATIO_FROM && size > packed * RATIO_MOST;
}

const UTF_8_NAME = 0x800;
/** Info-ZIP's name in UTF-8 beside one in another encoding, with a checksum of that one. */
const UNICODE_PATH = 0x7075;

/**
 * By the specification a name is in UTF-8 where it says so, else in CP437. Many programs write UTF-8 and do not say so. One in
 * the code page of an old Windows cannot be told from CP437; no message names such a file, so it counts as lost.
 */
function nameOf(entry: Entry): string {
  const raw = entry.fileNameRaw;
  const extra = entry.extraFields.find(({ id }) => id === UNICODE_PATH)?.data;
  const beside = extra?.[0] === 1 && extra.length > 5 && extra.readUInt32LE(1) === crc32(raw);
  const utf8 = strictUtf8(beside ? extra.subarray(5) : raw);
  const isSaid = beside || (entry.generalPurposeBitFlag & UTF_8_NAME) !== 0;
  if (utf8 === undefined && isSaid) throw new HistoryRefused('bad-name');
  return utf8 ?? getFileNameLowLevel(0, raw, [], true);
}

function strictUtf8(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/**
 * Nothing is ever written under a name of an archive. It is refused all the same: who makes such a name wants something else than
 * to import a chat.
 */
function safeName(raw: string): string {
  // Some programs of Windows write their own separator.
  const name = raw.replaceAll('\\', '/');
  if (name === '' || name.length > NAME_MOST || /\p{Cc}/u.test(name)) throw new HistoryRefused('bad-name');
  const parts = name.split('/');
  if (name.startsWith('/') || /^[A-Za-z]:/.test(name) || parts.includes('..')) {
    throw new HistoryRefused('unsafe-name', { entry: shown(raw) });
  }
  const plain = parts.filter((part, index) => part !== '.' && (part !== '' || index === parts.length - 1));
  return plain.join('/').normalize('NFC');
}

const UNIX = 3;
const MACOS = 19;
const FILE_TYPE = 0xf000;
const PLAIN_FILE = 0x8000;
const FOLDER = 0x4000;

/** Anything that is neither a file nor a folder: a link, a device. */
function isLink({ versionMadeBy, externalFileAttributes }: Entry): boolean {
  const system = versionMadeBy >>> 8;
  const type = (externalFileAttributes >>> 16) & FILE_TYPE;
  return (system === UNIX || system === MACOS) && type !== 0 && type !== PLAIN_FILE && type !== FOLDER;
}
