import { createHmac, timingSafeEqual } from 'node:crypto';
import type { RawRequest } from '../contract';

const HEADER = 'x-hub-signature-256';

/**
 * Whether Meta signed these bytes with the app's secret (whatsapp.md §1, facebook.md §1). The body has to be as received:
 * Meta escapes letters and slashes in a way that no serialiser repeats.
 */
export function isSigned(request: Pick<RawRequest, 'headers' | 'body'>, appSecret: string): boolean {
  const [, given] = /^sha256=([0-9a-f]{64})$/i.exec(request.headers[HEADER]?.trim() ?? '') ?? [];
  if (given === undefined) return false;
  const expected = createHmac('sha256', appSecret).update(request.body).digest();
  return timingSafeEqual(Buffer.from(given, 'hex'), expected);
}
