import { randomUUID } from 'node:crypto';
import type { WidgetTokenFlaw } from '../../control/schemas-platform';
import type { Core } from '../../core';
import type { Account } from '../../kommo/records';
import type { Integration, User } from '../records';
import { hostOf } from '../state';
import { signJwt, unsignedJwt } from './jwt';

const LIFE_S = 30 * 60;

/** The one-time token that a widget adds to its requests (kommo-platform.md §2), or a forged one. */
export function mintWidgetToken(
  core: Core,
  integration: Integration,
  account: Account,
  user: User,
  flaw: WidgetTokenFlaw,
): string {
  const now = core.clock.seconds() - (flaw === 'expired' ? 2 * LIFE_S : 0);
  const { protocol, hostname } = new URL(integration.redirectUri);
  const claims = {
    iss: flaw === 'wrong-issuer' ? 'https://kommo.com.example' : `https://${hostOf(account)}`,
    // Without port and path.
    aud: flaw === 'wrong-aud' ? 'https://elsewhere.example' : `${protocol}//${hostname}`,
    jti: randomUUID(),
    iat: now,
    nbf: now,
    exp: now + LIFE_S,
    account_id: account.id,
    user_id: user.id,
    subdomain: account.subdomain,
    client_uuid: integration.clientId,
    is_admin: user.isAdmin,
  };
  if (flaw === 'alg-none') return unsignedJwt(claims);
  return signJwt(claims, flaw === 'wrong-key' ? `not ${integration.clientSecret}` : integration.clientSecret);
}
