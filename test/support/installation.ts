import { readConfig } from '../../src/config';
import type { PlatformView, SiteView } from '../../src/sandbox/control/schemas-platform';
import { SANDBOX } from '../../src/sandbox/credentials';
import { loadAdminKey } from '../../src/ledger/admin-key';
import { openDatabase } from '../../src/ledger/database';
import { registerIntegration } from '../../src/ledger/integrations';
import { loadMasterKeys } from '../../src/ledger/master-keys';
import { createVault } from '../../src/ledger/vault';
import { waitFor } from './wait-for';
import type { World } from './world';

export const CLIENT_ID = SANDBOX.kommo.integration.clientId;
export const ACCOUNT_ID = SANDBOX.kommo.account.id;

/** Tells Courier of the sandbox's integration with its channel, as `courier channel add` does. */
export async function registerSandboxIntegration(world: World): Promise<string> {
  const config = readConfig(world.env);
  const { channel, integration } = SANDBOX.kommo;
  const db = openDatabase(config.databaseUrl, { max: 1, name: 'test' });
  try {
    const registered = await registerIntegration(db, createVault(loadMasterKeys(config)), {
      ...integration,
      channel,
      bot: channel.bot,
      chatApiOrigin: world.sandboxUrl,
      windowMs: null,
    });
    if (registered.kind !== 'stored') throw new Error('The integration has another channel');
    return registered.integrationId;
  } finally {
    await db.end();
  }
}

/** A user of Kommo installs the widget there: Kommo's servers bring the code. */
export async function installInKommo(world: World): Promise<{ readonly status: number | null; readonly ms: number }> {
  return world.control('POST', '/platform/install', { clientId: CLIENT_ID, accountId: ACCOUNT_ID, via: 'server' });
}

/** A user of Kommo switches the integration off there. */
export async function disableInKommo(world: World): Promise<unknown> {
  return world.control('POST', '/platform/disable', { clientId: CLIENT_ID, accountId: ACCOUNT_ID });
}

export async function kommoSite(world: World): Promise<SiteView> {
  const { accounts } = await world.control<PlatformView>('GET', '/platform');
  const site = accounts.find(({ accountId }) => accountId === ACCOUNT_ID);
  if (site === undefined) throw new Error('There is no such account');
  return site;
}

export interface InstallRow {
  readonly state: string;
  readonly secret: string | null;
  readonly steps: Readonly<Record<string, { readonly state: string; readonly text: string | null }>>;
}

/** Waits until the newest installation has come so far. */
export function installed(world: World, state: 'done' | 'waiting' | 'failed' = 'done'): Promise<InstallRow> {
  return waitFor(
    async () => {
      const { rows } = await world.database.pool.query<InstallRow>(
        'select state, secret, steps from installs order by begun_at desc limit 1',
      );
      return rows[0]?.state === state ? rows[0] : undefined;
    },
    { timeoutMs: 60_000, what: `the installation to be ${state}` },
  );
}

/** Somebody whom the CRM knows already. */
export async function newContact(world: World, name: string): Promise<number> {
  const { account, integration } = SANDBOX.kommo;
  const response = await fetch(`${world.sandboxUrl}/accounts/${account.subdomain}/api/v4/contacts`, {
    method: 'POST',
    headers: { authorization: `Bearer ${integration.longLivedToken}`, 'content-type': 'application/json' },
    body: JSON.stringify([{ name }]),
  });
  const answer = (await response.json()) as { _embedded: { contacts: { id: number }[] } };
  const [contact] = answer._embedded.contacts;
  if (contact === undefined) throw new Error('The contact was not made');
  return contact.id;
}

export async function askAdmin(
  world: World,
  method: string,
  path: string,
  body?: object,
  headers: Readonly<Record<string, string>> = {},
): Promise<{ readonly status: number; readonly body: Record<string, unknown> }> {
  const response = await fetch(world.apiUrl + path, {
    method,
    headers: {
      authorization: `Bearer ${loadAdminKey(readConfig(world.env)) ?? ''}`,
      'content-type': 'application/json',
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}
