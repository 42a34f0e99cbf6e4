import type { SandboxFile, SandboxFiles } from '../files/sandbox-files';

/** Where a picture says how large it is: behind its own description of how it was taken, but not far. */
const HEAD_BYTES = 256 * 1024;
/** telegram.md §7 */
const SIDES_LIMIT = 10_000;
const RATIO_LIMIT = 20;

interface Size {
  readonly width: number;
  readonly height: number;
}

export type Judgement = 'photo' | 'no picture' | 'wrong dimensions';

/** Whether Telegram makes a photo of the file. The bytes decide, whatever the sender said of them. */
export async function judgePhoto(files: SandboxFiles, { id }: SandboxFile): Promise<Judgement> {
  const chunks: Buffer[] = [];
  for await (const chunk of files.open(id, { start: 0, end: HEAD_BYTES - 1 })) chunks.push(chunk as Buffer);
  const size = sizeOf(Buffer.concat(chunks));
  if (size === undefined) return 'no picture';
  const { width, height } = size;
  const [less, more] = width < height ? [width, height] : [height, width];
  return less > 0 && less + more <= SIDES_LIMIT && more <= less * RATIO_LIMIT ? 'photo' : 'wrong dimensions';
}

/** Of the formats that Telegram reads; undefined, too, where the bytes end before they have said it. */
function sizeOf(head: Buffer): Size | undefined {
  const starts = (hex: string, at = 0): boolean => head.toString('hex', at, at + hex.length / 2) === hex;
  if (starts('ffd8ff')) return sizeOfJpeg(head);
  if (starts('47494638') && head.length >= 10) return { width: head.readUInt16LE(6), height: head.readUInt16LE(8) };
  if (head.length < 30) return undefined;
  if (starts('89504e470d0a1a0a')) return { width: head.readUInt32BE(16), height: head.readUInt32BE(20) };
  if (starts('424d')) return { width: head.readInt32LE(18), height: Math.abs(head.readInt32LE(22)) };
  return starts('57454250', 8) ? sizeOfWebp(head) : undefined;
}

function sizeOfWebp(head: Buffer): Size | undefined {
  switch (head.toString('latin1', 12, 16)) {
    case 'VP8 ':
      return { width: head.readUInt16LE(26) & 0x3fff, height: head.readUInt16LE(28) & 0x3fff };
    case 'VP8L': {
      const bits = head.readUInt32LE(21);
      return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) };
    }
    case 'VP8X':
      return { width: 1 + head.readUIntLE(24, 3), height: 1 + head.readUIntLE(27, 3) };
    default:
      return undefined;
  }
}

/** Goes from segment to segment up to the one that starts the picture itself. */
function sizeOfJpeg(head: Buffer): Size | undefined {
  let at = 2;
  while (at + 9 <= head.length && head.readUInt8(at) === 0xff) {
    const marker = head.readUInt8(at + 1);
    // C4, C8 and CC among them are tables.
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      return { height: head.readUInt16BE(at + 5), width: head.readUInt16BE(at + 7) };
    }
    at += 2 + head.readUInt16BE(at + 2);
  }
  return undefined;
}
