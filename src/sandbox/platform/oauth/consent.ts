import type { ServerResponse } from 'node:http';
import type { Sandbox } from '../../sandbox';
import type { Integration } from '../records';
import { consentPage, errorPage, handOverPage } from './consent-page';
import { giveCode, grant } from './grants';
import { redirectUrl } from './redirect';

/** The consent page (kommo-platform.md §1.2). Who looks at it is chosen on it: the sandbox has no log-in. */
export function showConsent(sandbox: Sandbox, query: URLSearchParams, res: ServerResponse): void {
  const integration = integrationOf(sandbox, query);
  if (!integration) {
    answer(res, 400, errorPage('There is no such integration', 'The address names no integration that Kommo knows.'));
    return;
  }
  const { platform, kommo } = sandbox;
  const people = [...kommo.accounts.values()].map((account) => ({
    account,
    users: platform.site(account).users.filter(({ isActive }) => isActive),
  }));
  answer(
    res,
    200,
    consentPage({
      integration,
      people,
      state: query.get('state'),
      mode: query.get('mode'),
      scopes: integration.scopes,
    }),
  );
}

/** What the person pressed: back to the redirect URI, with a code or with the refusal (kommo-platform.md §1.3). */
export function decide(sandbox: Sandbox, form: URLSearchParams, res: ServerResponse): void {
  const integration = integrationOf(sandbox, form);
  const [accountId, userId] = (form.get('user') ?? '').split(':').map(Number);
  const account = accountId === undefined ? undefined : sandbox.platform.account(accountId);
  const user = account && sandbox.platform.site(account).users.find(({ id, isActive }) => id === userId && isActive);
  if (!integration || !account || !user) {
    answer(res, 400, errorPage('This cannot be decided', 'The integration or the user is not known.'));
    return;
  }
  const state = form.get('state');
  const code = form.get('decision') === 'allow' ? giveCode(sandbox, grant(sandbox, integration, account, user)) : null;
  const url = redirectUrl(
    sandbox,
    integration,
    code === null ? { error: 'access_denied', state } : { code, account, state, fromWidget: false },
  );
  // In mode `popup` the main window goes on and this one closes; else this very window goes on.
  if (form.get('mode') === 'popup') answer(res, 200, handOverPage(url));
  else res.writeHead(302, { Location: url }).end();
}

function integrationOf({ platform }: Sandbox, given: URLSearchParams): Integration | undefined {
  const integration = platform.integrations.get(given.get('client_id') ?? '');
  return integration?.redirectUri === '' ? undefined : integration;
}

function answer(res: ServerResponse, status: number, html: string): void {
  res.writeHead(status, { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' }).end(html);
}
