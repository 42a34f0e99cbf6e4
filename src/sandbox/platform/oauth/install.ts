import { createHmac } from 'node:crypto';
import type { Core } from '../../core';
import type { Account } from '../../kommo/records';
import type { Integration, User } from '../records';
import { giveCode, grant } from './grants';
import { redirectUrl, refererOf } from './redirect';
import { visit, type Visit } from './visit';

/** The widget is installed in Kommo's own pages: Kommo's servers bring the code (kommo-platform.md §1.3). */
export function installByServer(core: Core, integration: Integration, account: Account, user: User): Promise<Visit> {
  const code = giveCode(core, grant(core, integration, account, user));
  const url = redirectUrl(core, integration, { code, account, state: null, fromWidget: true });
  return visit(core, url, 'oauth-redirect', { code: '…', referer: refererOf(core, account), from_widget: '1' });
}

/** A code as the integration's page of keys shows it, to be copied by hand. */
export function installByHand(core: Core, integration: Integration, account: Account, user: User) {
  return { code: giveCode(core, grant(core, integration, account, user)), referer: refererOf(core, account) };
}

/** A user withdraws what was granted, or Kommo does; nobody is told. */
export function revoke(core: Core, { clientId }: Integration, account: Account): void {
  for (const made of core.platform.grantsOf(clientId, account.id)) made.revoked = true;
  core.changes.emit('kommo');
}

/**
 * All tokens end, the chat channel is disconnected, what was set in the widget is gone, and the disable hook is called
 * (kommo-platform.md §1.11).
 */
export async function disable(core: Core, integration: Integration, account: Account): Promise<Visit | null> {
  revoke(core, integration, account);
  for (const channelId of integration.channelIds) core.kommo.connections.delete(`${channelId}_${account.amojoId}`);
  const site = core.platform.site(account);
  site.widgets = site.widgets.filter(({ clientId }) => clientId !== integration.clientId);
  core.changes.emit('kommo');
  if (integration.disableHookUrl === null) return null;
  const ids = hookIds(core, integration);
  const url = new URL(integration.disableHookUrl);
  for (const [name, value] of Object.entries(ids)) url.searchParams.set(name, value);
  url.searchParams.set('account_id', String(account.id));
  url.searchParams.set('signature', hookSignature(core, integration, account));
  return visit(core, url.href, 'disable-hook', { ...ids, account_id: account.id, signature: '…' });
}

function hookIds({ assumptions }: Core, { clientId }: Integration): Record<string, string> {
  if (assumptions.is('disable-hook-id', 'both')) return { client_uuid: clientId, client_id: clientId };
  return assumptions.is('disable-hook-id', 'client_id') ? { client_id: clientId } : { client_uuid: clientId };
}

function hookSignature({ assumptions }: Core, { clientId, clientSecret }: Integration, { id }: Account): string {
  const between = assumptions.is('disable-hook-message', 'joined') ? '|' : '';
  return createHmac('sha256', clientSecret)
    .update(`${clientId}${between}${String(id)}`)
    .digest('hex');
}
