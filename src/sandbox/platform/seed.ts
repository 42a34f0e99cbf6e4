import { SANDBOX } from '../credentials';
import { grant } from './oauth/grants';
import type { Core } from '../core';

/** 2031-01-01: five years, the longest there is (kommo-platform.md §1.10). */
const LONG_LIVED_UNTIL = Date.UTC(2031, 0, 1) / 1000;

/** The integration of the sandbox's channel, let into its account with a token that is known to all. */
export function seedPlatform(core: Core, apiUrl: string): void {
  const { integration, channel, account } = SANDBOX.kommo;
  const made = {
    clientId: integration.clientId,
    clientSecret: integration.clientSecret,
    name: channel.name,
    redirectUri: `${apiUrl}/oauth/kommo/${integration.clientId}`,
    disableHookUrl: `${apiUrl}/oauth/kommo/${integration.clientId}/disabled`,
    scopes: ['crm'],
    widget: { code: integration.widgetCode, locations: ['settings', 'lead_sources', 'advanced_settings'] },
    multipleSources: true,
    channelIds: [channel.id],
    archive: null,
  };
  core.platform.integrations.set(made.clientId, made);
  const kept = core.platform.account(account.id);
  const admin = kept && core.platform.site(kept).users[0];
  if (!kept || !admin) return;
  const { id } = grant(core, made, kept, admin);
  core.platform.accessTokens.set(integration.longLivedToken, {
    token: integration.longLivedToken,
    grantId: id,
    expiresAt: LONG_LIVED_UNTIL,
    replaces: null,
    revoked: false,
  });
}
