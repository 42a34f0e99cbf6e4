import { createCipheriv, randomBytes, type Cipher } from 'node:crypto';

const KEY_BYTES = 32;
/** The counter of every file begins at zero, as each has a key of its own (apple.md §7). */
const START = Buffer.alloc(16);

export function newKey(): Buffer {
  return randomBytes(KEY_BYTES);
}

/** As it travels: hexadecimal, behind `00` (apple.md §7). */
export function keyText(key: Buffer): string {
  return `00${key.toString('hex')}`;
}

/** @returns undefined for what is no such text */
export function keyIn(text: string): Buffer | undefined {
  const [, hex] = /^00([0-9a-f]{64})$/i.exec(text.trim()) ?? [];
  return hex === undefined ? undefined : Buffer.from(hex, 'hex');
}

/** Encrypts, and decrypts: with AES in counter mode both are the same, and no byte is added. */
export async function* crypted(key: Buffer, bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const cipher = cipherOf(key);
  for await (const chunk of bytes) yield cipher.update(chunk);
}

export function cryptedWhole(key: Buffer, bytes: Buffer): Buffer {
  return cipherOf(key).update(bytes);
}

function cipherOf(key: Buffer): Cipher {
  return createCipheriv('aes-256-ctr', key, START);
}
