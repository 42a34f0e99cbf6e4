import { createHttpClient, type ClosableHttpClient } from '../../src/http/undici-client';
import { createChatApi } from '../../src/kommo/chat-api';
import { parseHook } from '../../src/kommo/hooks';
import { asAmojoChatId, asAmojoMessageId, asAmojoParticipantId } from '../../src/kommo/ids';
import { verifyWebhook } from '../../src/kommo/signing';
import type { Answer, ChatApi, ChatApiOptions, IncomingMessage } from '../../src/kommo/types';
import { asScopeId } from '../../src/model/ids';
import { SANDBOX } from '../../src/sandbox/credentials';
import { startTestSandbox, type TestSandbox } from '../http/running-sandbox';

const { account, channel, users } = SANDBOX.kommo;
const SCOPE = asScopeId(`${channel.id}_${account.amojoId}`);
const NOBODY = '5a0db0c5-0000-4000-8000-00000000ffff';

let sandbox: TestSandbox;
let http: ClosableHttpClient;
let api: ChatApi;
let options: ChatApiOptions;

beforeAll(async () => {
  sandbox = await startTestSandbox();
  http = createHttpClient();
  options = {
    http,
    clock: { now: () => Date.now() },
    origin: sandbox.url,
    channelId: channel.id,
    secret: channel.secret,
    timeoutMs: 1_000,
  };
  api = createChatApi(options);
});
afterAll(async () => {
  await sandbox.close();
  await http.close();
});
beforeEach(async () => {
  await sandbox.reset();
  accepted(await api.connect({ accountAmojoId: account.amojoId, title: 'Courier' }));
});

function accepted<Value>(answer: Answer<Value>): Value {
  if (answer.kind !== 'accepted') throw new Error(`${answer.kind}: ${answer.text}`);
  return answer.value;
}

const message = (msgid: string, more: Partial<IncomingMessage> = {}): IncomingMessage => ({
  direction: 'incoming',
  msgid,
  conversationId: 'chat-1',
  at: Date.now(),
  sender: { id: 'ana', name: 'Ana Lima', profileLink: 'https://t.me/ana_lima' },
  content: { type: 'text', text: 'Olá 👋' },
  ...more,
});

const inbox = async () => (await sandbox.state()).kommo.chats[0]?.messages.map(({ clientId }) => clientId) ?? [];

describe('connecting', () => {
  it('answers with the scope, and can be repeated', async () => {
    const again = await api.connect({ accountAmojoId: account.amojoId, title: 'Courier' });
    expect(accepted(again).scopeId).toBe(SCOPE);
  });

  it('is refused for an account that is not on the list', async () => {
    expect(await api.connect({ accountAmojoId: NOBODY, title: 'Courier' })).toMatchObject({
      kind: 'refused',
      status: 403,
      reason: 'not-connected',
    });
  });

  it('is refused with a wrong secret', async () => {
    const stranger = createChatApi({ ...options, secret: 'wrong' });
    expect(await stranger.connect({ accountAmojoId: account.amojoId, title: 'x' })).toMatchObject({
      kind: 'refused',
      status: 403,
      reason: 'signature',
    });
  });

  it('is refused when our clock is 16 minutes late', async () => {
    const late = createChatApi({ ...options, clock: { now: () => Date.now() - 16 * 60_000 } });
    expect(await late.connect({ accountAmojoId: account.amojoId, title: 'x' })).toMatchObject({ reason: 'signature' });
  });

  it('is refused for a channel that is not registered', async () => {
    const other = createChatApi({ ...options, channelId: NOBODY });
    expect(await other.connect({ accountAmojoId: account.amojoId, title: 'x' })).toMatchObject({
      status: 404,
      reason: 'not-connected',
    });
  });

  it.each(['empty', '{}'])('can be undone, with a body that is %s', async (body) => {
    await sandbox.assume({ 'success-body': body });
    expect(accepted(await api.disconnect(account.amojoId))).toBeNull();
    expect(accepted(await api.disconnect(account.amojoId))).toBeNull();
    expect(await api.sendMessage(SCOPE, message('m-1'))).toMatchObject({ kind: 'refused', reason: 'not-connected' });
  });
});

describe('messages', () => {
  it('arrive with name, text and time', async () => {
    const at = Date.now() - 60_000;
    const stored = accepted(await api.sendMessage(SCOPE, message('m-1', { at })));
    const [chat] = (await sandbox.state()).kommo.chats;
    expect(chat).toMatchObject({
      id: stored.chatId,
      clientId: 'chat-1',
      customer: { name: 'Ana Lima', clientId: 'ana' },
    });
    expect(chat?.messages).toMatchObject([
      { id: stored.messageId, clientId: 'm-1', direction: 'incoming', text: 'Olá 👋', at, notified: true },
    ]);
    expect(stored.receiverId).toBeUndefined();
  });

  it('can be silent, name a source and quote', async () => {
    accepted(await api.sendMessage(SCOPE, message('m-1', { silent: true, sourceExternalId: 'line 1' })));
    accepted(await api.sendMessage(SCOPE, message('m-2', { silent: true, replyTo: { msgid: 'm-1' } })));
    const [chat] = (await sandbox.state()).kommo.chats;
    expect(chat?.sourceExternalId).toBe('line 1');
    expect(chat?.messages.map(({ notified }) => notified)).toEqual([false, false]);
  });

  it('go into the chat that was created before', async () => {
    const created = accepted(
      await api.createChat(SCOPE, { conversationId: 'chat-1', user: { id: 'ana', name: 'Ana Lima' } }),
    );
    const again = await api.createChat(SCOPE, { conversationId: 'chat-1', user: { id: 'ana', name: 'Ana Lima' } });
    const stored = accepted(await api.sendMessage(SCOPE, message('m-1')));
    expect(accepted(again)).toEqual(created);
    expect(stored).toMatchObject({ chatId: created.chatId, senderId: created.userId });
  });

  it('bind our id to a chat by its amojo id', async () => {
    const { chatId } = accepted(await api.sendMessage(SCOPE, message('m-1')));
    const other = message('m-2', {
      conversationId: 'chat-2',
      ...(chatId === undefined ? {} : { conversationRefId: chatId }),
    });
    expect(accepted(await api.sendMessage(SCOPE, other)).chatId).toBe(chatId);
  });

  it.each([
    ['the bot', channel.bot.id],
    ['a user', users[0].id],
  ])('are imported in the name of %s', async (_, refId) => {
    const answer = await api.sendMessage(SCOPE, {
      direction: 'outgoing',
      msgid: 'm-1',
      conversationId: 'chat-1',
      at: Date.now(),
      sender: { id: 'author', name: 'Author', refId: asAmojoParticipantId(refId) },
      receiver: { id: 'ana', name: 'Ana Lima' },
      content: { type: 'text', text: 'Hello' },
    });
    expect(accepted(answer).senderId).toBe(refId);
    expect((await sandbox.state()).kommo.chats[0]?.messages).toMatchObject([
      { direction: 'outgoing', notified: false },
    ]);
  });

  it('are refused in the name of nobody', async () => {
    const answer = await api.sendMessage(SCOPE, {
      direction: 'outgoing',
      msgid: 'm-1',
      conversationId: 'chat-1',
      at: Date.now(),
      sender: { id: 'author', name: 'Author', refId: asAmojoParticipantId(NOBODY) },
      receiver: { id: 'ana', name: 'Ana Lima' },
      content: { type: 'text', text: 'Hello' },
    });
    expect(answer).toMatchObject({ kind: 'refused', reason: 'unknown-sender' });
  });

  it('are one message when repeated', async () => {
    const first = accepted(await api.sendMessage(SCOPE, message('m-1')));
    expect(accepted(await api.sendMessage(SCOPE, message('m-1')))).toEqual(first);
    await sandbox.assume({ 'repeated-msgid': 'refuse-400' });
    expect(await api.sendMessage(SCOPE, message('m-1'))).toMatchObject({ kind: 'refused', reason: 'repeated-msgid' });
    expect(await inbox()).toEqual(['m-1']);
  });

  it('are understood with an old answer', async () => {
    await sandbox.assume({ 'response-ids': 'old' });
    const stored = accepted(await api.sendMessage(SCOPE, message('m-1')));
    expect(Object.keys(stored)).toEqual(['messageId']);
  });

  it('are refused when larger than Kommo takes', async () => {
    const answer = await api.sendMessage(
      SCOPE,
      message('m-1', { content: { type: 'text', text: 'x'.repeat(1024 * 1024) } }),
    );
    expect(answer).toMatchObject({ kind: 'refused', status: 413, reason: 'too-large' });
  });
});

describe('history', () => {
  it('finds our ids, newest first, page by page', async () => {
    let chat = asAmojoChatId('');
    for (let i = 1; i <= 3; i += 1) {
      chat = accepted(await api.sendMessage(SCOPE, message(`m-${i}`))).chatId ?? chat;
    }
    const page = async (offset: number) =>
      accepted(await api.history(SCOPE, chat, { offset, limit: 2 })).messages.map(({ msgid }) => msgid);
    expect(await page(0)).toEqual(['m-3', 'm-2']);
    expect(await page(2)).toEqual(['m-1']);
    expect(await page(4)).toEqual([]);
  });

  it('is empty for an unknown chat', async () => {
    expect(accepted(await api.history(SCOPE, asAmojoChatId(NOBODY), { offset: 0, limit: 50 })).messages).toEqual([]);
  });
});

describe('hooks and statuses', () => {
  async function managerWrites(text: string, more: object = {}) {
    accepted(await api.sendMessage(SCOPE, message('m-1')));
    await sandbox.post('/kommo/chats/chat-1/messages', { text, userId: users[0].id, ...more });
    const request = await sandbox.hook();
    const raw = Buffer.from(request.body);
    const header = request.headers['x-signature'];
    expect(request.url).toBe(`/hooks/kommo/${SCOPE}`);
    expect(verifyWebhook(raw, typeof header === 'string' ? header : undefined, channel.secret)).toBe(true);
    const hook = parseHook(raw);
    if (hook.kind !== 'message') throw new Error(`a ${hook.kind} hook`);
    return hook;
  }

  it.each(['unsigned', 'none', 'signed'])('verify with a newline that is %s', async (newline) => {
    await sandbox.assume({ 'hook-newline': newline });
    expect((await managerWrites('Bom dia')).content).toEqual({ type: 'text', text: 'Bom dia' });
  });

  it.each(['full', 'sparse'])('are read with %s optional fields', async (fields) => {
    await sandbox.assume({ 'hook-optional-fields': fields });
    expect(await managerWrites('Bom dia')).toMatchObject({
      accountAmojoId: account.amojoId,
      conversation: { clientId: 'chat-1' },
      receiver: { clientId: 'ana' },
      sender: { id: users[0].id },
      content: { type: 'text', text: 'Bom dia' },
    });
  });

  it.each([
    ['delivered', { state: 'delivered' as const }, null],
    ['read', { state: 'read' as const }, null],
    [
      'failed',
      { state: 'failed' as const, code: 905 as const, text: 'The customer has blocked the bot.' },
      { code: 905, text: 'The customer has blocked the bot.' },
    ],
  ])('are reported as %s, twice if need be', async (status, report, error) => {
    const { id } = await managerWrites('Bom dia');
    expect(accepted(await api.reportDelivery(SCOPE, id, report))).toBeNull();
    expect(accepted(await api.reportDelivery(SCOPE, id, report))).toBeNull();
    const messages = (await sandbox.state()).kommo.chats[0]?.messages;
    expect(messages?.find((entry) => entry.id === id)).toMatchObject({ status, error });
  });

  it('a status of an unknown message is refused', async () => {
    expect(await api.reportDelivery(SCOPE, asAmojoMessageId(NOBODY), { state: 'read' })).toMatchObject({
      kind: 'refused',
      reason: 'unknown-message',
    });
  });
});

describe('faults', () => {
  it.each([
    [400, { kind: 'refused', reason: 'invalid' }],
    [403, { kind: 'refused', reason: 'signature' }],
    [404, { kind: 'refused', reason: 'not-connected' }],
    [429, { kind: 'later', retryAfterMs: 7_000 }],
    [500, { kind: 'unknown' }],
    [503, { kind: 'unknown' }],
  ])('an error %d', async (status, expected) => {
    await sandbox.fault({ name: 'kommo-error', operation: 'send', status, retryAfter: 7, times: 1 });
    expect(await api.sendMessage(SCOPE, message('m-1'))).toMatchObject(expected);
    expect(await inbox()).toEqual([]);
  });

  it.each([
    ['kommo-hang', []],
    ['kommo-reset', []],
    ['kommo-drop-after-storing', ['m-1']],
  ] as const)('%s leaves the outcome unknown, and one request at Kommo', async (name, stored) => {
    await sandbox.fault({ name, operation: 'send', times: 1 });
    expect(await api.sendMessage(SCOPE, message('m-1'))).toMatchObject({ kind: 'unknown' });
    expect(await inbox()).toEqual(stored);
    expect((await sandbox.journal('kommo')).filter(({ operation }) => operation === 'send')).toHaveLength(1);
    accepted(await api.sendMessage(SCOPE, message('m-1')));
    expect(await inbox()).toEqual(['m-1']);
  });

  it('an answer later than the time-out leaves the outcome unknown', async () => {
    await sandbox.fault({ name: 'kommo-latency', operation: 'send', ms: 3_000, times: 1 });
    expect(await api.sendMessage(SCOPE, message('m-1'))).toMatchObject({ kind: 'unknown' });
    expect(await inbox()).toEqual(['m-1']);
  });
});
