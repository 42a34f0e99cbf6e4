import { crc32, deflateRawSync } from 'node:zlib';

/** An entry of an archive, with everything about it that may be a lie. */
export interface Crafted {
  readonly name: string | Buffer;
  readonly content?: string | Buffer;
  readonly stored?: boolean;
  readonly flags?: number;
  readonly method?: number;
  readonly madeBy?: number;
  readonly attributes?: number;
  readonly extra?: Buffer;
  /** Instead of the truth. */
  readonly size?: number;
  readonly crc?: number;
  readonly offset?: number;
}

interface Ending {
  /** Instead of how many there are. */
  readonly count?: number;
  readonly zip64?: boolean;
}

const UTF_8 = 0x800;

/** A ZIP byte by byte (APPNOTE.TXT 6.3, 4.3), so that tests can make what no program makes. */
export function craftedZip(
  entries: readonly Crafted[],
  { count = entries.length, zip64 = false }: Ending = {},
): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let position = 0;
  for (const entry of entries) {
    const name = Buffer.from(entry.name as string);
    const content = Buffer.from((entry.content ?? '') as string);
    const method = entry.method ?? (entry.stored === true ? 0 : 8);
    const packed = method === 8 ? deflateRawSync(content) : content;
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(entry.flags ?? UTF_8, 2);
    common.writeUInt16LE(method, 4);
    common.writeUInt32LE(entry.crc ?? crc32(content), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(entry.size ?? content.length, 18);
    common.writeUInt16LE(name.length, 22);
    const extra = entry.extra ?? Buffer.alloc(0);
    const local = Buffer.concat([bytes(0x04034b50, 4), common, name, packed]);
    common.writeUInt16LE(extra.length, 24);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(entry.attributes ?? 0, 6);
    rest.writeUInt32LE(entry.offset ?? position, 10);
    central.push(bytes(0x02014b50, 4), bytes(entry.madeBy ?? 20, 2), common, rest, name, extra);
    locals.push(local);
    position += local.length;
  }
  const directory = Buffer.concat(central);
  return Buffer.concat([...locals, directory, ending(count, directory.length, position, zip64)]);
}

function ending(count: number, size: number, offset: number, zip64: boolean): Buffer {
  const last = Buffer.alloc(22);
  last.writeUInt32LE(0x06054b50, 0);
  last.writeUInt16LE(zip64 ? 0xffff : count, 8);
  last.writeUInt16LE(zip64 ? 0xffff : count, 10);
  last.writeUInt32LE(zip64 ? 0xffffffff : size, 12);
  last.writeUInt32LE(zip64 ? 0xffffffff : offset, 16);
  if (!zip64) return last;
  const record = Buffer.alloc(56);
  record.writeUInt32LE(0x06064b50, 0);
  record.writeBigUInt64LE(44n, 4);
  record.writeBigUInt64LE(BigInt(count), 24);
  record.writeBigUInt64LE(BigInt(count), 32);
  record.writeBigUInt64LE(BigInt(size), 40);
  record.writeBigUInt64LE(BigInt(offset), 48);
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(0x07064b50, 0);
  locator.writeBigUInt64LE(BigInt(offset + size), 8);
  locator.writeUInt32LE(1, 16);
  return Buffer.concat([record, locator, last]);
}

function bytes(value: number, length: 2 | 4): Buffer {
  const buffer = Buffer.alloc(length);
  if (length === 2) buffer.writeUInt16LE(value);
  else buffer.writeUInt32LE(value);
  return buffer;
}
