import { SANDBOX } from '../../src/sandbox/credentials';
import { Harness } from './support/harness';
import { pick } from './support/http';
import { incoming, outgoing, SCOPE } from './support/kommo-caller';

const { channel, account, users } = SANDBOX.kommo;
const OTHER_ACCOUNT = '5a0db0c5-0000-4000-8000-00000000a002';

let box: Harness;
beforeEach(async () => {
  box = await Harness.start();
  await box.kommo.connect();
});
afterEach(() => box.stop());

describe('connect', () => {
  const connect = (body: object) => box.kommo.call('POST', `${channel.id}/connect`, body);

  test('again changes the title', async () => {
    const body = {
      account_id: account.amojoId,
      title: 'Second',
      hook_api_version: 'v2',
      is_time_window_disabled: true,
    };
    expect((await connect(body)).json).toEqual({ ...body, scope_id: SCOPE });
    const [shown] = (await box.state()).kommo.channels;
    expect(shown?.connected).toEqual([{ accountAmojoId: account.amojoId, scopeId: SCOPE, title: 'Second' }]);
  });

  test('wants a title, the new hooks and a listed account', async () => {
    const good = { account_id: account.amojoId, title: 'T', hook_api_version: 'v2' };
    expect((await connect({ ...good, title: undefined })).text).toContain('title: required');
    expect((await connect({ ...good, hook_api_version: 'v1' })).text).toContain('hook_api_version: v2 only');
    await box.control('POST', '/kommo/accounts', { amojoId: OTHER_ACCOUNT, id: 2, subdomain: 'other', users: [] });
    const unlisted = await connect({ ...good, account_id: OTHER_ACCOUNT });
    expect(unlisted.status).toBe(403);
    expect(unlisted.json).toMatchObject({ error_type: 'ORIGIN_NOT_ALLOWED' });
    await box.assume({ 'unlisted-account': 'accept', 'connect-title': 'optional' });
    expect((await connect({ ...good, account_id: OTHER_ACCOUNT, title: undefined })).json).toMatchObject({
      title: channel.name,
    });
  });
});

test('disconnect ends the scope, and may be repeated', async () => {
  const disconnect = () => box.kommo.call('DELETE', `${channel.id}/disconnect`, { account_id: account.amojoId });
  const first = await disconnect();
  expect([first.status, first.text]).toEqual([200, '']);
  expect((await box.kommo.send(incoming('Hello'))).status).toBe(404);
  expect((await disconnect()).status).toBe(200);
  await box.assume({ 'double-disconnect': 'refuse-404' });
  expect((await disconnect()).status).toBe(404);
});

describe('create chat', () => {
  const user = { id: 'person-1', name: 'Ana', profile: { phone: '+15550100001' } };
  const create = (body: object) => box.kommo.call('POST', `${SCOPE}/chats`, body);

  test('answers with the same chat again', async () => {
    const body = { conversation_id: 'chat-1', source: { external_id: 'line 1' }, user };
    const first = await create(body);
    expect(first.json).toMatchObject({ user: { client_id: 'person-1', name: 'Ana', phone: '15550100001' } });
    expect((await create(body)).json).toEqual(first.json);
    const sent = await box.kommo.send(incoming('Hello'));
    expect(pick(sent, 'new_message', 'conversation_id')).toBe(pick(first, 'id'));
    expect(pick(sent, 'new_message', 'sender_id')).toBe(pick(first, 'user', 'id'));
    expect((await box.state()).kommo.chats).toMatchObject([{ clientId: 'chat-1', sourceExternalId: 'line 1' }]);
  });

  test('is strict about the user unless told otherwise', async () => {
    const nameless = { conversation_id: 'chat-1', user: { ref_id: users[0].id } };
    expect((await create(nameless)).text).toContain('user.id: required');
    await box.assume({ 'create-chat-user': 'lenient' });
    expect((await create(nameless)).status).toBe(200);
  });
});

describe('delivery status', () => {
  let messageId: string;
  beforeEach(async () => {
    const sent = await box.kommo.send(incoming('Hello'));
    messageId = pick(await box.managerWrites(pick(sent, 'new_message', 'conversation_id'), 'Hi'), 'id');
  });
  const report = async (body: object): Promise<number> => (await box.kommo.status(messageId, body)).status;
  const shown = async () => (await box.state()).kommo.chats[0]?.messages.find(({ id }) => id === messageId);

  test('goes forward only', async () => {
    expect((await shown())?.status).toBe('sent');
    expect(await report({ status_code: 2 })).toBe(200);
    expect(await report({ status_code: 1 })).toBe(200);
    expect(await report({ status_code: -1, error_code: 905, error: 'late' })).toBe(200);
    expect(await shown()).toMatchObject({ status: 'read', error: null });
    const reports = (await box.journal()).filter(({ operation }) => operation === 'delivery-status');
    expect(reports.map(({ stored }) => stored)).toEqual([true, false, false]);
  });

  test('a failure is shown, and gives way to a proof of delivery', async () => {
    expect(await report({ status_code: -1, error_code: 905, error: 'Number not reachable' })).toBe(200);
    expect(await shown()).toMatchObject({ status: 'failed', error: { code: 905, text: 'Number not reachable' } });
    expect(await report({ delivery_status: 1, error_code: null, error: null })).toBe(200);
    expect(await shown()).toMatchObject({ status: 'delivered', error: null });
  });

  test('refuses what the sheet does not list', async () => {
    expect(await report({})).toBe(400);
    expect(await report({ status_code: 0 })).toBe(400);
    expect(await report({ status_code: '1' })).toBe(400);
    expect(await report({ status_code: -1 })).toBe(400);
    expect(await report({ status_code: -1, error_code: 900, error: 'x' })).toBe(400);
    expect(await report({ status_code: 1, error_code: 905, error: 'x' })).toBe(400);
    await box.assume({ 'delivery-status-field': 'status_code-only', 'delivery-error-without-failure': 'ignore' });
    expect(await report({ delivery_status: 1 })).toBe(400);
    expect(await report({ status_code: 1, error_code: 905, error: 'x' })).toBe(200);
  });

  test("knows Kommo's own message ids only", async () => {
    const answer = await box.kommo.status('my-own-id', { status_code: 1 });
    expect(answer.status).toBe(404);
    expect(answer.json).toMatchObject({ status: 0, error_code: 404 });
  });

  test('own ids and steps back are taken if told so', async () => {
    await box.assume({ 'delivery-status-own-id': 'accept', 'delivery-status-backwards': 'refuse-400' });
    await box.kommo.send(outgoing('import', users[0].id, { msgid: 'own-1' }));
    expect((await box.kommo.status('own-1', { status_code: 2 })).status).toBe(200);
    expect((await box.kommo.status('own-1', { status_code: 1 })).status).toBe(400);
    await box.assume({ 'delivery-status-backwards': 'accept' });
    await box.kommo.status('own-1', { status_code: 1 });
    const messages = (await box.state()).kommo.chats[0]?.messages ?? [];
    expect(messages.find(({ clientId }) => clientId === 'own-1')?.status).toBe('delivered');
  });

  test('answers {} if told so', async () => {
    await box.assume({ 'success-body': '{}' });
    expect((await box.kommo.status(messageId, { status_code: 1 })).text).toBe('{}');
  });
});

describe('history', () => {
  test('shows pages, newest first', async () => {
    let chatId = '';
    for (let n = 1; n <= 5; n += 1) {
      const sent = await box.kommo.send(
        incoming(`m${String(n)}`, { msgid: `id-${String(n)}`, msec_timestamp: n * 1000 }),
      );
      chatId = pick(sent, 'new_message', 'conversation_id');
    }
    await box.kommo.send(outgoing('answer', users[0].id, { msec_timestamp: 2500 }));
    const texts = async (query: string): Promise<unknown> => {
      const { json } = await box.kommo.history(chatId, query);
      return (json as { messages: { message: { text: string } }[] }).messages.map(({ message }) => message.text);
    };
    expect(await texts('')).toEqual(['m5', 'm4', 'm3', 'answer', 'm2', 'm1']);
    expect(await texts('?offset=1&limit=3')).toEqual(['m4', 'm3', 'answer']);
    expect((await box.kommo.history(chatId, '?offset=6')).status).toBe(204);
    expect((await box.kommo.history(chatId, '?limit=51')).status).toBe(400);
    expect((await box.kommo.history(chatId, '?limit=many')).status).toBe(400);
    await box.assume({ 'history-limit-over-50': 'cut' });
    expect(await texts('?limit=51')).toHaveLength(6);
    const [first] = ((await box.kommo.history(chatId, '?offset=3&limit=1')).json as { messages: object[] }).messages;
    expect(first).toMatchObject({
      msec_timestamp: 2500,
      sender: { id: users[0].id, name: 'Maria Souza' },
      receiver: { client_id: 'person-1', name: 'Ana' },
      message: { type: 'text', text: 'answer', media: '', file_size: 0 },
    });
  });

  test('is empty for unknown chats, and lags if told so', async () => {
    const unknown = await box.kommo.history('00000000-0000-4000-8000-000000000000');
    expect([unknown.status, unknown.text]).toEqual([204, '']);
    await box.assume({ 'history-lag-ms': 60_000 });
    const chatId = pick(await box.kommo.send(incoming('Hello')), 'new_message', 'conversation_id');
    expect((await box.kommo.history(chatId)).status).toBe(204);
    await box.control('PUT', '/clock', { offsetMs: 61_000 });
    const signing = { date: new Date(Date.now() + 61_000).toUTCString() };
    const later = await box.kommo.call('GET', `${SCOPE}/chats/${chatId}/history`, undefined, signing);
    expect(later.status).toBe(200);
  });
});

test('typing and reactions are taken', async () => {
  await box.kommo.send(incoming('Hello', { msgid: 'm-1' }));
  const typing = { conversation_id: 'chat-1', sender: { id: 'person-1' } };
  expect((await box.kommo.call('POST', `${SCOPE}/typing`, typing)).status).toBe(204);
  const react = { conversation_id: 'chat-1', msgid: 'm-1', user: { id: 'person-1' }, type: 'react', emoji: '😍' };
  expect((await box.kommo.call('POST', `${SCOPE}/react`, react)).status).toBe(200);
  expect((await box.kommo.call('POST', `${SCOPE}/react`, { ...react, msgid: 'm-2' })).status).toBe(404);
  expect((await box.kommo.call('POST', `${SCOPE}/react`, { ...react, emoji: undefined })).status).toBe(400);
});

test('the rate is limited if told so', async () => {
  await box.assume({ 'rate-limit-per-second': 2 });
  const answers = [await box.kommo.connect(), await box.kommo.connect(), await box.kommo.connect()];
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
  expect(answers[2]?.json).toMatchObject({ title: 'Too Many Requests', retry_after: 1 });
});
