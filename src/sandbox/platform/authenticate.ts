import type { IncomingHttpHeaders } from 'node:http';
import type { Account } from '../kommo/records';
import type { Sandbox } from '../sandbox';
import { answers, refuse } from './answers';
import { noteUse } from './oauth/grants';
import type { Grant, Integration, Site, User } from './records';

export interface Caller {
  readonly account: Account;
  readonly site: Site;
  readonly integration: Integration;
  readonly user: User;
  readonly grant: Grant;
}

/** The account that a request's token is of, good or not; for counting only. */
export function accountOfToken({ platform }: Sandbox, headers: IncomingHttpHeaders): number | undefined {
  const token = platform.accessTokens.get(bearer(headers));
  return token && platform.grants.get(token.grantId)?.accountId;
}

/**
 * Who calls (kommo-platform.md §1.7, §1.12).
 *
 * @param host whose address was called, where it is an account's
 */
export function authenticate(sandbox: Sandbox, headers: IncomingHttpHeaders, host: Account | undefined): Caller {
  const { platform, clock } = sandbox;
  const token = platform.accessTokens.get(bearer(headers));
  const grant = token && platform.grants.get(token.grantId);
  if (!token || !grant || token.revoked || grant.revoked || token.expiresAt <= clock.seconds()) {
    return refuse(answers.unauthorized());
  }
  const account = platform.account(grant.accountId);
  const integration = platform.integrations.get(grant.clientId);
  if (!account || !integration || (host && host.id !== account.id)) return refuse(answers.unauthorized());
  const site = platform.site(account);
  const granter = site.users.find(({ id }) => id === grant.userId);
  // A full token survives its user; another has the user's rights.
  if (!granter || (!granter.isActive && !grant.full)) return refuse(answers.unauthorized());
  noteUse(sandbox, token.replaces);
  const user = actingUser(site, grant, { ...granter, isAdmin: granter.isAdmin || grant.full }, headers);
  return { account, site, integration, user, grant };
}

/** `X-Context-User-ID`: with a full token, in another user's name (§0.2). */
function actingUser(site: Site, grant: Grant, granter: User, headers: IncomingHttpHeaders): User {
  const asked = headers['x-context-user-id'];
  if (asked === undefined) return granter;
  const user = site.users.find(({ id, isActive }) => String(id) === asked && isActive);
  return user && grant.full ? user : refuse(answers.forbidden());
}

function bearer(headers: IncomingHttpHeaders): string {
  return /^Bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? '';
}
