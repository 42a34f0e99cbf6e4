import { randomBytes, randomUUID } from 'node:crypto';
import type { Core } from '../../core';
import type { Account } from '../../kommo/records';
import type { AccessToken, Grant, Integration, User } from '../records';
import { mainPipeline } from '../state';
import { signJwt } from './jwt';

/** Nobody checks it: Kommo's access tokens are opaque to integrations (kommo-platform.md §1.1). */
const ACCESS_TOKEN_KEY = 'sandbox-access-tokens';

/** Where `api_domain` points (kommo-platform.md §0.1, §1.8). */
export const SHARED_API_LABEL = 'api-c';

const CODE_LIFE_S = 20 * 60;
const ACCESS_LIFE_S = 24 * 60 * 60;
/** Three months. */
const REFRESH_LIFE_S = 90 * 24 * 60 * 60;

/** Lets an integration into an account, as this user does on the consent page or by installing the widget. */
export function grant(core: Core, integration: Integration, account: Account, user: User): Grant {
  const { platform } = core;
  const made: Grant = {
    id: platform.nextId(),
    clientId: integration.clientId,
    accountId: account.id,
    userId: user.id,
    full: user.isAdmin,
    scopes: [...integration.scopes],
    revoked: false,
  };
  const first = platform.grantsOf(integration.clientId, account.id).length === 0;
  platform.grants.set(made.id, made);
  if (first) makeDefaultSource(core, integration, account);
  core.changes.emit('kommo');
  return made;
}

/** With the flag off, Kommo makes a source of its own (kommo-platform.md §1.13, kommo-chat-api.md §12.3). */
function makeDefaultSource(
  { platform }: Core,
  { clientId, widget, name, multipleSources }: Integration,
  account: Account,
) {
  if (multipleSources || !widget?.locations.includes('lead_sources')) return;
  const site = platform.site(account);
  if (site.sources.some((source) => source.clientId === clientId && !source.deleted)) return;
  site.sources.push({
    id: platform.nextId(),
    clientId,
    name,
    externalId: widget.code,
    pipelineId: mainPipeline(site).id,
    isDefault: true,
    originCode: null,
    services: [],
    deleted: false,
  });
}

/** A code for a grant, good for 20 minutes and once. */
export function giveCode(core: Core, { id }: Grant): string {
  const code = opaque();
  const expiresAt = core.clock.seconds() + CODE_LIFE_S;
  core.platform.codes.set(code, { code, grantId: id, expiresAt, used: false });
  core.changes.emit('kommo');
  return code;
}

export interface Pair {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly expiresIn: number;
}

/** @param replaces the refresh token that was exchanged for this pair */
export function givePair(core: Core, made: Grant, replaces: string | null): Pair {
  const accessToken = giveAccessToken(core, made, ACCESS_LIFE_S, replaces).token;
  const refreshToken = opaque();
  core.platform.refreshTokens.set(refreshToken, {
    token: refreshToken,
    grantId: made.id,
    expiresAt: core.clock.seconds() + REFRESH_LIFE_S,
    replaces,
    revoked: false,
    exchanged: false,
  });
  core.changes.emit('kommo');
  return { accessToken, refreshToken, expiresIn: ACCESS_LIFE_S };
}

/** A token without a refresh token, good as long as the administrator chose (kommo-platform.md §1.10). */
export function giveLongLivedToken(core: Core, made: Grant, days: number): string {
  return giveAccessToken(core, made, days * 24 * 60 * 60, null).token;
}

function giveAccessToken(core: Core, made: Grant, lifeS: number, replaces: string | null): AccessToken {
  const now = core.clock.seconds();
  const expiresAt = now + lifeS;
  const token = signJwt(
    {
      aud: made.clientId,
      jti: randomUUID(),
      iat: now,
      nbf: now,
      exp: expiresAt,
      sub: String(made.userId),
      account_id: made.accountId,
      base_domain: 'kommo.com',
      scopes: made.scopes,
      api_domain: `${SHARED_API_LABEL}.kommo.com`,
    },
    ACCESS_TOKEN_KEY,
  );
  const kept: AccessToken = { token, grantId: made.id, expiresAt, replaces, revoked: false };
  core.platform.accessTokens.set(token, kept);
  return kept;
}

/** Using either token of a pair ends the refresh token that it came from (kommo-platform.md §1.5). */
export function noteUse({ platform }: Core, replaces: string | null): void {
  const former = replaces === null ? undefined : platform.refreshTokens.get(replaces);
  if (former) former.revoked = true;
}

/** A long hex text that begins so (kommo-platform.md §1.1). */
function opaque(): string {
  return `def50200${randomBytes(240).toString('hex')}`;
}
