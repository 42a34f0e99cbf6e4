import { createHmac } from 'node:crypto';
import { SANDBOX } from '../../src/sandbox/credentials';
import { Harness } from './support/harness';
import { eventually, pick } from './support/http';
import { incoming, SCOPE } from './support/kommo-caller';

const { channel, account, users } = SANDBOX.kommo;

let box: Harness;
let chatId: string;
beforeEach(async () => {
  box = await Harness.start();
  await box.kommo.connect();
  const person = { id: 'person-1', name: 'Ana', profile: { phone: '+15550100001' } };
  chatId = pick(await box.kommo.send(incoming('Hello', { sender: person })), 'new_message', 'conversation_id');
});
afterEach(() => box.stop());

const hmac = (data: string): string => createHmac('sha1', channel.secret).update(data).digest('hex');
const hookOf = async (text: string) =>
  eventually(async () => {
    const messages = (await box.state()).kommo.chats[0]?.messages ?? [];
    return messages.find((message) => message.text === text)?.hook ?? undefined;
  });

test('a hook has the fields of the sheet and ends with an unsigned newline', async () => {
  const written = await box.managerWrites(chatId, 'Bom dia 👋', { timestampMs: 1_790_000_000_123 });
  expect(written.json).toMatchObject({ direction: 'outgoing', author: 'Maria Souza', status: 'sent', hook: null });
  const [hook] = await box.courier.until(1);
  expect(hook?.path).toBe(`/hooks/kommo/${SCOPE}`);
  expect(hook?.headers).toMatchObject({ 'user-agent': 'amoCRM amoJo/1.0', 'content-type': 'application/json' });
  expect(hook?.raw.endsWith('}\n')).toBe(true);
  expect(hook?.headers['x-signature']).toBe(hmac(hook?.raw.trimEnd() ?? ''));
  expect(hook?.json).toEqual({
    account_id: account.amojoId,
    time: expect.any(Number) as number,
    message: {
      receiver: {
        id: expect.any(String) as string,
        client_id: 'person-1',
        phone: '15550100001',
        email: '',
        name: 'Ana',
      },
      sender: { id: users[0].id, name: 'Maria Souza' },
      conversation: { id: chatId, client_id: 'chat-1' },
      timestamp: 1_790_000_000,
      msec_timestamp: 1_790_000_000_123,
      message: {
        id: pick(written, 'id'),
        type: 'text',
        text: 'Bom dia 👋',
        markup: null,
        tag: '',
        media: '',
        thumbnail: '',
        file_name: '',
        file_size: 0,
      },
    },
  });
  expect(await hookOf('Bom dia 👋')).toMatchObject({ status: 200, error: null });
});

test.each([
  ['none', (raw: string) => [!raw.endsWith('\n'), hmac(raw)]],
  ['signed', (raw: string) => [raw.endsWith('\n'), hmac(raw)]],
] as const)('the newline can be %s', async (value, expected) => {
  await box.assume({ 'hook-newline': value });
  await box.managerWrites(chatId, 'Hi');
  const [hook] = await box.courier.until(1);
  expect([true, hook?.headers['x-signature']]).toEqual(expected(hook?.raw ?? ''));
});

test('optional fields can be left out, and the source comes along', async () => {
  await box.assume({ 'hook-optional-fields': 'sparse' });
  await box.kommo.send(incoming('from line 1', { source: { external_id: 'line 1' } }));
  await box.managerWrites('chat-1', 'Hi', { type: 'hologram' });
  const { message } = (await box.courier.until(1))[0]?.json as { message: Record<string, object> };
  expect(Object.keys(message.receiver ?? {})).toEqual(['id', 'client_id']);
  expect(message.source).toEqual({ external_id: 'line 1' });
  expect(message.message).toEqual({ id: expect.any(String) as string, type: 'hologram', text: 'Hi' });
});

test('a hook is sent once, whatever the answer', async () => {
  box.courier.answer = () => 500;
  await box.managerWrites(chatId, 'lost');
  expect(await hookOf('lost')).toMatchObject({ status: 500, error: 'answered 500, not 200' });
  box.courier.answer = () => 200;
  await box.managerWrites(chatId, 'next');
  await hookOf('next');
  expect(box.courier.received).toHaveLength(2);
  const hooks = (await box.journal()).filter(({ operation }) => operation === 'hook');
  expect(hooks).toMatchObject([
    { direction: 'out', chat: chatId, status: 500, stored: false },
    { direction: 'out', chat: chatId, status: 200, stored: true },
  ]);
});

test('after five seconds without an answer the hook is lost', async () => {
  box.courier.answer = () => new Promise<number>(() => undefined);
  await box.managerWrites(chatId, 'slow');
  const hook = await hookOf('slow');
  expect(hook).toMatchObject({ status: null, error: 'Read timeout expired' });
  expect(hook.ms).toBeGreaterThanOrEqual(4900);
  expect(hook.ms).toBeLessThan(6500);
});

test('nobody there is a lost hook too', async () => {
  await box.control('PATCH', `/kommo/channels/${channel.id}`, { hookUrl: 'http://127.0.0.1:1/:scope_id' });
  await box.managerWrites(chatId, 'nobody');
  expect(await hookOf('nobody')).toMatchObject({ status: null, error: 'Connection refused' });
  const entry = (await box.journal()).at(-1);
  expect(entry).toMatchObject({ operation: 'hook', status: null, answer: 'Connection refused', stored: false });
  expect(entry?.endedAt).not.toBeNull();
});

test('hooks of one chat do not wait for each other', async () => {
  let release = (): void => undefined;
  const held = new Promise<number>((resolve) => (release = () => resolve(200)));
  box.courier.answer = (_hook, index) => (index === 0 ? held : 200);
  await box.managerWrites(chatId, 'first');
  await box.courier.until(1);
  await box.managerWrites(chatId, 'second');
  expect(await hookOf('second')).toMatchObject({ status: 200 });
  release();
  expect(await hookOf('first')).toMatchObject({ status: 200 });
});

test('repeat sends the very same hook again beside it', async () => {
  await box.managerWrites(chatId, 'thrice', { repeat: 2 });
  const received = await box.courier.until(3);
  expect(new Set(received.map(({ raw }) => raw)).size).toBe(1);
});

test('any JSON can be sent as a hook', async () => {
  const sent = await box.control('POST', `/kommo/chats/${chatId}/raw-hook`, { message: null });
  expect(sent.json).toMatchObject({ status: 200 });
  expect(box.courier.received[0]?.raw).toBe('{"message":null}\n');
});
