import { createDecipheriv, createHash, timingSafeEqual } from 'node:crypto';

/** PKCS#7 pads to blocks of so many bytes here, not to the cipher's sixteen (wechat.md §1). */
const PADDED_TO = 32;
const RANDOM_BYTES = 16;
const LENGTH_BYTES = 4;

/**
 * Whether the signature is that of these parts: SHA-1 of them in their order by code, put together (wechat.md §1). One of the
 * parts is the secret. Takes the same time whatever differs.
 *
 * @param given as the address has it, hex
 */
export function isSignatureOf(parts: readonly string[], given: string | null): boolean {
  if (given === null || !/^[0-9a-f]{40}$/.test(given)) return false;
  const expected = createHash('sha1')
    .update([...parts].sort().join(''))
    .digest();
  return timingSafeEqual(Buffer.from(given, 'hex'), expected);
}

/**
 * Opens what was encrypted for an app: random bytes, the length of what is said, what is said, the app's id (wechat.md §1).
 * Nothing in it is checked against changes, so its signature has to be right before.
 *
 * @param encodingAesKey 43 characters
 * @returns undefined for what was not encrypted with this key, or for another app
 */
export function decrypted(encrypted: string, encodingAesKey: string, appId: string): Buffer | undefined {
  const plain = decipher(Buffer.from(encrypted, 'base64'), Buffer.from(`${encodingAesKey}=`, 'base64'));
  if (plain === undefined || plain.length < RANDOM_BYTES + LENGTH_BYTES) return undefined;
  const start = RANDOM_BYTES + LENGTH_BYTES;
  const end = start + plain.readUInt32BE(RANDOM_BYTES);
  if (end > plain.length || plain.subarray(end).toString('utf8') !== appId) return undefined;
  return plain.subarray(start, end);
}

/** @returns without its padding; undefined where it has none that is right */
function decipher(encrypted: Buffer, key: Buffer): Buffer | undefined {
  if (encrypted.length === 0 || encrypted.length % 16 !== 0) return undefined;
  const cipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  const padded = Buffer.concat([cipher.update(encrypted), cipher.final()]);
  const pad = padded.at(-1) ?? 0;
  if (pad < 1 || pad > PADDED_TO || pad > padded.length) return undefined;
  return padded.subarray(-pad).every((byte) => byte === pad) ? padded.subarray(0, -pad) : undefined;
}
