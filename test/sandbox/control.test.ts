import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Clock } from '../../src/sandbox/clock';
import type { AssumptionView } from '../../src/sandbox/assumptions';
import { SANDBOX } from '../../src/sandbox/credentials';
import { Journal } from '../../src/sandbox/journal';
import { botPath, Harness } from './support/harness';
import { eventually, pick } from './support/http';
import { incoming } from './support/kommo-caller';

let box: Harness;
beforeEach(async () => {
  box = await Harness.start();
});
afterEach(() => box.stop());

const problem = async (method: string, where: string, body?: unknown): Promise<unknown[]> => {
  const { status, json, headers } = await box.control(method, where, body);
  expect(headers.get('content-type')).toContain('application/problem+json');
  return [status, (json as { detail: string }).detail];
};

test('the start is as the constants say', async () => {
  const { kommo, telegram, faults, now } = await box.state();
  expect(Math.abs(now - Date.now())).toBeLessThan(2000);
  expect(kommo.channels).toEqual([
    {
      id: SANDBOX.kommo.channel.id,
      code: 'amo.ext.30000001',
      name: 'Courier sandbox',
      hookUrl: `${box.courierUrl}/hooks/kommo/:scope_id`,
      bot: SANDBOX.kommo.channel.bot,
      connected: [],
    },
  ]);
  expect(kommo.accounts).toMatchObject([{ id: 30000001, subdomain: 'sandbox', users: SANDBOX.kommo.users }]);
  expect(telegram).toEqual({
    bots: [{ id: '500000001', name: 'Sandbox Shop', username: 'sandbox_shop_bot', webhook: null }],
    phones: [
      {
        botId: '500000001',
        chatId: '700000001',
        firstName: 'Ana',
        lastName: 'Lima',
        username: 'ana_lima',
        state: 'new',
        typingUntil: null,
        messages: [],
      },
    ],
    groups: [],
  });
  expect([kommo.chats, faults]).toEqual([[], []]);
});

test('the first message starts a chat', async () => {
  const written = await box.customerWrites('Hello', 700000001, { timestampMs: 1_790_000_000_000 });
  expect(written.status).toBe(201);
  expect(written.json).toEqual({
    id: 1,
    from: 'customer',
    kind: 'text',
    text: 'Hello',
    file: null,
    durationS: null,
    location: null,
    contact: null,
    albumId: null,
    quote: null,
    forwardedFrom: null,
    buttons: [],
    pressing: null,
    reactions: [],
    edited: false,
    at: 1_790_000_000_000,
    handed: false,
  });
  expect((await box.state()).telegram.phones[0]).toMatchObject({ state: 'started', messages: [written.json] });
});

test('problems say what is wrong', async () => {
  const chat = `${botPath}/chats/700000001/messages`;
  expect(await problem('POST', chat, { text: 'x', txt: 1 })).toEqual([400, expect.stringContaining('txt')]);
  expect(await problem('POST', `${botPath}/chats/1/messages`, { text: 'x' })).toEqual([
    404,
    'bot 500000001 has no chat 1',
  ]);
  expect(await problem('POST', '/telegram/bots/1/customers', { firstName: 'A' })).toEqual([404, 'there is no bot 1']);
  expect(await problem('POST', '/kommo/chats/x/messages', { text: 'x', userId: 'x' })).toEqual([
    404,
    'there is no chat x',
  ]);
  expect(await problem('DELETE', '/faults/fault-9')).toEqual([404, 'there is no fault fault-9']);
  expect(await problem('POST', '/faults', { name: 'flood' })).toEqual([400, expect.stringContaining('name: ')]);
  expect(await problem('POST', '/faults', { name: 'kommo-latency' })).toEqual([400, 'ms: needed for kommo-latency']);
  expect(await problem('POST', '/faults', { name: 'telegram-error', status: 404 })).toEqual([
    400,
    'status: one of 401, 403, 429, 500, 502 needed for telegram-error',
  ]);
  expect(await problem('PATCH', '/assumptions', { 'hook-newline': 'maybe' })).toEqual([
    400,
    'hook-newline: one of unsigned, none, signed',
  ]);
  expect(await problem('PATCH', '/assumptions', { weather: 'fine' })).toEqual([
    400,
    'weather: there is no such assumption',
  ]);
  expect(await problem('GET', '/journal?limit=9999')).toEqual([400, expect.stringContaining('limit: ')]);
  expect(await problem('GET', '/nothing')).toEqual([404, 'there is no GET /control/nothing']);
  expect(await problem('POST', '/telegram/bots', { ...SANDBOX.telegram.bot })).toEqual([
    409,
    'there is a bot 500000001 already',
  ]);
  const noJson = await fetch(`${box.sandbox.url}/control/faults`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: '{',
  });
  expect(noJson.status).toBe(400);
});

test('what a person wrote is refused in words for a person', async () => {
  await box.kommo.connect();
  const chatId = pick(await box.kommo.send(incoming('Hello')), 'new_message', 'conversation_id');
  const phone = `${botPath}/chats/700000001`;
  const inbox = `/kommo/chats/${chatId}/messages`;
  const userId = SANDBOX.kommo.users[0].id;
  const cases: [string, object, number, string][] = [
    [`${phone}/messages`, {}, 400, 'The message has no text.'],
    [`${phone}/messages`, { text: '' }, 400, 'The message is empty.'],
    [
      `${phone}/messages`,
      { text: 'x'.repeat(4097) },
      400,
      'A message has at most 4096 characters; this one is longer.',
    ],
    [inbox, { userId, text: '' }, 400, 'The message is empty.'],
    [inbox, { userId, text: 'x'.repeat(500_001) }, 400, 'A message has at most 500000 characters; this one is longer.'],
    [inbox, { userId, text: 'x'.repeat(2_000_000) }, 413, 'This is more than the sandbox takes at once: 1 MB.'],
  ];
  for (const [where, body, status, words] of cases) expect(await problem('POST', where, body)).toEqual([status, words]);

  await box.customerWrites('Hello');
  await box.control('POST', `${phone}/block`);
  expect(await problem('POST', `${phone}/messages`, { text: 'x' })).toEqual([
    409,
    'The customer has blocked the bot and cannot write to it.',
  ]);
});

test('bots, customers, channels and accounts can be added', async () => {
  const bot = { token: '600000001:another-bot-token', name: 'Second', username: 'second_bot' };
  expect((await box.control('POST', '/telegram/bots', bot)).json).toMatchObject({ id: '600000001', webhook: null });
  const person = await box.control('POST', '/telegram/bots/600000001/customers', { firstName: 'Ben' });
  expect(person).toMatchObject({ status: 201, json: { firstName: 'Ben', lastName: null, state: 'new' } });
  const ben = pick(person, 'chatId');
  const again = await box.control('POST', `${botPath}/customers/${ben}`);
  expect(again).toMatchObject({ status: 201, json: { chatId: ben, firstName: 'Ben', state: 'new', messages: [] } });
  expect((await box.control('POST', `${botPath}/customers/${ben}`)).status).toBe(409);
  expect((await box.control('POST', `${botPath}/customers/1`)).status).toBe(404);
  const id = '5a0db0c5-0000-4000-8000-00000000c002';
  const channel = {
    ...SANDBOX.kommo.channel,
    id,
    hookUrl: 'http://127.0.0.1:1/:scope_id',
    allowedAccounts: [SANDBOX.kommo.account.amojoId],
  };
  const added = await box.control('POST', '/kommo/channels', channel);
  expect(added).toMatchObject({ status: 201, json: { id, connected: [] } });
  expect(added.text).not.toContain(channel.secret);
  const account = { amojoId: '5a0db0c5-0000-4000-8000-00000000a002', id: 7, subdomain: 'other', users: [] };
  expect((await box.control('POST', '/kommo/accounts', account)).json).toEqual(account);
});

test('a manager must be of the account and the scope connected', async () => {
  await box.kommo.connect();
  const chatId = pick(await box.kommo.send(incoming('Hello')), 'new_message', 'conversation_id');
  const stranger = '00000000-0000-4000-8000-000000000000';
  for (const [path, body] of [
    ['messages', { text: 'x' }],
    ['attachments', { files: ['a', 'b'] }],
    ['typing', {}],
    [`messages/${stranger}/reaction`, { emoji: '👍' }],
  ] as const) {
    const where = `/kommo/chats/${chatId}/${path}`;
    expect((await problem('POST', where, { userId: stranger, ...body }))[0]).toBe(404);
    expect((await problem('POST', where, { userId: 'Maria', ...body }))[0]).toBe(path.includes('reaction') ? 404 : 400);
  }
  await box.kommo.call('DELETE', `${SANDBOX.kommo.channel.id}/disconnect`, {
    account_id: SANDBOX.kommo.account.amojoId,
  });
  expect((await box.managerWrites(chatId, 'x')).status).toBe(409);
});

test('assumptions are listed and switched, all or none', async () => {
  const before = (await box.control('GET', '/assumptions')).json as Record<string, AssumptionView>;
  for (const { value, values, text } of Object.values(before)) {
    expect(values).toContain(value);
    expect(text).toMatch(/[a-z-]+\.md §\d/);
  }
  expect((await box.assume({ 'history-lag-ms': 5, 'hook-newline': 'x' })).status).toBe(400);
  expect((await box.control('GET', '/assumptions')).json).toEqual(before);
  expect((await box.assume({ 'history-lag-ms': 5 })).json).toMatchObject({ 'history-lag-ms': { value: 5 } });
});

test('the journal is read in pages and by side and chat', async () => {
  await box.kommo.connect();
  for (let n = 0; n < 3; n += 1) await box.kommo.send(incoming('x', { conversation_id: `chat-${String(n)}` }));
  await box.telegram('getMe');
  const page = (await box.control('GET', '/journal?after=1&limit=2')).json as {
    entries: { seq: number }[];
    last: number;
  };
  expect(page.entries.map(({ seq }) => seq)).toEqual([2, 3]);
  expect(page.last).toBe(3);
  expect((await box.journal('&side=telegram')).map(({ operation }) => operation)).toEqual(['getMe']);
  const chatId = (await box.state()).kommo.chats[1]?.id ?? '';
  expect(await box.journal(`&chat=${chatId}`)).toMatchObject([{ seq: 3, chat: chatId, status: 200 }]);
  const [connect] = await eventually(async () => {
    const entries = await box.journal();
    return entries.every(({ endedAt }) => endedAt !== null) && entries;
  });
  expect(connect).toMatchObject({ method: 'POST', request: { title: 'Courier' }, answer: { title: 'Courier' } });
});

test('the journal forgets the oldest entries only', () => {
  const journal = new Journal(new Clock());
  const start = {
    side: 'kommo',
    direction: 'in',
    operation: 'send',
    method: 'POST',
    path: '/',
    request: null,
  } as const;
  for (let n = 0; n < 70_000; n += 1) journal.open(start);
  const newest = journal.read({ after: 69_999, limit: 10 });
  expect(newest).toMatchObject({ entries: [{ seq: 70_000 }], last: 70_000 });
  const oldest = journal.read({ after: 0, limit: 1 }).entries[0]?.seq ?? 0;
  expect(oldest).toBeGreaterThan(1);
  expect(oldest).toBeLessThanOrEqual(20_001);
  expect(journal.read({ after: 70_000, limit: 10 })).toEqual({ entries: [], last: 70_000 });
});

test('changes are pushed', async () => {
  const leave = new AbortController();
  const stream = await fetch(`${box.sandbox.url}/control/events`, { signal: leave.signal });
  expect(stream.headers.get('content-type')).toContain('text/event-stream');
  if (!stream.body) throw new Error('no stream');
  let seen = '';
  const reading = (async () => {
    for await (const chunk of stream.body as unknown as AsyncIterable<Uint8Array>) {
      seen += Buffer.from(chunk).toString();
      if (seen.includes('"kommo"') && seen.includes('"telegram"')) return;
    }
  })();
  await box.customerWrites('Hello');
  await box.kommo.connect();
  await reading;
  leave.abort();
  expect(seen).toMatch(/^: connected\n\nevent: change\nid: 1\ndata: \{"version":1,"area":"(telegram|kommo)"\}\n\n/);
});

test('the API is described', async () => {
  const { json } = await box.control('GET', '/openapi.json');
  expect(json).toMatchObject({ openapi: '3.1.0', components: { schemas: { NewFault: {}, SandboxState: {} } } });
  const { paths } = json as { paths: object };
  const chat = '/control/kommo/chats/{chatId}';
  expect(Object.keys(paths)).toEqual(
    expect.arrayContaining([
      '/control/kommo/channels',
      '/control/kommo/channels/{id}',
      '/control/kommo/accounts',
      '/control/kommo/write-first',
      ...['messages', 'attachments', 'messages/{id}/reaction', 'typing', 'raw-hook'].map((end) => `${chat}/${end}`),
    ]),
  );
  const bot = '/control/telegram/bots/{botId}';
  const phone = `${bot}/chats/{chatId}`;
  const methods: Record<string, string> = {
    '/control/files': 'post',
    '/control/files/{id}': 'get',
    '/control/telegram/bots': 'post',
    [`${bot}/retry`]: 'post',
    [`${bot}/customers`]: 'post',
    [`${bot}/customers/{customerId}`]: 'post',
    [`${phone}/messages`]: 'post',
    [`${phone}/album`]: 'post',
    [`${phone}/messages/{id}`]: 'patch',
    [`${phone}/messages/{id}/reaction`]: 'post',
    [`${phone}/messages/{id}/press`]: 'post',
    [`${phone}/block`]: 'post',
    [`${phone}/unblock`]: 'post',
    [`${phone}/deactivate`]: 'post',
    [`${bot}/groups`]: 'post',
    [`${bot}/groups/{chatId}/messages`]: 'post',
    [`${bot}/groups/{chatId}/migrate`]: 'post',
  };
  for (const [where, method] of Object.entries(methods)) expect(paths).toHaveProperty([where, method]);
  const ours = Object.keys(paths).filter((where) => /^\/control\/(telegram|files)/.test(where));
  expect(ours.sort()).toEqual(Object.keys(methods).sort());
});

test('the state stays small and quick', async () => {
  await box.kommo.connect();
  for (let n = 0; n < 250; n += 1) await box.kommo.send(incoming(`m${String(n)}`, { silent: true }));
  const [chat] = (await box.state()).kommo.chats;
  expect(chat?.messages).toHaveLength(200);
  expect(chat?.messages.at(-1)?.text).toBe('m249');
});

test('the page is served where it is built, a word where it is not', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'sandbox-page-'));
  writeFileSync(path.join(folder, 'index.html'), '<title>Sandbox</title>');
  const withPage = await Harness.start({ pageDir: folder });
  expect(await (await fetch(withPage.sandbox.url)).text()).toContain('<title>Sandbox</title>');
  await withPage.stop();
  rmSync(folder, { recursive: true });
  const without = await Harness.start({ pageDir: path.join(tmpdir(), 'no-such-folder') });
  expect(await (await fetch(without.sandbox.url)).text()).toContain('page is not built');
  await without.stop();
});
