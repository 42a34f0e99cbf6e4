import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { keyOf } from './secrets';

/** A clock may be wrong by so much, seconds (webhook.md §1). */
const TOLERANCE_S = 300;

export interface Signing {
  readonly id: string;
  /** Seconds since 1970, of this attempt. */
  readonly seconds: number;
  readonly body: string | Buffer;
}

/** One signature by each secret, apart by spaces. */
export function signatureOf(secrets: readonly string[], signing: Signing): string {
  return secrets.map((secret) => `v1,${digest(secret, signing)}`).join(' ');
}

export type Verdict = 'genuine' | 'invalid_signature' | 'stale_timestamp';

/** Whether one of these secrets signed these bytes lately. @param now seconds since 1970 */
export function verdictOn(
  secrets: readonly string[],
  headers: IncomingHttpHeaders,
  body: Buffer,
  now: number,
): Verdict {
  const id = idOf(headers);
  const seconds = headers['webhook-timestamp'];
  const given = headers['webhook-signature'];
  if (id === undefined || typeof given !== 'string' || typeof seconds !== 'string' || !/^\d{1,12}$/.test(seconds)) {
    return 'invalid_signature';
  }
  const wanted = secrets.map((secret) => Buffer.from(`v1,${digest(secret, { id, seconds: Number(seconds), body })}`));
  const isSigned = given.split(' ').some((one) => wanted.some((other) => isSame(Buffer.from(one), other)));
  if (!isSigned) return 'invalid_signature';
  return Math.abs(now - Number(seconds)) > TOLERANCE_S ? 'stale_timestamp' : 'genuine';
}

/** What names the event; without a dot, so that its end cannot be read as the time. */
export function idOf(headers: IncomingHttpHeaders): string | undefined {
  const id = headers['webhook-id'];
  return typeof id === 'string' && /^[^.\s]{1,255}$/.test(id) ? id : undefined;
}

function digest(secret: string, { id, seconds, body }: Signing): string {
  return createHmac('sha256', keyOf(secret))
    .update(`${id}.${String(seconds)}.`)
    .update(body)
    .digest('base64');
}

function isSame(one: Buffer, other: Buffer): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}
