import { createHmac, timingSafeEqual } from 'node:crypto';

/** Standard Webhooks 1.0.0 with `v1`, HMAC-SHA256 (webhook.md §1, Headers). */

const SECRET = /^whsec_((?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?)$/;
const KEY_BYTES = { least: 24, most: 64 };
/** A clock may be wrong by so much, seconds. */
export const TOLERANCE_S = 300;

/** Active keys of one direction; two while they are being changed. */
export type Keys = readonly Buffer[];

export interface Signed {
  readonly id: string;
  /** Of this attempt, seconds since 1970. */
  readonly timestamp: number;
  readonly body: Buffer;
}

/** @returns undefined for what is no secret of this form: `whsec_` and 24 to 64 bytes in Base64 */
export function keyOf(secret: string): Buffer | undefined {
  const key = Buffer.from(SECRET.exec(secret)?.[1] ?? '', 'base64');
  return key.length >= KEY_BYTES.least && key.length <= KEY_BYTES.most ? key : undefined;
}

/** `webhook-…` headers of a request, with a signature by each key. */
export function signatureHeaders(keys: Keys, signed: Signed): Readonly<Record<string, string>> {
  return {
    'webhook-id': signed.id,
    'webhook-timestamp': String(signed.timestamp),
    'webhook-signature': keys.map((key) => `v1,${digest(key, signed).toString('base64')}`).join(' '),
  };
}

export type Verified =
  | { readonly kind: 'genuine'; readonly id: string }
  | { readonly kind: 'forged' }
  /** The signature is right, but of another time: a clock is wrong, or somebody sends again what they have caught. */
  | { readonly kind: 'stale' };

/**
 * @param headers with lower-case names
 * @param now when the request came, milliseconds since 1970
 */
export function verify(
  keys: Keys,
  headers: Readonly<Record<string, string | undefined>>,
  body: Buffer,
  now: number,
): Verified {
  const id = headers['webhook-id'] ?? '';
  const seconds = headers['webhook-timestamp'] ?? '';
  const given = (headers['webhook-signature'] ?? '').split(' ').flatMap(signatureIn);
  // A dot in the id would let its end be read as the time.
  if (!/^[^.\s]{1,255}$/.test(id) || !/^[1-9]\d{0,11}$/.test(seconds) || given.length === 0) return { kind: 'forged' };
  const timestamp = Number(seconds);
  const wanted = keys.map((key) => digest(key, { id, timestamp, body }));
  if (!wanted.some((one) => given.some((other) => timingSafeEqual(one, other)))) return { kind: 'forged' };
  return Math.abs(now / 1_000 - timestamp) > TOLERANCE_S ? { kind: 'stale' } : { kind: 'genuine', id };
}

/** Of versions that are not known here nothing is taken. */
function signatureIn(part: string): Buffer[] {
  const [version, signature = ''] = part.split(',');
  const bytes = Buffer.from(signature, 'base64');
  return version === 'v1' && bytes.length === 32 ? [bytes] : [];
}

function digest(key: Buffer, { id, timestamp, body }: Signed): Buffer {
  return createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest();
}
