import { createHmac } from 'node:crypto';

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A JSON web token, HS256. */
export function signJwt(claims: object, key: string, header: object = { typ: 'JWT', alg: 'HS256' }): string {
  const signed = `${part(header)}.${part(claims)}`;
  return `${signed}.${createHmac('sha256', key).update(signed).digest('base64url')}`;
}

/** One that says it needs no signature, as forgers send it. */
export function unsignedJwt(claims: object): string {
  return `${part({ typ: 'JWT', alg: 'none' })}.${part(claims)}.`;
}
