import type { HttpClient } from '../http/client';
import type { KommoAddresses } from '../kommo/crm/hosts';
import { createOAuthClient } from '../kommo/crm/oauth-client';
import type { OAuthClient } from '../kommo/crm/oauth-types';
import type { OAuthIntegration } from '../ledger/oauth-integrations';

export interface OAuthDependencies {
  readonly http: HttpClient;
  readonly clock: { now(): number };
  readonly addresses: KommoAddresses;
  /** Without a slash at the end. */
  readonly publicUrl: string;
}

/** The redirect address of an integration, for its form at Kommo: one for each, since a code does not say whose it is. */
export function redirectUriOf(
  { clientId, redirectUri }: Pick<OAuthIntegration, 'clientId' | 'redirectUri'>,
  publicUrl: string,
): string {
  return redirectUri ?? `${publicUrl}/oauth/kommo/${clientId}`;
}

export function oauthOf(integration: OAuthIntegration, deps: OAuthDependencies): OAuthClient {
  const { http, clock, addresses, publicUrl } = deps;
  const { clientId, clientSecret } = integration;
  return createOAuthClient({
    http,
    clock,
    clientId,
    clientSecret,
    redirectUri: redirectUriOf(integration, publicUrl),
    addresses,
  });
}
