import { Router } from 'express';
import type { Account } from '../kommo/records';
import { giveLongLivedToken, grant } from '../platform/oauth/grants';
import { disable, installByHand, installByServer, revoke } from '../platform/oauth/install';
import { mintWidgetToken } from '../platform/oauth/widget-token';
import type { Integration, User } from '../platform/records';
import { viewIntegration, viewPlatform, viewSite } from '../platform/view';
import type { Sandbox } from '../sandbox';
import { accountControl } from './platform-account';
import { widgetUpload } from './platform-widget';
import { Problem, valid } from './problem';
import * as schemas from './schemas-platform';

/** Plays Kommo's administrators and the makers of integrations, below `/control/platform`. */
export function platformControl(sandbox: Sandbox): Router {
  const router = Router();
  const { platform } = sandbox;

  router.get('/', (_req, res) => res.json(viewPlatform(sandbox)));

  router.post('/integrations', (req, res) => {
    const fields = valid(schemas.newIntegration, req.body);
    if (platform.integrations.has(fields.clientId)) {
      throw new Problem(409, `there is an integration ${fields.clientId} already`);
    }
    const integration: Integration = { ...fields, archive: null };
    platform.integrations.set(fields.clientId, integration);
    sandbox.changes.emit('kommo');
    res.status(201).json(viewIntegration(sandbox, integration));
  });

  router.patch('/integrations/:clientId', (req, res) => {
    const integration = found(platform.integrations.get(req.params.clientId), 'integration', req.params.clientId);
    const change = valid(schemas.integrationChange, req.body);
    Object.assign(integration, Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)));
    sandbox.changes.emit('kommo');
    res.json(viewIntegration(sandbox, integration));
  });

  router.use('/integrations', widgetUpload(sandbox));

  router.post('/install', async (req, res) => {
    const { via, ...named } = valid(schemas.installation, req.body);
    const { integration, account, user } = parties(sandbox, named);
    if (integration.redirectUri === '') throw new Problem(409, 'the integration has no redirect URI');
    if (via === 'hand') res.json(installByHand(sandbox, integration, account, user));
    else res.json(await installByServer(sandbox, integration, account, user));
  });

  router.post('/disable', async (req, res) => {
    const { integration, account } = parties(sandbox, valid(schemas.disabling, req.body));
    res.json(await disable(sandbox, integration, account));
  });

  router.post('/revoke', (req, res) => {
    const { what, ...named } = valid(schemas.revocation, req.body);
    const { integration, account } = parties(sandbox, named);
    if (what === 'all') revoke(sandbox, integration, account);
    else revokeTokens(sandbox, what, integration, account);
    res.status(204).end();
  });

  router.post('/move', (req, res) => {
    const { accountId, subdomain } = valid(schemas.move, req.body);
    const account = found(platform.account(accountId), 'account', accountId);
    if (platform.accountAt(subdomain)) throw new Problem(409, `${subdomain} is taken`);
    account.subdomain = subdomain;
    sandbox.changes.emit('kommo');
    res.json(viewSite(sandbox, account));
  });

  router.post('/long-lived-tokens', (req, res) => {
    const { days, ...named } = valid(schemas.longLivedToken, req.body);
    const { integration, account, user } = parties(sandbox, named);
    const token = giveLongLivedToken(sandbox, grant(sandbox, integration, account, user), days);
    sandbox.changes.emit('kommo');
    res.status(201).json({ token });
  });

  router.post('/widget-tokens', (req, res) => {
    const { flaw, ...named } = valid(schemas.widgetToken, req.body);
    const { integration, account, user } = parties(sandbox, named);
    if (integration.redirectUri === '') throw new Problem(409, 'the integration has no redirect URI');
    res.status(201).json({ token: mintWidgetToken(sandbox, integration, account, user, flaw) });
  });

  router.use('/accounts/:accountId', accountControl(sandbox));
  return router;
}

interface Named {
  readonly clientId: string;
  readonly accountId: number;
  readonly userId?: number;
}

interface Parties {
  readonly integration: Integration;
  readonly account: Account;
  readonly user: User;
}

function parties({ platform }: Sandbox, { clientId, accountId, userId }: Named): Parties {
  const integration = found(platform.integrations.get(clientId), 'integration', clientId);
  const account = found(platform.account(accountId), 'account', accountId);
  const { users } = platform.site(account);
  const user = userId === undefined ? users.find(({ isAdmin }) => isAdmin) : users.find(({ id }) => id === userId);
  return { integration, account, user: found(user, 'user', userId ?? 'who is an administrator') };
}

function revokeTokens(
  { platform, changes }: Sandbox,
  what: 'access' | 'refresh',
  { clientId }: Integration,
  { id }: Account,
) {
  const grants = new Set(platform.grantsOf(clientId, id).map((made) => made.id));
  const tokens = what === 'access' ? platform.accessTokens : platform.refreshTokens;
  for (const token of tokens.values()) if (grants.has(token.grantId)) token.revoked = true;
  changes.emit('kommo');
}

export function found<T>(thing: T | undefined, kind: string, name: string | number): T {
  if (thing === undefined) throw new Problem(404, `there is no ${kind} ${String(name)}`);
  return thing;
}
