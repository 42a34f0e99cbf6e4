import { readConfig } from '../../src/config';
import { createHttpClient } from '../../src/http/undici-client';
import { openDatabase } from '../../src/ledger/database';
import { loadMasterKeys } from '../../src/ledger/master-keys';
import { markConnected, registerSource, type RegisteredSource } from '../../src/ledger/registration';
import { createVault } from '../../src/ledger/vault';
import { telegram } from '../../src/messengers/telegram';
import { asScopeId } from '../../src/model/ids';
import { webhookUrl } from '../../src/model/webhook-url';
import type { World } from './world';

/** Makes another bot and connects it to the sandbox's account, as a source of its own. */
export async function addBot(world: World, token: string, name: string): Promise<RegisteredSource> {
  await world.control('POST', '/telegram/bots', { token, name, username: `${name.toLowerCase()}_bot` });
  const source = await enterToken(world, token, token, name);
  const http = createHttpClient();
  try {
    await telegram.connect({
      http,
      clock: Date,
      credentials: credentials(world, token),
      webhook: {
        url: webhookUrl(readConfig(world.env).publicUrl, 'telegram', source.connectionId),
        secret: source.webhookSecret,
      },
    });
  } finally {
    await http.close();
  }
  return source;
}

/** Somebody enters a token for a bot that is connected, or was: right or wrong. */
export async function enterToken(
  world: World,
  botToken: string,
  token: string,
  name: string,
): Promise<RegisteredSource> {
  const config = readConfig(world.env);
  const db = openDatabase(config.databaseUrl, { max: 1 });
  try {
    const scopeId = (await world.state()).kommo.channels[0]?.connected[0]?.scopeId ?? '';
    const source = await registerSource(db, createVault(loadMasterKeys(config)), {
      scopeId: asScopeId(scopeId),
      messenger: 'telegram',
      credentials: credentials(world, token),
      remoteId: botIdOf(botToken),
      name,
      externalId: `telegram-${botIdOf(botToken)}`,
    });
    await markConnected(db, source.connectionId);
    return source;
  } finally {
    await db.end();
  }
}

export function botIdOf(token: string): string {
  return token.slice(0, token.indexOf(':'));
}

function credentials(world: World, token: string): { token: string; apiBaseUrl: string } {
  return { token, apiBaseUrl: `${world.sandboxUrl}/telegram` };
}
