import type { Config } from '../config';
import { createHttpClient } from '../http/undici-client';
import type { HttpClient } from '../http/client';
import { createChatApi } from '../kommo/chat-api';
import { openDatabase, type Database } from '../ledger/database';
import { readStanding } from '../ledger/grants';
import { registerIntegration, type NewIntegration } from '../ledger/integrations';
import { loadMasterKeys } from '../ledger/master-keys';
import { findOAuthIntegration } from '../ledger/oauth-integrations';
import { markScopeConnected, registerScope } from '../ledger/registration';
import { createVault, type Vault } from '../ledger/vault';
import { asAccountId, type ScopeId } from '../model/ids';
import { SANDBOX } from '../sandbox/credentials';
import { connectLine, connectLines, sandboxLines, telegramBot, type NotConnected } from './sandbox-lines';

/**
 * Connects the sandbox's channel to its account and its Telegram bot to us, as an installation would. Safe to repeat.
 * @param everyLine with it, also the line that each of its other messengers has, where there is a driver
 * @returns which of those could not be: the rest works without it
 * @throws Error in production: the sandbox's secrets are public.
 */
export function connectSandbox(config: Config, { everyLine = false } = {}): Promise<readonly NotConnected[]> {
  return withLedger(config, async (db, vault) => {
    const http = createHttpClient();
    try {
      const sandboxUrl = sandboxUrlOf(config);
      const scopeId = await connectChannel(db, vault, http, sandboxUrl);
      const parts = { config, db, vault, http, scopeId };
      const [notConnected] = await Promise.all([
        everyLine ? connectLines(parts, await sandboxLines(sandboxUrl)) : [],
        connectLine(parts, telegramBot(sandboxUrl)),
      ]);
      return notConnected;
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
