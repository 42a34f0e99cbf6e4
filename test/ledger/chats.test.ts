import { randomUUID } from 'node:crypto';
import { chatChannel, closeIfWindowIsOver } from '../../src/ledger/chats';
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

async function closedAt(chatId: ChatId): Promise<Date | null | undefined> {
  const { rows } = await ledger.db.query<{ closed_at: Date | null }>('select closed_at from chats where id = $1', [
    chatId,
  ]);
  return rows[0]?.closed_at;
}

describe('a reply window', () => {
  it('that is open stays open, and says until when', async () => {
    const at = Date.now();
    const chatId = await chatWith(60_000, at);
    expect(await closeIfWindowIsOver(ledger.db, chatId)).toBe(at + 60_000);
    expect(await closedAt(chatId)).toBeNull();
  });

  it('that is over closes the chat, once', async () => {
    const chatId = await chatWith(60_000, Date.now() - 61_000);
    expect(await closeIfWindowIsOver(ledger.db, chatId)).toBeNull();
    const first = await closedAt(chatId);
    expect(first).toBeInstanceOf(Date);
    expect(await closeIfWindowIsOver(ledger.db, chatId)).toBeNull();
    expect(await closedAt(chatId)).toEqual(first);
  });

  it('that there is none of closes nothing', async () => {
    const chatId = await chatWith(null);
    expect(await closeIfWindowIsOver(ledger.db, chatId)).toBeNull();
    expect(await closedAt(chatId)).toBeNull();
  });

  it('of a chat that does not exist is none', async () => {
    expect(await closeIfWindowIsOver(ledger.db, asChatId(randomUUID()))).toBeNull();
  });
});

it('the channel of a chat is the one of its scope, its secret sealed', async () => {
  const channel = await chatChannel(ledger.db, await chatWith(null));
  expect(channel?.scopeId).toBe(tenant.scopeId);
  expect(channel?.secret).not.toContain('channel-secret');
  expect(ledger.vault.open(channel?.secret ?? '', `integrations.channel_secret/${channel?.integrationId ?? ''}`)).toBe(
    'channel-secret',
  );
  expect(await chatChannel(ledger.db, asChatId(randomUUID()))).toBeUndefined();
});
