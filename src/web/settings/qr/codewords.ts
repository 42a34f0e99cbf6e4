import { correction } from './reed-solomon';

/** Versions 1 to 5 at level L: all in one block, and long enough for any link that we show. */
const VERSIONS = [
  { data: 19, correction: 7 },
  { data: 34, correction: 10 },
  { data: 55, correction: 15 },
  { data: 80, correction: 20 },
  { data: 108, correction: 26 },
] as const;

export interface Codewords {
  /** From 1; the code has 17 + 4 × version modules on a side. */
  readonly version: number;
  readonly bytes: Uint8Array;
}

/** The text as bytes, filled up and with its correction; `null` where it is too long. */
export function codewords(text: string): Codewords | null {
  const said = new TextEncoder().encode(text);
  // Four bits of mode and eight of length go first.
  const index = VERSIONS.findIndex(({ data }) => said.length + 2 <= data);
  const size = VERSIONS[index];
  if (size === undefined) return null;
  const data = new Uint8Array(size.data);
  data[0] = 0x40 | (said.length >> 4);
  data[1] = (said.length << 4) & 0xff;
  said.forEach((byte, at) => {
    data[at + 1] = (data[at + 1] ?? 0) | (byte >> 4);
    data[at + 2] = (byte << 4) & 0xff;
  });
  for (let at = said.length + 2; at < size.data; at += 1) data[at] = (at - said.length) % 2 === 0 ? 0xec : 0x11;
  const bytes = new Uint8Array(size.data + size.correction);
  bytes.set(data);
  bytes.set(correction(data, size.correction), size.data);
  return { version: index + 1, bytes };
}
