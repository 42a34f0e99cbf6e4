/** What the head of a PNG tells; undefined for what is none. */
export interface Png {
  readonly width: number;
  readonly height: number;
  readonly animated: boolean;
}

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

export function readPng(bytes: Uint8Array): Png | undefined {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.length < 33 || !view.subarray(0, 8).equals(SIGNATURE) || view.toString('latin1', 12, 16) !== 'IHDR') {
    return undefined;
  }
  return { width: view.readUInt32BE(16), height: view.readUInt32BE(20), animated: hasChunk(view, 'acTL') };
}

function hasChunk(view: Buffer, name: string): boolean {
  let at = 8;
  while (at + 8 <= view.length) {
    if (view.toString('latin1', at + 4, at + 8) === name) return true;
    at += 12 + view.readUInt32BE(at);
  }
  return false;
}
