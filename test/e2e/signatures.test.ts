import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase, type Database } from '../../src/ledger/database';
import { parseMasterKeys } from '../../src/ledger/master-keys';
import { registerScope, registerSource } from '../../src/ledger/registration';
import { createVault, type Vault } from '../../src/ledger/vault';
import { asAccountId, type ScopeId } from '../../src/model/ids';
import vectors from '../kommo/signature-vectors.json';
import { createDatabase, type TestDatabase } from '../support/database';
import { spawnCourier, type CourierProcess } from '../support/processes';
import { testTemporal } from '../support/stack';
import { eventsHolding, messageHook, post, signatureOf, type Answer } from './hooks';

const webhooks = vectors.filter(({ scheme }) => scheme === 'webhook');
const SHARED = { id: randomUUID(), secret: 'a secret that two accounts share' };

let test: TestDatabase;
let db: Database;
let vault: Vault;
let api: CourierProcess;
let dataDir: string;
let accounts = 0;

/** Installs an integration's channel at an account that has a bot. */
async function install(
  channel: { id: string; secret: string },
  amojoId: string = randomUUID(),
): Promise<{ scopeId: ScopeId; accountId: number; amojoId: string }> {
  accounts += 1;
  const accountId = asAccountId(41_000_000 + accounts);
  const scopeId = await registerScope(
    db,
    vault,
    { id: accountId, amojoId, subdomain: `account${accounts}` },
    {
      clientId: `client-of-${channel.id}`,
      clientSecret: 'x',
      channel: { ...channel, name: 'Channel' },
      bot: { id: randomUUID(), name: 'Bot' },
      chatApiOrigin: 'http://127.0.0.1:9',
      windowMs: null,
    },
  );
  await registerSource(db, vault, {
    scopeId,
    messenger: 'telegram',
    credentials: { token: `${accounts}:aaaaaaaaaaaa` },
    remoteId: String(accounts),
    name: 'Shop',
    externalId: `telegram-${accounts}`,
  });
  return { scopeId, accountId, amojoId };
}

const hookUrl = (scopeId: string): string => `${api.url}/hooks/kommo/${scopeId}`;

const signed = (scopeId: string, body: string, secret: string): Promise<Answer> =>
  post(hookUrl(scopeId), body, { 'x-signature': signatureOf(body, secret) });

async function textsOf(accountId: number): Promise<string[]> {
  const { rows } = await db.query<{ text: string }>(
    "select content->>'text' as text from messages where account_id = $1 order by written_at",
    [accountId],
  );
  return rows.map(({ text }) => text);
}

beforeAll(async () => {
  const masterKeys = `k1:${randomBytes(32).toString('base64')}`;
  dataDir = mkdtempSync(join(tmpdir(), 'courier-signatures-'));
  const [database, temporal] = await Promise.all([createDatabase(), testTemporal()]);
  test = database;
  db = openDatabase(test.url, { max: 3 });
  vault = createVault(parseMasterKeys(masterKeys));
  api = await spawnCourier('api', {
    COURIER_DATABASE_URL: test.url,
    COURIER_DATA_DIR: dataDir,
    COURIER_MASTER_KEYS: masterKeys,
    COURIER_PORT: '0',
    COURIER_QUEUE_PREFIX: `t${randomBytes(4).toString('hex')}-`,
    TEMPORAL_ADDRESS: temporal.address,
  });
}, 120_000);
afterAll(async () => {
  await api.stop();
  await db.end();
  await test.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

describe('the vectors for webhooks', () => {
  const scopeId = webhooks[0]?.path.split('/').at(-1) ?? '';
  const secret = webhooks[0]?.secret ?? '';
  let accountId: number;
  beforeAll(async () => {
    const [id = '', amojoId = ''] = scopeId.split('_');
    ({ accountId } = await install({ id, secret }, amojoId));
  });

  it('there are three, of one channel', () => {
    expect(webhooks.map(({ name }) => name)).toEqual([
      'w01-webhook-plain',
      'w02-webhook-wire-newline',
      'w03-webhook-escaped',
    ]);
    expect(new Set(webhooks.map((vector) => `${vector.path} ${vector.secret}`)).size).toBe(1);
  });

  it.each(webhooks)('$name is accepted', async ({ body, signature }) => {
    expect(await post(hookUrl(scopeId), body, { 'x-signature': signature })).toEqual({ status: 200, text: '' });
    // It is one message of Kommo's, in three spellings.
    expect(await textsOf(accountId)).toEqual(['Bom dia 👋']);
  });

  it.each(webhooks)('$name is accepted with the signature in capitals', async ({ body, signature }) => {
    expect((await post(hookUrl(scopeId), body, { 'x-signature': signature.toUpperCase() })).status).toBe(200);
  });

  it.each(webhooks)('$name is refused when a byte of it is another', async ({ body, signature }) => {
    const altered = body.replace('dia', 'dja');
    expect(altered).not.toBe(body);
    const answer = await post(hookUrl(scopeId), altered, { 'x-signature': signature });
    expect(answer.status).toBe(403);
    expect(JSON.parse(answer.text)).toMatchObject({ error: 'bad-signature' });
  });

  it.each(webhooks)('$name is refused when the signature was made with another secret', async ({ body }) => {
    for (const wrong of [`${secret}0`, Buffer.from(secret, 'hex').toString('latin1'), '']) {
      expect((await signed(scopeId, body, wrong)).status).toBe(403);
    }
  });
});

describe('two accounts that share a channel', () => {
  let a: Awaited<ReturnType<typeof install>>;
  let b: Awaited<ReturnType<typeof install>>;
  beforeAll(async () => {
    [a, b] = [await install(SHARED), await install(SHARED)];
  });

  it("one's hook is refused at the other's address, though its signature is good there", async () => {
    const body = JSON.stringify(messageHook({ accountAmojoId: a.amojoId, conversationId: 'c1', text: 'for A' }));
    const refused = await signed(b.scopeId, body, SHARED.secret);
    expect(refused.status).toBe(403);
    expect(JSON.parse(refused.text)).toMatchObject({ error: 'other-account' });
    expect(refused.text).not.toContain(a.amojoId);
    expect(await textsOf(b.accountId)).toEqual([]);
    expect(await eventsHolding(db, vault, body)).toEqual([]);

    expect((await signed(a.scopeId, body, SHARED.secret)).status).toBe(200);
    expect(await textsOf(a.accountId)).toEqual(['for A']);
    expect(await textsOf(b.accountId)).toEqual([]);
  });

  it('so is one that cannot be parsed, as long as it says whose it is', async () => {
    const whole = JSON.stringify(messageHook({ accountAmojoId: a.amojoId, conversationId: 'c1', text: 'cut' }));
    const body = whole.slice(0, -5);
    expect((await signed(b.scopeId, body, SHARED.secret)).status).toBe(403);
    expect((await signed(a.scopeId, body, SHARED.secret)).status).toBe(200);
    expect(await eventsHolding(db, vault, body)).toMatchObject([{ kind: 'unparsed', accountId: a.accountId }]);
  });

  it('one that names no account is kept for no account: its address alone proves nothing', async () => {
    const { time, message } = messageHook({
      accountAmojoId: a.amojoId,
      conversationId: 'c1',
      text: 'nobody says whose',
    });
    const body = JSON.stringify({ time, message });
    expect((await signed(b.scopeId, body, SHARED.secret)).status).toBe(200);
    expect(await eventsHolding(db, vault, body)).toMatchObject([
      { kind: 'unparsed', accountId: null, scopeId: b.scopeId },
    ]);
    expect(await textsOf(b.accountId)).toEqual([]);
    expect(await textsOf(a.accountId)).not.toContain('nobody says whose');
  });

  it('the id of a chat of one, in a hook of the other, does not lead into it', async () => {
    const own = JSON.stringify(messageHook({ accountAmojoId: a.amojoId, conversationId: 'c2', text: 'first' }));
    await signed(a.scopeId, own, SHARED.secret);
    const { rows } = await db.query<{ id: string }>("select id from chats where account_id = $1 and kommo_id = 'c2'", [
      a.accountId,
    ]);
    const chatId = rows[0]?.id ?? '';
    const intruder = JSON.stringify(
      messageHook({
        accountAmojoId: b.amojoId,
        conversationId: 'c2',
        clientId: `telegram-${chatId}`,
        text: 'where does it go?',
      }),
    );
    expect((await signed(b.scopeId, intruder, SHARED.secret)).status).toBe(200);
    const landed = await db.query<{ account_id: number; chat_id: string }>(
      "select account_id, chat_id from messages where content->>'text' = 'where does it go?'",
    );
    expect(landed.rows).toHaveLength(1);
    expect(landed.rows[0]?.account_id).toBe(b.accountId);
    expect(landed.rows[0]?.chat_id).not.toBe(chatId);
  });
});

it('the secret of one channel opens no address of another', async () => {
  const one = await install({ id: randomUUID(), secret: 'one' });
  await install({ id: randomUUID(), secret: 'two' });
  const body = JSON.stringify(messageHook({ accountAmojoId: one.amojoId, conversationId: 'c', text: 'x' }));
  expect((await signed(one.scopeId, body, 'two')).status).toBe(403);
  expect((await signed(one.scopeId, body, 'one')).status).toBe(200);
});
