import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** Addresses of files are good for one run of the sandbox. */
const KEY = randomBytes(32);

/** What makes an address of a file valid until its time, and no other. */
export function linkHash(id: string, until: string): string {
  return createHmac('sha256', KEY).update(`${id}\n${until}`).digest('base64url');
}

export function isLinkHash(hash: string, id: string, until: string): boolean {
  const wanted = Buffer.from(linkHash(id, until));
  const given = Buffer.from(hash);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
