import { z } from 'zod';
import { redirectUriOf } from '../../access/oauth-access';
import { readJwtPart } from '../../kommo/crm/jwt';
import { verifyWidgetToken, type WidgetCaller, type WidgetTokenFault } from '../../kommo/crm/widget-token';
import { suggestLanguage } from '../../ledger/alert-settings';
import type { GrantKey } from '../../ledger/grants';
import { findOAuthIntegration } from '../../ledger/oauth-integrations';
import { newTicket, sourceOfTile, useWidgetToken, type SettingsUser } from '../../ledger/settings-sessions';
import type { IntegrationId } from '../../model/ids';
import type { OpenSettings, SettingsSession } from './contract';
import type { SettingsDependencies } from './dependencies';
import type { KommoFacts } from './kommo-facts';
import { isAccountsOwn } from './origins';

export type OpenedWindow =
  | { readonly kind: 'opened'; readonly url: string }
  | { readonly kind: 'token-refused'; readonly reason: WidgetTokenFault | 'missing' }
  | { readonly kind: 'token-used' }
  /** This deployment has no such integration. */
  | { readonly kind: 'unknown-integration' }
  /** The page that asks is not of the account that the token is of. */
  | { readonly kind: 'wrong-origin' }
  | { readonly kind: 'no-such-user' }
  | { readonly kind: 'user-inactive' }
  | { readonly kind: 'kommo-silent' };

export interface OpeningRequest {
  /** The header `X-Auth-Token` (kommo-platform.md §2). */
  readonly token: string | undefined;
  /** Of the page that asks; undefined where it is no browser's. */
  readonly origin: string | undefined;
  readonly open: OpenSettings;
}

/** Turns a widget's one-time token into an address that opens one session. */
export async function openSession(
  deps: SettingsDependencies,
  facts: KommoFacts,
  { token, origin, open }: OpeningRequest,
): Promise<OpenedWindow> {
  const verified = await verify(deps, token);
  if (verified.kind !== 'valid') return verified;
  const { caller, integrationId } = verified;
  if (origin !== undefined && !isAccountsOwn(origin, caller.host, deps)) return { kind: 'wrong-origin' };
  if (!(await useWidgetToken(deps.db, caller.tokenId, caller.expiresAt))) return { kind: 'token-used' };

  const key: GrantKey = { integrationId, accountId: caller.accountId };
  const me = await whoIs(facts, key, caller.userId);
  if ('kind' in me) return me;
  if (me.isAdmin) await suggestLanguage(deps.db, caller.accountId, open.language);
  const ticket = await newTicket(deps.db, {
    ...key,
    userId: caller.userId,
    host: caller.host,
    me,
    open: await openingOf(deps, key, open),
  });
  return { kind: 'opened', url: `${deps.publicUrl}/settings/#ticket=${ticket}` };
}

/** Which secret to verify with, only the token says; until then nothing else of it is believed. */
const Claimed = z.object({ client_uuid: z.uuid() });

async function verify(
  { db, vault, clock, kommo, publicUrl }: SettingsDependencies,
  token: string | undefined,
): Promise<
  | { readonly kind: 'valid'; readonly caller: WidgetCaller; readonly integrationId: IntegrationId }
  | Extract<OpenedWindow, { kind: 'token-refused' | 'unknown-integration' }>
> {
  if (token === undefined) return { kind: 'token-refused', reason: 'missing' };
  const claimed = Claimed.safeParse(readJwtPart(token.slice(0, 8_192).split('.')[1] ?? ''));
  if (!claimed.success) return { kind: 'token-refused', reason: 'malformed' };
  const integration = await findOAuthIntegration(db, vault, { clientId: claimed.data.client_uuid });
  if (integration === undefined) return { kind: 'unknown-integration' };
  const verdict = verifyWidgetToken(token, {
    clientId: integration.clientId,
    clientSecret: integration.clientSecret,
    redirectUri: redirectUriOf(integration, publicUrl),
    now: clock.now(),
    ...(kommo.testHosts === undefined ? {} : { testHosts: kommo.testHosts }),
  });
  if (verdict.kind === 'refused') return { kind: 'token-refused', reason: verdict.reason };
  return { kind: 'valid', caller: verdict.caller, integrationId: integration.id };
}

/** Without good tokens nobody can be asked: then they see how the installation is, and how to go on with it. */
async function whoIs(
  facts: KommoFacts,
  key: GrantKey,
  userId: number,
): Promise<SettingsUser | Extract<OpenedWindow, { kind: 'no-such-user' | 'user-inactive' | 'kommo-silent' }>> {
  const user = await facts.user(key, userId);
  switch (user.kind) {
    case 'user':
      return user.isActive ? { name: user.name, isAdmin: user.isAdmin, asked: true } : { kind: 'user-inactive' };
    case 'nobody-to-ask':
      return { name: null, isAdmin: false, asked: false };
    case 'no-such-user':
      return { kind: 'no-such-user' };
    case 'silent':
      return { kind: 'kommo-silent' };
  }
}

async function openingOf(
  { db }: SettingsDependencies,
  key: GrantKey,
  { sourceId, externalId, ...open }: OpenSettings,
): Promise<SettingsSession['open']> {
  if (sourceId === undefined && externalId === undefined) return { ...open, source: null };
  const tile = {
    ...(sourceId === undefined ? {} : { sourceId }),
    ...(externalId === undefined ? {} : { externalId }),
  };
  return { ...open, source: await sourceOfTile(db, key, tile) };
}
