import { SignJWT } from 'jose';
import type { DriverContext } from '../contract';
import type { AppleCredentials } from './credentials';

/** Apple gives the secret as Base64 and signs with what that stands for (apple.md §0, 1). */
export function secretOf({ apiSecret }: Pick<AppleCredentials, 'apiSecret'>): Uint8Array {
  return Buffer.from(apiSecret, 'base64');
}

/** Our token, a new one for each request (apple.md §1, JWT out). */
export function newToken({
  credentials,
  clock,
}: Pick<DriverContext<AppleCredentials>, 'credentials' | 'clock'>): Promise<string> {
  return new SignJWT()
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuer(credentials.mspId)
    .setIssuedAt(Math.floor(clock.now() / 1_000))
    .sign(secretOf(credentials));
}
