import { externalIdOf } from '../../src/api/sources/external-id';
import { readConfig } from '../../src/config';
import { createHttpClient } from '../../src/http/undici-client';
import { openDatabase } from '../../src/ledger/database';
import { loadMasterKeys } from '../../src/ledger/master-keys';
import { markConnected, registerSource } from '../../src/ledger/registration';
import { createVault } from '../../src/ledger/vault';
import { messengerOf } from '../../src/messengers/registry';
import { asScopeId } from '../../src/model/ids';
import { webhookUrl } from '../../src/model/webhook-url';
import type { HandsetView, LineMessenger, LineView } from '../../src/sandbox/control/lines-contract';
import { inboxesOf, type BothSides } from './traffic';
import type { World } from './world';

/**
 * Connects the sandbox's first line of a messenger to its account, as a source.
 * @param entered what an administrator enters otherwise than the line tells.
 */
export async function connectLine(
  world: World,
  messenger: LineMessenger,
  entered: Readonly<Record<string, string>> = {},
): Promise<LineView> {
  const { lines, kommo } = await world.state();
  const line = lines.lines.find((each) => each.messenger === messenger);
  const driver = messengerOf(messenger);
  if (line === undefined || driver === undefined) throw new Error(`There is no ${messenger} in the sandbox`);
  const credentials = driver.credentials.parse({ ...line.credentials, ...entered });
  const config = readConfig(world.env);
  const http = createHttpClient();
  const db = openDatabase(config.databaseUrl, { max: 1 });
  try {
    const context = { http, clock: Date, credentials };
    const { remoteId, app, name } = await driver.identify(context);
    const { connectionId, webhookSecret } = await registerSource(db, createVault(loadMasterKeys(config)), {
      scopeId: asScopeId(kommo.channels[0]?.connected[0]?.scopeId ?? ''),
      messenger,
      credentials,
      remoteId,
      ...(app === undefined ? {} : { app }),
      name,
      externalId: externalIdOf(messenger, remoteId),
    });
    const url = webhookUrl(config.publicUrl, messenger, connectionId);
    await driver.connect({ ...context, webhook: { url, secret: webhookSecret } });
    await markConnected(db, connectionId);
  } finally {
    await db.end();
    await http.close();
  }
  return line;
}

/** New customers write to the line once each, so that every chat exists on both sides. */
export async function openLineChats(world: World, { messenger, id }: LineView, count: number): Promise<BothSides[]> {
  const path = `/lines/${messenger}/${encodeURIComponent(id)}`;
  const handsets = await Promise.all(
    Array.from({ length: count }, (_, index) =>
      world.control<HandsetView>('POST', `${path}/customers`, {
        name: `Rui ${String(index)}`,
        phone: `+1555012${String(1_000 + index)}`,
      }),
    ),
  );
  return inboxesOf(
    world,
    handsets.map((handset) => handset.id),
    (handset, text) => world.control('POST', `${path}/handsets/${encodeURIComponent(handset)}/messages`, { text }),
  );
}
