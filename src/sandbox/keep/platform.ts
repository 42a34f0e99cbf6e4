import { z } from 'zod';
import {
  accessTokenKept,
  codeKept,
  deliveryKept,
  grantKept,
  integrationKept,
  refreshTokenKept,
  siteKept,
} from '../platform/records';
import type { PlatformState } from '../platform/state';

/** Tokens of an hour ago are still good at the next start: whoever has them need not ask again. */
export const platformKept = z.object({
  lastId: z.number(),
  integrations: z.array(integrationKept),
  grants: z.array(grantKept),
  codes: z.array(codeKept),
  accessTokens: z.array(accessTokenKept),
  refreshTokens: z.array(refreshTokenKept),
  sites: z.array(siteKept),
  deliveries: z.array(deliveryKept).default([]),
});
type PlatformKept = z.infer<typeof platformKept>;

export function keepPlatform(state: PlatformState): PlatformKept {
  return structuredClone({
    lastId: state.lastId,
    integrations: [...state.integrations.values()],
    grants: [...state.grants.values()],
    codes: [...state.codes.values()],
    accessTokens: [...state.accessTokens.values()],
    refreshTokens: [...state.refreshTokens.values()],
    sites: [...state.sites.values()],
    deliveries: state.deliveries,
  });
}

export function restorePlatform(state: PlatformState, kept: PlatformKept): void {
  state.clear();
  state.lastId = kept.lastId;
  for (const integration of kept.integrations) state.integrations.set(integration.clientId, integration);
  for (const grant of kept.grants) state.grants.set(grant.id, grant);
  for (const code of kept.codes) state.codes.set(code.code, code);
  for (const token of kept.accessTokens) state.accessTokens.set(token.token, token);
  for (const token of kept.refreshTokens) state.refreshTokens.set(token.token, token);
  for (const site of kept.sites) state.sites.set(site.accountId, site);
  state.deliveries = kept.deliveries;
}
