import { createCipheriv, createHash, randomBytes } from 'node:crypto';

const BLOCK = 32;

/** `sha1(sort(parts).join(""))` in small hex (wechat.md §1). */
export function signatureOf(...parts: readonly string[]): string {
  return createHash('sha1')
    .update([...parts].sort().join(''))
    .digest('hex');
}

export function isAesKey(text: string): boolean {
  return /^[A-Za-z0-9]{43}$/.test(text);
}

/** 16 random bytes, the length, the text and the AppID, padded to 32 and encrypted; in base64 (wechat.md §1). */
export function encrypt(xml: string, encodingAesKey: string, appId: string): string {
  const key = Buffer.from(`${encodingAesKey}=`, 'base64');
  const text = Buffer.from(xml);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(text.length);
  const plain = Buffer.concat([randomBytes(16), length, text, Buffer.from(appId)]);
  const pad = BLOCK - (plain.length % BLOCK);
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([cipher.update(plain), cipher.update(Buffer.alloc(pad, pad)), cipher.final()]).toString(
    'base64',
  );
}
