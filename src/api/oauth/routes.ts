import { Router, type ErrorRequestHandler, type Request, type Response } from 'express';
import type { Logger } from 'pino';
import { isDisableHookGenuine, readDisableHook } from '../../kommo/crm/disable-hook';
import { readOAuthRedirect, type OAuthRedirect } from '../../kommo/crm/redirect';
import { takeConsent, type Consent } from '../../ledger/consents';
import type { Database } from '../../ledger/database';
import { beginInstall } from '../../ledger/installs';
import { findOAuthIntegration, type OAuthIntegration } from '../../ledger/oauth-integrations';
import { beginUninstall } from '../../ledger/uninstalls';
import type { Vault } from '../../ledger/vault';
import { countOAuth } from '../../metrics';
import { languageOf } from '../language';
import { sendPage } from './page';
import { tellInstall, tellUninstall, type TellDependencies } from './tell';

export interface OAuthRoutesDependencies extends TellDependencies {
  readonly db: Database;
  readonly vault: Vault;
  readonly log: Logger;
  /** Hosts beside Kommo's own that may be given the client secret. */
  readonly testHosts: readonly string[];
}

/**
 * Where Kommo sends a code, and where it says that an integration was switched off (kommo-platform.md §1.3, §1.11). Kommo's
 * servers wait three seconds and never repeat, so what comes is written down and the rest is a workflow's business.
 */
export function oauthRoutes(deps: OAuthRoutesDependencies): Router {
  const router = Router();

  router.get('/oauth/kommo/:clientId', async (request, response) => {
    response.setHeader('cache-control', 'no-store');
    response.setHeader('referrer-policy', 'no-referrer');
    const integration = await findOAuthIntegration(deps.db, deps.vault, { clientId: request.params.clientId });
    if (integration === undefined) {
      refuse(request, response, 404, 'unknown-integration');
      return;
    }
    const redirect = readOAuthRedirect(queryOf(request), deps.testHosts);
    switch (redirect.kind) {
      case 'refused':
        refuse(request, response, 400, redirect.reason === 'host' ? 'foreign-host' : 'incomplete');
        return;
      case 'denied':
        if (redirect.state !== undefined) await takeConsent(deps.db, integration.id, redirect.state);
        refuse(request, response, 200, 'denied');
        return;
      case 'granted':
        return takeCode(deps, request, response, integration, redirect);
    }
  });

  router.get('/oauth/kommo/:clientId/disabled', async (request, response) => {
    const hook = readDisableHook(queryOf(request));
    const integration = await findOAuthIntegration(deps.db, deps.vault, { clientId: request.params.clientId });
    if (
      hook === undefined ||
      integration?.clientId !== hook.clientId ||
      !isDisableHookGenuine(hook, integration.clientSecret)
    ) {
      countOAuth('forged-disable-hook');
      response.status(403).type('text/plain').send('The signature does not fit');
      return;
    }
    const key = { integrationId: integration.id, accountId: hook.accountId };
    const id = await beginUninstall(deps.db, key);
    countOAuth('disabled');
    response.status(200).type('text/plain').send('ok');
    if (id !== undefined) await passOn(deps, tellUninstall(deps, { id, ...key }));
  });

  router.use('/oauth/kommo', unavailable(deps));
  return router;
}

/** Nothing was written down, and no state was used up: whoever waits in a browser loads the page again. */
function unavailable({ log }: OAuthRoutesDependencies): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    const isUnreadable = typeof error === 'object' && error !== null && 'status' in error;
    if (response.headersSent || isUnreadable) {
      next(error);
      return;
    }
    log.error({ err: error }, 'A call of the redirect address could not be taken');
    countOAuth('unavailable');
    response.setHeader('retry-after', '5');
    sendPage(response, 503, languageOf(request), 'unavailable');
  };
}

/**
 * With a state of ours it was a person whom we sent; without one, only Kommo's servers may say so, and such a grant belongs
 * to nobody's session. Either way the tokens tell whose account it is.
 */
async function takeCode(
  deps: OAuthRoutesDependencies,
  request: Request,
  response: Response,
  integration: OAuthIntegration,
  redirect: Extract<OAuthRedirect, { readonly kind: 'granted' }>,
): Promise<void> {
  let consent: Consent | undefined;
  if (redirect.state !== undefined) {
    consent = await takeConsent(deps.db, integration.id, redirect.state);
    if (consent === undefined) {
      refuse(request, response, 403, 'foreign-state');
      return;
    }
  }
  const install = { integrationId: integration.id, host: redirect.host };
  const id = await beginInstall(deps.db, deps.vault, {
    ...install,
    origin: consent === undefined ? 'widget' : 'consent',
    secret: { kind: 'code', value: redirect.code },
    ...(consent?.accountId == null ? {} : { accountId: consent.accountId }),
    begunBy: consent?.begunBy ?? 'Kommo',
  });
  countOAuth('code');
  if (consent === undefined) response.status(200).type('text/plain').send('ok');
  else sendPage(response, 200, languageOf(request), 'granted');
  await passOn(deps, tellInstall(deps, { id, ...install }));
}

/** What cannot be told now is told later: see `startTelling`. */
async function passOn({ log }: OAuthRoutesDependencies, telling: Promise<void>): Promise<void> {
  await telling.catch((err: unknown) => {
    log.warn({ err }, 'The workflow could not be told yet');
  });
}

function refuse(
  request: Request,
  response: Response,
  status: number,
  why: 'unknown-integration' | 'foreign-host' | 'incomplete' | 'foreign-state' | 'denied',
): void {
  countOAuth(why);
  sendPage(response, status, languageOf(request), why);
}

function queryOf(request: Request): URLSearchParams {
  return new URL(request.originalUrl, 'http://localhost').searchParams;
}
