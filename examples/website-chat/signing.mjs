// signing.mjs
import { createHmac, timingSafeEqual } from 'node:crypto';

export function sign(secret, id, seconds, body) {
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  return `v1,${createHmac('sha256', key).update(`${id}.${seconds}.`).update(body).digest('base64')}`;
}

/** `secrets`: one, or several with spaces between; `headers` with lower-case names; `body`: a Buffer. */
export function verify(secrets, headers, body, now = Date.now() / 1000) {
  const { 'webhook-id': id, 'webhook-timestamp': seconds, 'webhook-signature': given } = headers;
  if (!id || id.includes('.') || !given || !(Math.abs(now - seconds) <= 300)) return false;
  const wanted = secrets.split(' ').map((secret) => Buffer.from(sign(secret, id, seconds, body)));
  return given.split(' ').some((one) => wanted.some((other) => same(Buffer.from(one), other)));
}

const same = (one, other) => one.length === other.length && timingSafeEqual(one, other);
