import { randomBytes } from 'node:crypto';

export interface SampleFile {
  readonly name: string;
  readonly mimeType: string;
  readonly bytes: Buffer;
}

/** Smallest pictures that open: one pixel each. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const WEBP = Buffer.from('UklGRiQAAABXRUJQVlA4IBgAAAAwAQCdASoBAAEAAwA0JaQAA3AA/vuUAAA=', 'base64');
const OPUS = Buffer.concat([
  Buffer.from('OggS\0\x02', 'latin1'),
  Buffer.alloc(20),
  Buffer.from('\x01\x13OpusHead\x01\x01', 'latin1'),
  Buffer.alloc(9),
]);
const MP4 = Buffer.from('\0\0\0\x18ftypisom\0\0\x02\0isomiso2', 'latin1');
const M4A = Buffer.from('\0\0\0\x18ftypM4A \0\0\x02\0M4A isom', 'latin1');
const MP3 = Buffer.from('ID3\x04\0\0\0\0\0\0', 'latin1');
const ZIP = Buffer.from('PK\x03\x04\x14\0\0\0', 'latin1');
const PDF = Buffer.from('%PDF-1.4\n');

const KINDS = {
  png: [PNG, 'image/png'],
  webp: [WEBP, 'image/webp'],
  ogg: [OPUS, 'audio/ogg'],
  mp4: [MP4, 'video/mp4'],
  m4a: [M4A, 'audio/mp4'],
  mp3: [MP3, 'audio/mpeg'],
  pdf: [PDF, 'application/pdf'],
  zip: [ZIP, 'application/zip'],
} as const satisfies Record<string, readonly [Buffer, string]>;

/** A file of its own: no two have the same bytes, and mostly not the same size. */
export function sampleFile(extension: keyof typeof KINDS, more = 1 + Math.floor(Math.random() * 4_000)): SampleFile {
  const [head, mimeType] = KINDS[extension];
  const tail = randomBytes(more);
  return { name: `sample-${String(more)}.${extension}`, mimeType, bytes: Buffer.concat([head, tail]) };
}
