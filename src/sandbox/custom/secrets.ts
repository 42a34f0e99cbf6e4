import { randomBytes } from 'node:crypto';

/** `whsec_` and 24 to 64 bytes in Base64 (webhook.md §1). */
const SECRET = /^whsec_[A-Za-z0-9+/]+={0,2}$/;
const LEAST_BYTES = 24;
const MOST_BYTES = 64;

export function isSecret(text: string): boolean {
  if (!SECRET.test(text)) return false;
  const key = keyOf(text);
  return (
    key.length >= LEAST_BYTES && key.length <= MOST_BYTES && key.toString('base64') === text.slice('whsec_'.length)
  );
}

export function newSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`;
}

export function keyOf(secret: string): Buffer {
  return Buffer.from(secret.slice('whsec_'.length), 'base64');
}

/** Those of one direction, the newest first: two while one follows the other. */
export function secretsIn(entered = ''): readonly string[] {
  return entered.split(' ').filter((each) => each !== '');
}

/** The new one, and of those before it the newest. */
export function followedBy(entered: string | undefined, secret: string): string {
  return [secret, ...secretsIn(entered).slice(0, 1)].join(' ');
}
