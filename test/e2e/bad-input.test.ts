import { randomUUID } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { openDatabase, type Database } from '../../src/ledger/database';
import { loadMasterKeys } from '../../src/ledger/master-keys';
import { createVault, type Vault } from '../../src/ledger/vault';
import type { InboxChat, InboxMessage } from '../../src/sandbox/control/contract';
import { SANDBOX } from '../../src/sandbox/credentials';
import { waitFor } from '../support/wait-for';
import { BOT_ID, World } from '../support/world';
import { eventsHolding, messageHook, post, signatureOf, type Answer } from './hooks';

const { account, channel } = SANDBOX.kommo;
const SCOPE = `${channel.id}_${account.amojoId}`;
const NUL = String.fromCharCode(0);
/** In everything that is sent here, and in no answer. */
const MARK = 'do-not-repeat-me';
const LONG = { timeoutMs: 60_000 };

let world: World;
let db: Database;
let vault: Vault;
let telegram: { readonly url: string; readonly secret: string };
let slow: { readonly kommo: SlowClient; readonly telegram: SlowClient };

interface SlowClient {
  readonly socket: Socket;
  readonly startedAt: number;
  /** All that was answered, once the connection has ended. */
  readonly ended: Promise<{ readonly answer: string; readonly afterMs: number }>;
}

/** Promises a body of which it sends the first bytes only. */
function startSlowClient(path: string, headers: string): SlowClient {
  const { hostname, port } = new URL(world.apiUrl);
  const socket = connect(Number(port), hostname);
  const startedAt = Date.now();
  let answer = '';
  socket.on('data', (chunk: Buffer) => (answer += chunk.toString('latin1')));
  socket.on('error', () => undefined);
  socket.write(`POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n${headers}\r\n\r\n{"${MARK}":`);
  const ended = new Promise<{ answer: string; afterMs: number }>((resolve) =>
    socket.once('close', () => resolve({ answer, afterMs: Date.now() - startedAt })),
  );
  return { socket, startedAt, ended };
}

beforeAll(async () => {
  world = await World.start();
  db = openDatabase(world.database.url, { max: 3 });
  vault = createVault(loadMasterKeys({ masterKeys: undefined, production: false, dataDir: world.dataDir }));
  const { rows } = await db.query<{ id: string; webhook_secret: string }>('select id, webhook_secret from connections');
  const id = rows[0]?.id ?? '';
  telegram = {
    url: `${world.apiUrl}/hooks/telegram/${id}`,
    secret: vault.open(rows[0]?.webhook_secret ?? '', `connections.webhook_secret/${id}`),
  };
  slow = {
    kommo: startSlowClient(`/hooks/kommo/${SCOPE}`, `X-Signature: ${MARK}`),
    telegram: startSlowClient(new URL(telegram.url).pathname, `X-Telegram-Bot-Api-Secret-Token: ${telegram.secret}`),
  };
}, 120_000);
afterAll(async () => {
  slow.kommo.socket.destroy();
  slow.telegram.socket.destroy();
  await db.end();
  await world.stop();
});

const kommoUrl = (scopeId: string = SCOPE): string => `${world.apiUrl}/hooks/kommo/${scopeId}`;

/** As Kommo sends it. */
const fromKommo = (body: string | Buffer, headers: Record<string, string> = {}, scopeId = SCOPE): Promise<Answer> =>
  post(kommoUrl(scopeId), body, { 'x-signature': signatureOf(body, channel.secret), ...headers });

/** As Telegram sends it. */
const fromTelegram = (body: string | Buffer, headers: Record<string, string> = {}): Promise<Answer> =>
  post(telegram.url, body, { 'x-telegram-bot-api-secret-token': telegram.secret, ...headers });

function expectRefused(answer: Answer, status: number, error: string): void {
  expect(answer.status).toBe(status);
  const said = JSON.parse(answer.text) as Record<string, unknown>;
  expect(Object.keys(said).sort()).toEqual(['error', 'reason']);
  expect(said.error).toBe(error);
  expect(typeof said.reason).toBe('string');
  expect(answer.text).not.toContain(MARK);
}

function expectTaken(answer: Answer): void {
  expect(answer).toEqual({ status: 200, text: '' });
}

let updates = 900_000;

/** An update of Telegram with this in its `message`. */
function update(message: object): { readonly update_id: number; readonly message: object } {
  updates += 1;
  return { update_id: updates, message };
}

/** A new customer who has written once; the chat in the manager's inbox. */
async function chatOf(firstName: string): Promise<{ inbox: InboxChat; phoneChat: string }> {
  const phone = await world.newCustomer(firstName);
  await world.customerWrites(phone.chatId, `I am ${firstName}`);
  const inbox = await waitFor(
    async () => (await world.state()).kommo.chats.find(({ customer }) => customer.name === firstName),
    { ...LONG, what: 'the chat in the inbox' },
  );
  return { inbox, phoneChat: phone.chatId };
}

async function onPhone(phoneChat: string): Promise<string[]> {
  const { telegram: view } = await world.state();
  const phone = view.phones.find(({ botId, chatId }) => botId === BOT_ID && chatId === phoneChat);
  return (phone?.messages ?? []).filter(({ from }) => from === 'bot').map(({ text }) => text);
}

const hookTo = (chat: InboxChat, text: string): object =>
  messageHook({
    accountAmojoId: account.amojoId,
    conversationId: chat.id,
    ...(chat.clientId === null ? {} : { clientId: chat.clientId }),
    text,
  });

const deep = (levels: number): string => `${'{"a":'.repeat(levels)}"${MARK}"${'}'.repeat(levels)}`;

describe('at the address of Kommo', () => {
  const hook = JSON.stringify(messageHook({ accountAmojoId: account.amojoId, conversationId: 'unsigned', text: MARK }));

  it('an unsigned hook is refused, and nothing of it is kept', async () => {
    expectRefused(await post(kommoUrl(), hook), 403, 'bad-signature');
    expect(await eventsHolding(db, vault, hook)).toEqual([]);
  });

  it.each([
    ['of another body', signatureOf(`${hook} `, channel.secret)],
    ['with another secret', signatureOf(hook, `${channel.secret}0`)],
    ['cut short', signatureOf(hook, channel.secret).slice(0, -1)],
    ['empty', ''],
    ['that is no signature', MARK],
    ['of 8,000 letters', 'a'.repeat(8_000)],
  ])('a signature %s is refused', async (_, signature) => {
    expectRefused(await post(kommoUrl(), hook, { 'x-signature': signature }), 403, 'bad-signature');
    const { rows } = await db.query('select from messages where content->>$1 = $2', ['text', MARK]);
    expect(rows).toHaveLength(0);
  });

  it('a channel that is not ours is not found', async () => {
    for (const scopeId of [
      `${randomUUID()}_${account.amojoId}`,
      MARK,
      `${MARK}%00`,
      '%F0%9F%91%8B',
      'a'.repeat(5_000),
    ]) {
      expectRefused(await fromKommo(hook, {}, scopeId), 404, 'unknown-channel');
    }
    expectRefused(await fromKommo(hook, {}, '%zz'), 400, 'bad-request');
  });

  it('a scope that is not known, of a channel that is ours, is kept as unrouted', async () => {
    const amojoId = randomUUID();
    const scopeId = `${channel.id}_${amojoId}`;
    const body = JSON.stringify(messageHook({ accountAmojoId: amojoId, conversationId: 'c', text: MARK }));
    expectTaken(await fromKommo(body, {}, scopeId));
    expect(await eventsHolding(db, vault, body)).toMatchObject([{ kind: 'unrouted', accountId: null, scopeId }]);
  });

  it.each<[string, string | Buffer]>([
    ['cut JSON', `{"account_id":"${account.amojoId}","message":{"${MARK}`],
    ['no JSON', `account_id=${account.amojoId}&text=${MARK}`],
    ['another kind of JSON', JSON.stringify([MARK])],
    ['JSON nested 10,000 deep', deep(10_000)],
    ['bytes that are no UTF-8', Buffer.from([0xff, 0xfe, 0x00, 0xc3, 0x28])],
    ['nothing we know', JSON.stringify({ account_id: account.amojoId, payment: MARK })],
    ['a message without ids', JSON.stringify({ account_id: account.amojoId, message: { message: { text: MARK } } })],
  ])('validly signed, but %s: taken, and kept byte by byte as unparsed', async (_, body) => {
    expectTaken(await fromKommo(body));
    expect(await eventsHolding(db, vault, body)).toMatchObject([{ kind: 'unparsed', scopeId: SCOPE }]);
  });

  it('an empty body is refused unsigned, and kept when it is signed', async () => {
    expectRefused(await post(kommoUrl(), ''), 403, 'bad-signature');
    expectTaken(await fromKommo(''));
    expect(await eventsHolding(db, vault, '')).toHaveLength(1);
  });

  it('10 MB are refused', async () => {
    expectRefused(await fromKommo(Buffer.alloc(10_000_000, MARK)), 413, 'too-large');
  });

  it('an encoding that nobody knows is refused', async () => {
    expectRefused(await fromKommo(hook, { 'content-encoding': MARK }), 415, 'bad-request');
  });

  it('only POST leads anywhere', async () => {
    for (const method of ['GET', 'PUT', 'DELETE']) {
      const response = await fetch(`${kommoUrl()}?${MARK}`, { method });
      expectRefused({ status: response.status, text: await response.text() }, 404, 'not-found');
    }
  });

  it('the content type does not matter: the signature covers the bytes', async () => {
    const { inbox, phoneChat } = await chatOf('Typeless');
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', 'no type at all']) {
      expectTaken(await fromKommo(JSON.stringify(hookTo(inbox, type)), { 'content-type': type }));
    }
    const texts = await waitFor(
      async () => ((await onPhone(phoneChat)).length === 4 ? onPhone(phoneChat) : undefined),
      LONG,
    );
    expect(texts).toContain('multipart/form-data');
  });

  it('what surrounds a good message is no obstacle: 10,000 levels in a field that nobody reads', async () => {
    const { inbox, phoneChat } = await chatOf('Deep');
    const body = JSON.stringify(hookTo(inbox, 'from the deep')).replace('"markup":null', `"markup":${deep(10_000)}`);
    expect(body.length).toBeGreaterThan(60_000);
    expectTaken(await fromKommo(body));
    await waitFor(async () => (await onPhone(phoneChat)).includes('from the deep'), LONG);
  });

  it('a kind of message that nobody knows: taken, and the manager sees why it was not delivered', async () => {
    const { inbox, phoneChat } = await chatOf('Holo');
    const sent = await world.control<InboxMessage>('POST', `/kommo/chats/${inbox.id}/messages`, {
      text: MARK,
      type: 'hologram',
      userId: SANDBOX.kommo.users[0].id,
    });
    const message = await waitFor(
      async () => {
        const chat = (await world.state()).kommo.chats.find(({ id }) => id === inbox.id);
        return chat?.messages.find(({ id, status }) => id === sent.id && status === 'failed');
      },
      { ...LONG, what: 'the failure in the inbox' },
    );
    expect(message.error?.code).toBe(905);
    expect(message.error?.text).toContain('hologram');
    expect(message.hook?.status).toBe(200);
    expect(await onPhone(phoneChat)).toEqual([]);
  });

  it('50 hooks at once, one with a NUL: 50 taken, 49 delivered, one kept as unparsed', async () => {
    const { inbox, phoneChat } = await chatOf('Burst');
    const hooks = Array.from({ length: 50 }, (_, n) =>
      JSON.stringify(hookTo(inbox, n === 31 ? `nul ${NUL}` : `burst ${n}`)),
    );
    const answers = await Promise.all(hooks.map((body) => fromKommo(body)));
    answers.forEach(expectTaken);
    const delivered = await waitFor(
      async () => {
        const texts = await onPhone(phoneChat);
        return texts.length >= 49 ? texts : undefined;
      },
      { ...LONG, what: '49 messages on the phone' },
    );
    const expected = hooks.flatMap((_, n) => (n === 31 ? [] : [`burst ${n}`]));
    expect([...delivered].sort()).toEqual([...expected].sort());
    const events = (await Promise.all(hooks.map((body) => eventsHolding(db, vault, body)))).flat();
    expect(events).toMatchObject([{ kind: 'unparsed', accountId: account.id }]);
  }, 90_000);
});

describe('at the address of Telegram', () => {
  it.each([
    ['no secret', {}],
    ['a wrong secret', { 'x-telegram-bot-api-secret-token': MARK }],
    ['an empty secret', { 'x-telegram-bot-api-secret-token': '' }],
  ])('%s is refused, and nothing is kept', async (_, headers: Record<string, string>) => {
    const body = JSON.stringify(update({ text: MARK }));
    expectRefused(await post(telegram.url, body, headers), 401, 'bad-signature');
    expect(await eventsHolding(db, vault, body)).toEqual([]);
  });

  it('a connection that is not ours is not found', async () => {
    const body = JSON.stringify(update({ text: MARK }));
    const secret = { 'x-telegram-bot-api-secret-token': telegram.secret };
    for (const path of [
      `telegram/${randomUUID()}`,
      `telegram/${MARK}`,
      `telegram/${'-'.repeat(36)}`,
      `telegram/%00`,
      `pigeon/${randomUUID()}`,
      new URL(telegram.url).pathname.replace('/hooks/telegram', 'viber'),
    ]) {
      expectRefused(await post(`${world.apiUrl}/hooks/${path}`, body, secret), 404, 'unknown-connection');
    }
  });

  it.each<[string, () => string | Buffer]>([
    ['cut JSON', () => JSON.stringify(update({ text: MARK })).slice(0, -3)],
    ['no JSON', () => MARK],
    ['JSON nested 10,000 deep', () => deep(10_000)],
    ['bytes that are no UTF-8', () => Buffer.from([0xfe, 0xff, 0x00, 0xc3, 0x28])],
    ['an empty body', () => Buffer.alloc(0)],
    ['a message without its parts', () => JSON.stringify(update({ text: MARK }))],
  ])('%s: taken, so that Telegram does not repeat it for ever, and kept as unparsed', async (_, make) => {
    const body = make();
    const before = (await eventsHolding(db, vault, body)).length;
    expectTaken(await fromTelegram(body));
    const events = await eventsHolding(db, vault, body);
    expect(events).toHaveLength(before + 1);
    expect(events.every(({ kind }) => kind === 'unparsed')).toBe(true);
  });

  it('a kind of update that nobody knows is taken, whatever its name is made of', async () => {
    updates += 1;
    expectTaken(await fromTelegram(JSON.stringify({ update_id: updates, [`new${NUL}kind`]: MARK })));
    const { rows } = await db.query('select kind from events where dedupe_key like $1', [`%update/${updates}`]);
    expect(rows).toEqual([{ kind: 'ignored' }]);
  });

  it('10 MB are refused', async () => {
    expectRefused(await fromTelegram(Buffer.alloc(10_000_000, MARK)), 413, 'too-large');
  });

  it('a NUL in a message is kept as unparsed, and the next message of the chat goes through', async () => {
    const { inbox, phoneChat } = await chatOf('Nulla');
    const message = (text: string): object => ({
      message_id: 77_000 + updates,
      date: Math.floor(Date.now() / 1_000),
      chat: { id: Number(phoneChat), type: 'private', first_name: 'Nulla' },
      from: { id: Number(phoneChat), is_bot: false, first_name: 'Nulla' },
      text,
    });
    const bad = JSON.stringify(update(message(`x${NUL}`)));
    expectTaken(await fromTelegram(bad));
    expectTaken(await fromTelegram(JSON.stringify(update(message('after the NUL')))));
    expect(await eventsHolding(db, vault, bad)).toMatchObject([{ kind: 'unparsed', accountId: account.id }]);
    await waitFor(
      async () =>
        (await world.state()).kommo.chats
          .find(({ id }) => id === inbox.id)
          ?.messages.some(({ text }) => text === 'after the NUL'),
      LONG,
    );
  });
});

describe('after all of it', () => {
  it('clients that never finished their body were cut off, and told so', async () => {
    for (const { ended } of [slow.kommo, slow.telegram]) {
      const { answer, afterMs } = await ended;
      expect(answer).toMatch(/^HTTP\/1\.1 408 /);
      expect(answer).not.toContain(MARK);
      expect(afterMs).toBeLessThan(45_000);
    }
  }, 60_000);

  it('good messages go through both ways, and the api is the same process', async () => {
    const { inbox, phoneChat } = await chatOf('Good');
    await world.managerWrites(inbox.id, 'and good it is');
    await waitFor(async () => (await onPhone(phoneChat)).includes('and good it is'), LONG);
    const [api] = world.processes;
    expect(api?.logs()).not.toContain(MARK);
    expect(() => process.kill(api?.pid ?? 0, 0)).not.toThrow();
    expect((await fetch(`${world.apiUrl}/readyz`)).status).toBe(200);
  });
});
