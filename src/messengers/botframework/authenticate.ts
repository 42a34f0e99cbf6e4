import { decodeJwt, decodeProtectedHeader, errors, importJWK, jwtVerify } from 'jose';
import type { Authenticated, KeySet, RawRequest, ReceiveContext, RefusedRequest } from '../contract';
import { cloudOf } from './addresses';
import type { BotCredentials } from './credentials';
import { PublishedKey, TokenHeader, TokenPayload } from './shapes';

/** For clocks that differ (skype.md §1, ④). */
const TOLERANCE_S = 5 * 60;

interface Token {
  readonly text: string;
  readonly header: TokenHeader;
  readonly payload: TokenPayload;
}

/**
 * Verifies the token of the connector: its key, signature, time, issuer and audience (skype.md §1, ① to ⑥). What it says of the
 * activity is compared in `receive`.
 */
export async function authenticate(
  context: ReceiveContext<BotCredentials>,
  { headers }: RawRequest,
  keys: KeySet,
): Promise<Authenticated> {
  const [, text] = /^Bearer +([\w.-]+)$/i.exec(headers.authorization?.trim() ?? '') ?? [];
  if (text === undefined) return { kind: 'refused', status: 401, reason: 'there is no token' };
  const token = readToken(text);
  if (token === undefined) return refused('the token does not say what it has to');
  const { header, payload } = token;
  // Looked at before the key: a token of somebody else's is no reason to fetch keys.
  if (payload.aud.toLowerCase() !== context.credentials.appId) return refused('the token is for another bot');
  if (payload.iss !== cloudOf(context.credentials).issuer) return refused('the token is of another issuer');
  const published = keys.find(({ kid }) => kid === header.kid);
  if (published === undefined) return { kind: 'unknown-key' };
  const key = PublishedKey.safeParse(published).data;
  if (key === undefined) return refused('the key of the token is none for signatures');
  const fault = await faultOf(context, token, key);
  if (fault !== undefined) return refused(fault);
  const { serviceurl } = payload;
  const { endorsements } = key;
  return { kind: 'authentic', claims: { serviceurl, ...(endorsements === undefined ? {} : { endorsements }) } };
}

/** Reads what a token says of itself, which is not proven by that. */
function readToken(text: string): Token | undefined {
  try {
    const header = TokenHeader.parse(decodeProtectedHeader(text));
    return { text, header, payload: TokenPayload.parse(decodeJwt(text)) };
  } catch {
    return undefined;
  }
}

/** @returns what is wrong with the token; undefined where nothing is. */
async function faultOf(
  { credentials, clock }: ReceiveContext<BotCredentials>,
  { text, header: { alg }, payload: { aud } }: Token,
  { kty, n, e }: PublishedKey,
): Promise<string | undefined> {
  try {
    await jwtVerify(text, await importJWK({ kty, n, e }, alg), {
      algorithms: [alg],
      audience: aud,
      issuer: cloudOf(credentials).issuer,
      clockTolerance: TOLERANCE_S,
      currentDate: new Date(clock.now()),
      requiredClaims: ['exp'],
    });
    return undefined;
  } catch (error) {
    // Anything else comes from a key that the platform cannot use.
    return error instanceof errors.JOSEError ? `the token is not good: ${error.code}` : 'the key cannot be used';
  }
}

function refused(reason: string): RefusedRequest {
  return { kind: 'refused', status: 403, reason };
}
