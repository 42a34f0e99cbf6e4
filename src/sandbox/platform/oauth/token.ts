import type { Outcome } from '../../exchange';
import type { Account } from '../../kommo/records';
import type { Sandbox } from '../../sandbox';
import type { Grant } from '../records';
import { refusal, type TokenRefusal } from './answers';
import { givePair, noteUse } from './grants';

class TokenRefused extends Error {
  constructor(readonly refusal: TokenRefusal) {
    super(refusal.hint ?? 'refused');
  }
}

function refuse(status: number, hint?: string): never {
  throw new TokenRefused(hint === undefined ? { status } : { status, hint });
}

/**
 * Exchanges a code or a refresh token for a pair (kommo-platform.md §1.4, §1.5).
 *
 * @param fields the body's, undefined where it is neither JSON nor a form
 * @param host whose address was called; without one, that of whoever the code or token belongs to
 */
export function exchangeToken(
  sandbox: Sandbox,
  fields: Readonly<Record<string, unknown>> | undefined,
  host: Account | undefined,
): Outcome {
  try {
    const given = fields ?? refuse(400, 'The body is not JSON');
    const { grant, replaces } = readGrant(sandbox, given, host);
    const { accessToken, refreshToken, expiresIn } = givePair(sandbox, grant, replaces);
    const body = {
      token_type: 'Bearer',
      expires_in: expiresIn,
      server_time: sandbox.clock.seconds(),
      access_token: accessToken,
      refresh_token: refreshToken,
    };
    return { status: 200, stored: true, body, noted: { ...body, access_token: '…', refresh_token: '…' } };
  } catch (error) {
    if (!(error instanceof TokenRefused)) throw error;
    return refusal(error.refusal, sandbox.assumptions.is('oauth-title', 'russian') ? 'russian' : 'english');
  }
}

interface Exchanged {
  readonly grant: Grant;
  readonly replaces: string | null;
}

function readGrant(sandbox: Sandbox, given: Readonly<Record<string, unknown>>, host: Account | undefined): Exchanged {
  const integration = sandbox.platform.integrations.get(text(given.client_id));
  if (!integration) refuse(400, 'Check the `client_id` parameter');
  if (text(given.client_secret) !== integration.clientSecret) {
    refuse(sandbox.assumptions.is('oauth-wrong-secret-status', 401) ? 401 : 400);
  }
  // Required for both grants, and exact (§1.4).
  if (integration.redirectUri === '' || text(given.redirect_uri) !== integration.redirectUri) {
    refuse(400, 'Check the `redirect_uri` parameter');
  }
  switch (given.grant_type) {
    case 'authorization_code':
      return exchangeCode(sandbox, integration.clientId, text(given.code), host);
    case 'refresh_token':
      return exchangeRefreshToken(sandbox, integration.clientId, text(given.refresh_token), host);
    default:
      return refuse(400, 'Check the `grant_type` parameter');
  }
}

function exchangeCode(sandbox: Sandbox, clientId: string, code: string, host: Account | undefined): Exchanged {
  const kept = sandbox.platform.codes.get(code);
  const grant = kept && ownGrant(sandbox, kept.grantId, clientId, host);
  if (!kept || !grant) refuse(400, 'Cannot decrypt the authorization code');
  if (kept.used || grant.revoked) refuse(400, 'Authorization code has been revoked');
  if (kept.expiresAt <= sandbox.clock.seconds()) {
    const status = sandbox.assumptions.is('oauth-expired-code-status', 401) ? 401 : 400;
    refuse(status, 'Authorization code has expired');
  }
  kept.used = true;
  return { grant, replaces: null };
}

function exchangeRefreshToken(sandbox: Sandbox, clientId: string, token: string, host: Account | undefined): Exchanged {
  const kept = sandbox.platform.refreshTokens.get(token);
  const grant = kept && ownGrant(sandbox, kept.grantId, clientId, host);
  if (!kept || !grant) refuse(400, 'Invalid refresh token');
  if (kept.revoked || grant.revoked) refuse(401, 'Token has been revoked');
  if (kept.exchanged && sandbox.assumptions.is('oauth-refresh-reuse', 'strict')) refuse(401, 'Token has been revoked');
  if (kept.expiresAt <= sandbox.clock.seconds()) refuse(401, 'Token has expired');
  noteUse(sandbox, kept.replaces);
  kept.exchanged = true;
  return { grant, replaces: token };
}

/** The grant, where it is this integration's and of the account that was called. */
function ownGrant(sandbox: Sandbox, id: number, clientId: string, host: Account | undefined): Grant | undefined {
  const grant = sandbox.platform.grants.get(id);
  if (grant?.clientId !== clientId) return undefined;
  return host === undefined || host.id === grant.accountId ? grant : undefined;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** What the journal shows of a token request. */
export function withoutTokens(fields: Readonly<Record<string, unknown>> | undefined): unknown {
  if (!fields) return null;
  const hidden = ['client_secret', 'code', 'refresh_token'];
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, hidden.includes(name) ? '…' : value]));
}
