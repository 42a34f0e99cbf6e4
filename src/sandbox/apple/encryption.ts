import { createCipheriv, createHash, randomBytes, type Cipher } from 'node:crypto';

/** 32 bytes in hexadecimal behind `00`, as keys travel (apple.md §7). */
export const KEY = /^00[0-9a-f]{64}$/i;
const CHECKSUM_MARK = Buffer.from([0x81]);

export function newKey(): string {
  return `00${randomBytes(32).toString('hex')}`;
}

/** AES-256 in counter mode from zero: encrypts, and decrypts. */
export async function* crypted(key: string, bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const cipher = cipherOf(key);
  for await (const chunk of bytes) yield cipher.update(chunk);
}

export function cryptedWhole(key: string, bytes: Buffer): Buffer {
  return cipherOf(key).update(bytes);
}

function cipherOf(key: string): Cipher {
  return createCipheriv('aes-256-ctr', Buffer.from(key.slice(2), 'hex'), Buffer.alloc(16));
}

/** Of encrypted bytes as they go by: Base64 of `0x81` and their SHA-1. */
export class Checksum {
  readonly #hash = createHash('sha1');

  update(chunk: Buffer): void {
    this.#hash.update(chunk);
  }

  digest(): string {
    return Buffer.concat([CHECKSUM_MARK, this.#hash.digest()]).toString('base64');
  }
}

export function hexOf(checksum: string): string {
  return Buffer.from(checksum, 'base64').toString('hex');
}
