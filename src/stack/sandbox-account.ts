import type { Config } from '../config';
import { createHttpClient } from '../http/undici-client';
import type { HttpClient } from '../http/client';
import { createChatApi } from '../kommo/chat-api';
import { openDatabase, type Database } from '../ledger/database';
import { readStanding } from '../ledger/grants';
import { registerIntegration, type NewIntegration } from '../ledger/integrations';
import { loadMasterKeys } from '../ledger/master-keys';
import { findOAuthIntegration } from '../ledger/oauth-integrations';
import { markConnected, markScopeConnected, registerScope, registerSource } from '../ledger/registration';
import { createVault, type Vault } from '../ledger/vault';
import { messengerOf } from '../messengers/registry';
import { asAccountId, type ScopeId } from '../model/ids';
import { webhookUrl } from '../model/webhook-url';
import { SANDBOX } from '../sandbox/credentials';

/**
 * Connects the sandbox's channel to its account and its bot to us, as an installation would. Safe to repeat.
 * @throws Error in production: the sandbox's secrets are public.
 */
export function connectSandbox(config: Config): Promise<void> {
  return withLedger(config, async (db, vault) => {
    const http = createHttpClient();
    try {
      const sandboxUrl = sandboxUrlOf(config);
      const scopeId = await connectChannel(db, vault, http, sandboxUrl);
      await connectBot(config, db, vault, http, sandboxUrl, scopeId);
    } finally {
      await http.close();
    }
  });
}

/** Tells Courier of the sandbox's integration, so that its account can install it. Safe to repeat. */
export function registerSandbox(config: Config): Promise<void> {
  return withLedger(config, async (db, vault) => {
    await registerIntegration(db, vault, integrationAt(sandboxUrlOf(config)));
  });
}

/** Whether the sandbox's account has let us into its CRM, and did not take that back since. */
export function hasSandboxAccess(config: Config): Promise<boolean> {
  return withLedger(config, async (db, vault) => {
    const integration = await findOAuthIntegration(db, vault, { clientId: SANDBOX.kommo.integration.clientId });
    if (integration === undefined) return false;
    const key = { integrationId: integration.id, accountId: asAccountId(SANDBOX.kommo.account.id) };
    return (await readStanding(db, key))?.refusedSince === null;
  });
}

async function withLedger<T>(config: Config, work: (db: Database, vault: Vault) => Promise<T>): Promise<T> {
  if (config.production) throw new Error('The sandbox is not for production: its secrets are printed in the README');
  const db = openDatabase(config.databaseUrl, { max: 2, name: 'courier-sandbox' });
  try {
    return await work(db, createVault(loadMasterKeys(config)));
  } finally {
    await db.end();
  }
}

export function sandboxUrlOf({ sandboxPort }: Config): string {
  return `http://127.0.0.1:${sandboxPort}`;
}

function integrationAt(sandboxUrl: string): NewIntegration {
  const { channel, integration } = SANDBOX.kommo;
  return { ...integration, channel, bot: channel.bot, chatApiOrigin: sandboxUrl, windowMs: null };
}

async function connectChannel(db: Database, vault: Vault, http: HttpClient, sandboxUrl: string): Promise<ScopeId> {
  const { account, channel } = SANDBOX.kommo;
  const owner = { ...account, id: asAccountId(account.id) };
  const scopeId = await registerScope(db, vault, owner, integrationAt(sandboxUrl));
  const api = createChatApi({ http, clock: Date, origin: sandboxUrl, channelId: channel.id, secret: channel.secret });
  const answer = await api.connect({ accountAmojoId: account.amojoId, title: channel.name });
  if (answer.kind !== 'accepted') throw new Error(`The sandbox's Kommo did not connect the channel: ${answer.text}`);
  await markScopeConnected(db, scopeId);
  return scopeId;
}

async function connectBot(
  config: Config,
  db: Database,
  vault: Vault,
  http: HttpClient,
  sandboxUrl: string,
  scopeId: ScopeId,
): Promise<void> {
  const driver = messengerOf('telegram');
  if (driver === undefined) throw new Error('The Telegram driver is missing');
  const credentials = driver.credentials.parse({
    token: SANDBOX.telegram.bot.token,
    apiBaseUrl: `${sandboxUrl}/telegram`,
  });
  const context = { http, clock: Date, credentials };
  const identity = await driver.identify(context);
  const known = await knownBot(db, scopeId, identity.remoteId);
  if (known?.isRemoved === true) return;
  const { connectionId, webhookSecret } = await registerSource(db, vault, {
    scopeId,
    messenger: driver.kind,
    credentials,
    remoteId: identity.remoteId,
    name: known?.name ?? identity.name,
    externalId: `${driver.kind}-${identity.remoteId}`,
  });
  const url = webhookUrl(config.publicUrl, driver.kind, connectionId);
  const connected = { ...context, webhook: { url, secret: webhookSecret } };
  try {
    await driver.connect(connected);
  } catch {
    // The sandbox's bot is ours alone: a webhook that is not ours is left from a ledger that is gone.
    await http.request({
      method: 'POST',
      url: `${sandboxUrl}/telegram/bot${SANDBOX.telegram.bot.token}/deleteWebhook`,
      timeoutMs: 5_000,
    });
    await driver.connect(connected);
  }
  await markConnected(db, connectionId);
}

/** What an administrator made of it in the settings window stays. */
async function knownBot(
  db: Database,
  scopeId: ScopeId,
  remoteId: string,
): Promise<{ readonly name: string; readonly isRemoved: boolean } | undefined> {
  const { rows } = await db.query<{ name: string; is_removed: boolean }>(
    'select name, removed_at is not null as is_removed from sources where scope_id = $1 and remote_id = $2',
    [scopeId, remoteId],
  );
  const [row] = rows;
  return row && { name: row.name, isRemoved: row.is_removed };
}
