import { createHmac, timingSafeEqual } from 'node:crypto';

/** The JSON of one part of a JSON web token; undefined when it is none. */
export function readJwtPart(part: string): unknown {
  if (!/^[\w-]+$/.test(part)) return undefined;
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}

/**
 * Whether the token was signed with HMAC-SHA256 and this key. The algorithm is ours to choose: what the token's head says
 * of it is for the caller to compare, never to follow.
 */
export function isSignedHs256(token: string, key: string): boolean {
  const [head = '', body = '', signature = ''] = token.split('.');
  const given = Buffer.from(signature, 'utf8');
  const expected = Buffer.from(createHmac('sha256', key).update(`${head}.${body}`).digest('base64url'), 'utf8');
  return given.length === expected.length && timingSafeEqual(given, expected);
}
