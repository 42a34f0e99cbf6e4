import { randomUUID } from 'node:crypto';
import { chatChannel } from '../../src/ledger/chats';
import { asChatId, type ChatId } from '../../src/model/ids';
import { fromMessenger, openLedger, type Ledger, type Tenant } from './ledger';

let ledger: Ledger;
let tenant: Tenant;
beforeAll(async () => {
  ledger = await openLedger();
  tenant = await ledger.tenant();
});
afterAll(() => ledger.close());

async function chatWith(windowMs: number | null, at = Date.now()): Promise<ChatId> {
  const chatRemoteId = randomUUID();
  const { wake } = await ledger.acceptor.accept([fromMessenger(tenant, { chatRemoteId, windowMs, at })]);
  return wake[0]?.chatId ?? asChatId('');
}

it('the channel of a chat is the one of its scope, its secret sealed', async () => {
  const channel = await chatChannel(ledger.db, await chatWith(null));
  expect(channel?.scopeId).toBe(tenant.scopeId);
  expect(channel?.secret).not.toContain('channel-secret');
  expect(ledger.vault.open(channel?.secret ?? '', `integrations.channel_secret/${channel?.integrationId ?? ''}`)).toBe(
    'channel-secret',
  );
  expect(await chatChannel(ledger.db, asChatId(randomUUID()))).toBeUndefined();
});
