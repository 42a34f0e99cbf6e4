import type { Readable } from 'node:stream';
import type { ByteRange } from './range';

/**
 * Where files are kept: a shared directory or an S3-compatible bucket. Files go through as streams; a process holds a
 * few chunks of one at a time, however large it is.
 *
 * What a store throws is "try again" (a full disk, a bucket that does not answer). Keys are ours: see `storeKey`.
 */
export interface MediaStore {
  /**
   * Takes a file to its end. It is there as a whole or not at all, and replaces one of the same key.
   * @throws what `source` throws, and nothing of the file stays behind.
   */
  put(key: string, source: AsyncIterable<Buffer>, limits: PutLimits): Promise<Put>;

  /**
   * @param range within the file, see `parseRange`; without it the whole file.
   * @returns undefined when there is no such file. The stream has to be read to its end or destroyed.
   */
  open(key: string, range?: ByteRange): Promise<OpenFile | undefined>;

  /** Does nothing when there is no such file. */
  remove(key: string): Promise<void>;

  /** For `doctor`: writes a small file, takes it away again, and tells where. @throws Error that says what is wrong. */
  check(): Promise<string>;

  close(): Promise<void>;
}

export interface PutLimits {
  readonly maxBytes: number;
}

export type Put =
  | {
      readonly kind: 'stored';
      /** Bytes. */
      readonly size: number;
      /** The first 4 KiB: enough to see what it is. */
      readonly head: Buffer;
      /** Of the bytes, in hex. */
      readonly sha256: string;
    }
  | { readonly kind: 'too-large' };

export interface OpenFile {
  readonly stream: Readable;
  /** Of the whole file, bytes, also where a range was asked for. */
  readonly size: number;
}

/** Keys become paths and addresses, so they hold nothing that has a meaning there. */
const KEY = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}(\/[A-Za-z0-9][A-Za-z0-9._-]{0,99}){0,4}$/;

/** @throws Error on anything but up to five names of `A-Za-z0-9._-` with slashes between; without the key. */
export function storeKey(key: string): string {
  if (!KEY.test(key)) throw new Error('This is no key of a media store');
  return key;
}
