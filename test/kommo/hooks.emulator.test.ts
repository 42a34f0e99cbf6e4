import { createHttpClient, type ClosableHttpClient } from '../../src/http/undici-client';
import { createChatApi } from '../../src/kommo/chat-api';
import { parseHook, type KommoHook } from '../../src/kommo/hooks';
import { verifyWebhook } from '../../src/kommo/signing';
import type { ChatApi, KommoContent } from '../../src/kommo/types';
import { asScopeId } from '../../src/model/ids';
import { SANDBOX } from '../../src/sandbox/credentials';
import { startTestSandbox, type TestSandbox } from '../http/running-sandbox';

const { account, channel, users } = SANDBOX.kommo;
const SCOPE = asScopeId(`${channel.id}_${account.amojoId}`);
const [maria] = users;

let sandbox: TestSandbox;
let http: ClosableHttpClient;
let api: ChatApi;

beforeAll(async () => {
  sandbox = await startTestSandbox();
  http = createHttpClient();
  api = createChatApi({
    http,
    clock: { now: () => Date.now() },
    origin: sandbox.url,
    channelId: channel.id,
    secret: channel.secret,
  });
});
afterAll(async () => {
  await sandbox.close();
  await http.close();
});
beforeEach(async () => {
  await sandbox.reset();
  await api.connect({ accountAmojoId: account.amojoId, title: 'Courier' });
  await customerSays('m-1', { type: 'text', text: 'How much?' });
});

async function customerSays(msgid: string, content: KommoContent): Promise<void> {
  const answer = await api.sendMessage(SCOPE, {
    direction: 'incoming',
    msgid,
    conversationId: 'chat-1',
    at: Date.now(),
    sender: { id: 'ana', name: 'Ana Lima' },
    content,
  });
  if (answer.kind !== 'accepted') throw new Error(`${answer.kind}: ${answer.text}`);
}

const customersId = async () => (await sandbox.state()).kommo.chats[0]?.messages[0]?.id ?? '';

/** The next webhook of the kind, verified and read. */
async function hook<Kind extends KommoHook['kind']>(kind: Kind): Promise<Extract<KommoHook, { kind: Kind }>> {
  const request = await sandbox.hook();
  const raw = Buffer.from(request.body);
  const header = request.headers['x-signature'];
  expect(verifyWebhook(raw, typeof header === 'string' ? header : undefined, channel.secret)).toBe(true);
  const read = parseHook(raw);
  if (read.kind !== kind) throw new Error(`a ${read.kind} hook`);
  return read as Extract<KommoHook, { kind: Kind }>;
}

async function managerWrites(message: object) {
  await sandbox.post('/kommo/chats/chat-1/messages', { userId: maria.id, ...message });
  return hook('message');
}

async function upload(name: string, type: string): Promise<string> {
  const query = new URLSearchParams({ name, type }).toString();
  const response = await fetch(`${sandbox.url}/control/files?${query}`, { method: 'POST', body: `bytes of ${name}` });
  if (!response.ok) throw new Error(`the file was not taken: ${response.status} ${await response.text()}`);
  return ((await response.json()) as { id: string }).id;
}

describe.each(['full', 'sparse', 'null'])('hooks with %s optional fields', (fields) => {
  beforeEach(() => sandbox.assume({ 'hook-optional-fields': fields }));

  it.each([
    ['order.pdf', 'application/pdf', 'file'],
    ['cat.jpg', 'image/jpeg', 'picture'],
    ['cat.mp4', 'video/mp4', 'video'],
    ['note.ogg', 'audio/ogg', 'voice'],
    ['song.mp3', 'audio/mpeg', 'audio'],
    ['cat.webp', 'image/webp', 'sticker'],
  ])('%s can be fetched where the hook says', async (name, mimeType, type) => {
    const file = await upload(name, mimeType);
    const { content, leftOut } = await managerWrites({ file, type, text: 'Look' });
    expect(content).toMatchObject({ type, caption: 'Look', file: { name } });
    expect(leftOut).toBeUndefined();
    if (!('file' in content)) throw new Error('no file');
    expect(await (await fetch(content.file.reference)).text()).toBe(`bytes of ${name}`);
  });

  it('buttons and templates are read', async () => {
    const template = {
      id: 7103,
      externalId: 'my_tpl',
      content: 'Order {{id}}',
      params: [{ key: '{{id}}', value: '7' }],
    };
    const buttons = [[{ text: 'Yes' }, { text: 'No' }], [{ text: 'Later' }]];
    expect(await managerWrites({ text: 'Order 7', buttons, template })).toMatchObject({
      content: { type: 'text', text: 'Order 7', buttons, template },
    });
  });

  it('buttons that are links are read', async () => {
    const buttons = [[{ text: 'Site', url: 'https://example.com' }]];
    expect((await managerWrites({ text: 'See', buttons })).content).toEqual({ type: 'text', text: 'See', buttons });
  });

  it('a list message is read', async () => {
    const list = {
      header: 'Pizza',
      body: 'Which size?',
      footer: 'Thanks',
      button: 'Choose',
      sections: [{ title: 'Sizes', rows: [{ callbackData: 's', title: 'Small', description: 'For one' }] }],
    };
    const { content } = await managerWrites({ list });
    expect(content).toMatchObject({ type: 'text', text: 'Which size?', list: { button: 'Choose' } });
    expect(content.list?.sections).toEqual([
      { title: 'Sizes', rows: [{ data: 's', title: 'Small', description: 'For one' }] },
    ]);
  });

  it('a quote names the message by both ids', async () => {
    const id = await customersId();
    expect(await managerWrites({ text: 'Ten', replyTo: id })).toMatchObject({
      content: { type: 'text', text: 'Ten', replyTo: { kommoId: id, messageId: 'm-1', text: 'How much?' } },
    });
  });

  it('a forward without words is the message', async () => {
    const { content } = await managerWrites({ forward: await customersId() });
    expect(content).toMatchObject({ type: 'text', text: 'How much?' });
    expect(content.forwarded).toBeDefined();
  });

  it('a chat that a manager starts has a number, and none of our ids', async () => {
    const started = { scopeId: SCOPE, phone: '+15550100077', name: 'Bia', userId: maria.id, text: 'Hello' };
    await sandbox.post('/kommo/write-first', started);
    const read = await hook('message');
    expect(read.conversation).toEqual({ id: expect.any(String) as string });
    expect(read.receiver.clientId).toBeUndefined();
    expect(read).toMatchObject({ receiver: { phone: expect.stringMatching(/^\+?15550100077$/) as string } });
    expect(read.content).toEqual({ type: 'text', text: 'Hello' });
  });

  it('typing names the chat', async () => {
    await sandbox.post('/kommo/chats/chat-1/typing', { userId: maria.id });
    expect(await hook('typing')).toMatchObject({ conversation: { clientId: 'chat-1' }, userId: maria.id });
  });

  it('a reaction names the message, and is taken back without an emoji', async () => {
    const id = await customersId();
    await sandbox.post(`/kommo/chats/chat-1/messages/${id}/reaction`, { userId: maria.id, emoji: '😍' });
    expect(await hook('reaction')).toMatchObject({ message: { id }, userId: maria.id, emoji: '😍' });
    await sandbox.post(`/kommo/chats/chat-1/messages/${id}/reaction`, { userId: maria.id, emoji: null });
    expect(await hook('reaction')).toMatchObject({ message: { id }, emoji: null });
  });
});

it('pieces of an album come as messages with one name', async () => {
  const files = [await upload('1.jpg', 'image/jpeg'), await upload('2.jpg', 'image/jpeg')];
  await sandbox.post('/kommo/chats/chat-1/attachments', { files, userId: maria.id, text: 'Both' });
  const pieces = [await hook('message'), await hook('message')];
  expect(pieces.map(({ content }) => content.type)).toEqual(['picture', 'picture']);
  const [first, second] = pieces.map(({ content }) => content.album);
  expect(first).toEqual(expect.any(String));
  expect(second).toBe(first);
});
