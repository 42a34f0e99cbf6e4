import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Core } from '../core';
import { isObject, parseJson } from '../body';
import type { Line } from '../lines/records';
import { AppleError } from './answers';
import { businessesOf } from './provider';

/** Apple's token for the provider (apple.md §1, JWT in). */
export function newBearer({ clock }: Core, { credentials }: Line): string {
  const { mspId = '', apiSecret = '' } = credentials;
  const parts = [
    { alg: 'HS256', typ: 'JWT' },
    { aud: mspId, iat: clock.seconds() },
  ];
  const signed = parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  return `Bearer ${signed}.${signatureOf(signed, apiSecret).toString('base64url')}`;
}

/** Whose token it is: the businesses of a provider. @throws AppleError 401 without one, else what `apple-bad-token` says */
export function providerOf(core: Core, authorization: string | undefined): readonly Line[] {
  const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(authorization ?? '')?.[1];
  if (token === undefined) throw new AppleError(401, 'Authorization is missing');
  const [head = '', claims = '', signature = ''] = token.split('.');
  const header = jsonOf(head);
  const { iss, iat } = jsonOf(claims);
  const lines = typeof iss === 'string' ? businessesOf(core, iss) : [];
  const [line] = lines;
  if (line === undefined) throw wrong(core, 'iss is no provider');
  if (header.alg !== 'HS256') throw wrong(core, 'alg is not HS256');
  const wanted = signatureOf(`${head}.${claims}`, line.credentials.apiSecret ?? '');
  const given = Buffer.from(signature, 'base64url');
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) throw wrong(core, 'the signature is wrong');
  const tolerance = core.assumptions.number('apple-token-tolerance-s');
  if (typeof iat !== 'number' || Math.abs(core.clock.seconds() - iat) > tolerance)
    throw wrong(core, 'iat is not of now');
  return lines;
}

/** With what the secret, which is written in Base64, stands for (apple.md §0). */
function signatureOf(signed: string, secret: string): Buffer {
  return createHmac('sha256', Buffer.from(secret, 'base64')).update(signed).digest();
}

function jsonOf(part: string): Record<string, unknown> {
  const value = parseJson(Buffer.from(part, 'base64url'));
  return isObject(value) ? value : {};
}

function wrong({ assumptions }: Core, why: string): AppleError {
  return new AppleError(assumptions.is('apple-bad-token', 401) ? 401 : 403, `The token is not valid: ${why}`);
}
