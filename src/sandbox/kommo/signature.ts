import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Assumptions } from '../assumptions';

export interface SignedRequest {
  readonly method: string;
  /** As sent, without the query string: that is not signed (kommo-chat-api.md §4.1). */
  readonly path: string;
  readonly headers: {
    readonly date: string | undefined;
    readonly contentType: string | undefined;
    readonly contentMd5: string | undefined;
    readonly signature: string | undefined;
  };
  readonly body: Buffer;
}

const LIFE_MS = 15 * 60 * 1000;
const RFC_2822 =
  /^(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), )?\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d{2}:\d{2}:\d{2} (?:[+-]\d{4}|GMT|UT)$/;

/** What is wrong with a request: its signature, or a header that the signature stands on. */
export type Flaw = 'signature' | 'Date' | 'Content-MD5' | 'Content-Type';

/** Why Kommo does not take this request for genuine, if so (kommo-chat-api.md §4.1, §15.1 step 3). */
export function findFlaw(
  request: SignedRequest,
  secret: string,
  now: number,
  assumptions: Assumptions,
): Flaw | undefined {
  const { date, contentType, contentMd5, signature } = request.headers;
  if (signature === undefined) return 'signature';
  if (assumptions.is('legacy-signature', 'on') && sameText(signature, hmac(secret, request.body))) return undefined;
  if (date === undefined || !isFresh(date, now, assumptions)) return 'Date';
  if (contentMd5 !== createHash('md5').update(request.body).digest('hex')) return 'Content-MD5';
  if (contentType === undefined && !mayLackContentType(request, assumptions)) return 'Content-Type';
  const signed = [request.method, contentMd5, contentType ?? '', date, request.path].join('\n');
  return sameText(signature, hmac(secret, signed)) ? undefined : 'signature';
}

/**
 * The bytes of a webhook and their signature. The body on the wire ends with a newline that is not signed
 * (kommo-chat-api.md §4.2).
 */
export function signHook(json: string, secret: string, assumptions: Assumptions): { body: string; signature: string } {
  const body = assumptions.is('hook-newline', 'none') ? json : `${json}\n`;
  return { body, signature: hmac(secret, assumptions.is('hook-newline', 'signed') ? body : json) };
}

function mayLackContentType(request: SignedRequest, assumptions: Assumptions): boolean {
  return request.method === 'GET' && assumptions.is('absent-content-type', 'get-only');
}

function isFresh(date: string, now: number, assumptions: Assumptions): boolean {
  const at = RFC_2822.test(date) ? Date.parse(date) : Number.NaN;
  if (Number.isNaN(at) || now - at > LIFE_MS) return false;
  return at - now <= LIFE_MS || assumptions.is('future-date', 'accept');
}

/** The secret is used as text, never decoded from hex. */
function hmac(secret: string, data: string | Buffer): string {
  return createHmac('sha1', secret).update(data).digest('hex');
}

function sameText(given: string, right: string): boolean {
  const a = Buffer.from(given);
  const b = Buffer.from(right);
  return a.length === b.length && timingSafeEqual(a, b);
}
