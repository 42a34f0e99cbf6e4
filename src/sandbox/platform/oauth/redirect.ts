import type { Core } from '../../core';
import type { Account } from '../../kommo/records';
import type { Integration } from '../records';
import { hostOf } from '../state';

/** What Kommo adds to the redirect URI (kommo-platform.md §1.3). */
export type Redirect =
  | { readonly code: string; readonly account: Account; readonly state: string | null; readonly fromWidget: boolean }
  | { readonly error: 'access_denied'; readonly state: string | null };

export function redirectUrl(core: Core, integration: Integration, redirect: Redirect): string {
  const url = new URL(integration.redirectUri);
  if ('error' in redirect) {
    url.searchParams.set('error', redirect.error);
    url.searchParams.set('client_id', integration.clientId);
  } else {
    url.searchParams.set('code', redirect.code);
    url.searchParams.set('referer', refererOf(core, redirect.account));
    if (redirect.fromWidget) url.searchParams.set('from_widget', '1');
    // Not in the list of the install hook (§1.3).
    else if (core.assumptions.is('oauth-redirect-client-id', 'there')) {
      url.searchParams.set('client_id', integration.clientId);
    }
  }
  if (redirect.state !== null) url.searchParams.set('state', redirect.state);
  return url.href;
}

export function refererOf(core: Core, account: Account): string {
  return core.assumptions.is('oauth-referer', 'kommo-host') ? hostOf(account) : new URL(core.url).host;
}
