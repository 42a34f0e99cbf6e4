import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** Lower-case hex MD5 of the exact body bytes (kommo-chat-api.md §4.1). */
export function contentMd5(body: string | Buffer): string {
  return createHash('md5').update(body).digest('hex');
}

export interface UnsignedRequest {
  readonly method: string;
  /** Path of the URL, from "/" on, without host and query. */
  readonly path: string;
  /** As sent; empty when the header is absent. */
  readonly contentType: string;
  /** As sent. */
  readonly date: string;
  /** The very bytes that are sent; empty for GET. */
  readonly body: string | Buffer;
  /** The channel's secret: ASCII text, never decoded from hex. */
  readonly secret: string;
}

export interface Signature {
  /** For the header `Content-MD5`. */
  readonly contentMd5: string;
  /** For the header `X-Signature`. */
  readonly signature: string;
}

/** Signs a request to the Chat API (kommo-chat-api.md §4.1). */
export function signRequest(request: UnsignedRequest): Signature {
  const md5 = contentMd5(request.body);
  const lines = [request.method.toUpperCase(), md5, request.contentType, request.date, request.path];
  return { contentMd5: md5, signature: signBody(lines.join('\n'), request.secret) };
}

/** Lower-case hex HMAC-SHA1 of the body alone, as Kommo signs its webhooks (kommo-chat-api.md §4.2). */
export function signBody(body: string | Buffer, secret: string): string {
  return createHmac('sha1', secret).update(body).digest('hex');
}

/**
 * Whether a webhook was signed with the channel's secret (kommo-chat-api.md §4.2): over the raw bytes or, since Kommo
 * is seen to send a newline that it has not signed, over the bytes without trailing CR and LF.
 *
 * @param rawBody the bytes as received, before any parsing
 * @param header `X-Signature`; letter case does not matter
 */
export function verifyWebhook(rawBody: Buffer, header: string | undefined, secret: string): boolean {
  const given = Buffer.from((header ?? '').trim().toLowerCase(), 'utf8');
  const raw = matches(given, signBody(rawBody, secret));
  const trimmed = matches(given, signBody(withoutTrailingNewlines(rawBody), secret));
  return raw || trimmed;
}

function matches(given: Buffer, expectedHex: string): boolean {
  const expected = Buffer.from(expectedHex, 'utf8');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function withoutTrailingNewlines(body: Buffer): Buffer {
  let end = body.length;
  while (end > 0 && (body[end - 1] === 0x0a || body[end - 1] === 0x0d)) end -= 1;
  return body.subarray(0, end);
}

/**
 * A time in RFC 2822 form, as the header `Date` wants it: `Thu, 01 Jan 2023 12:00:00 +0000`.
 *
 * @param at milliseconds since 1970
 */
export function rfc2822(at: number): string {
  return new Date(at).toUTCString().replace(/GMT$/, '+0000');
}
