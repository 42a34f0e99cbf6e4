import { errors, jwtVerify } from 'jose';
import type { BySecret, RawRequest, ReceiveContext } from '../contract';
import type { AppleCredentials } from './credentials';
import { secretOf } from './token';

/** A token that is older, or newer than our clock says it can be, is refused (apple.md §1, JWT in). */
const TOLERANCE_S = 3_600;

type Verdict = Awaited<ReturnType<BySecret<AppleCredentials>['authenticate']>>;

/** Verifies Apple's token: signed with the secret that both have, for this provider, of this hour (apple.md §1, JWT in). */
export async function authenticate(
  { credentials, clock }: ReceiveContext<AppleCredentials>,
  { headers }: RawRequest,
): Promise<Verdict> {
  const [, token] = /^Bearer +([\w.-]+)$/i.exec(headers.authorization?.trim() ?? '') ?? [];
  if (token === undefined) return { kind: 'refused', status: 401, reason: 'there is no token' };
  try {
    const { payload } = await jwtVerify(token, secretOf(credentials), {
      algorithms: ['HS256'],
      audience: credentials.mspId,
      requiredClaims: ['iat'],
      currentDate: new Date(clock.now()),
      clockTolerance: TOLERANCE_S,
    });
    const age = Math.abs(clock.now() / 1_000 - (payload.iat ?? 0));
    return age <= TOLERANCE_S ? { kind: 'authentic', claims: {} } : refused('it is not of this hour');
  } catch (error) {
    // Anything else comes from a secret that the platform cannot use.
    return refused(error instanceof errors.JOSEError ? error.code : 'our secret cannot be used');
  }
}

function refused(why: string): Verdict {
  return { kind: 'refused', status: 403, reason: `the token is not good: ${why}` };
}
