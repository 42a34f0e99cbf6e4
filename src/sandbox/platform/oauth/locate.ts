import type { Outcome } from '../../exchange';
import type { Sandbox } from '../../sandbox';
import { hostOf } from '../state';
import { refusal } from './answers';

/** Where the account of a refresh token is now (kommo-platform.md §1.8). */
export function locate(sandbox: Sandbox, refreshToken: string | undefined): Outcome {
  const kept = sandbox.platform.refreshTokens.get(refreshToken ?? '');
  const grant = kept && sandbox.platform.grants.get(kept.grantId);
  const account = grant && sandbox.platform.account(grant.accountId);
  if (!account || kept.revoked || grant.revoked || kept.expiresAt <= sandbox.clock.seconds()) {
    return refusal({ status: 401, hint: 'Token has been revoked' }, 'english');
  }
  return {
    status: 200,
    body: { id: account.id, subdomain: account.subdomain, domain: hostOf(account), top_level_domain: 'com' },
  };
}
