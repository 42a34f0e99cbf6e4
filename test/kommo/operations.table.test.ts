import { createHttpClient, type ClosableHttpClient } from '../../src/http/undici-client';
import { createChatApi } from '../../src/kommo/chat-api';
import { asAmojoChatId, asAmojoMessageId, asAmojoParticipantId } from '../../src/kommo/ids';
import type { Answer, ChatApi, ChatApiOptions, IncomingMessage } from '../../src/kommo/types';
import { asScopeId } from '../../src/model/ids';
import { SANDBOX } from '../../src/sandbox/credentials';
import { startTestSandbox, type TestSandbox } from '../http/running-sandbox';
import { replyWith, startThrowawayServer, type ThrowawayServer } from '../http/throwaway-server';

const { account, channel, users } = SANDBOX.kommo;
const SCOPE = asScopeId(`${channel.id}_${account.amojoId}`);
const NOBODY = '5a0db0c5-0000-4000-8000-00000000ffff';
const POST = { url: 'https://example.org/posts/1' };
const ANA = { id: 'ana', name: 'Ana Lima' };

/** What calls need: in the emulator the chat and the messages are there. */
interface There {
  readonly chatId: string;
  /** amojo's id of the customer's message. */
  readonly incomingId: string;
  /** amojo's id of a message that a manager wrote. */
  readonly managersId: string;
}

const text = (msgid: string): IncomingMessage => ({
  direction: 'incoming',
  msgid,
  conversationId: 'chat-1',
  at: 1793697300123,
  sender: ANA,
  content: { type: 'text', text: 'Hello' },
});

/** Every operation of kommo-chat-api.md §6, as it is made when all is well. */
const OPERATIONS = {
  connect: (api) => api.connect({ accountAmojoId: account.amojoId, title: 'Courier' }),
  disconnect: (api) => api.disconnect(account.amojoId),
  createChat: (api) => api.createChat(SCOPE, { conversationId: 'chat-2', user: ANA }),
  send: (api) => api.sendMessage(SCOPE, text('m-2')),
  import: (api) =>
    api.sendMessage(SCOPE, {
      ...text('m-2'),
      direction: 'outgoing',
      sender: { id: 'maria', name: 'Maria', refId: asAmojoParticipantId(users[0].id) },
      receiver: ANA,
    }),
  edit: (api) =>
    api.editMessage(SCOPE, {
      msgid: 'm-1',
      conversationId: 'chat-1',
      at: 1793697300123,
      content: { type: 'text', text: 'Hello!' },
    }),
  deliveryStatus: (api, { managersId }) => api.reportDelivery(SCOPE, asAmojoMessageId(managersId), { state: 'read' }),
  history: (api, { chatId }) => api.history(SCOPE, asAmojoChatId(chatId), { offset: 0, limit: 50 }),
  typing: (api) => api.typing(SCOPE, { conversationId: 'chat-1', senderId: 'ana', durationMs: 5_000 }),
  react: (api) => api.react(SCOPE, reaction('😍')),
} satisfies Record<string, (api: ChatApi, there: There) => Promise<Answer<unknown>>>;

type Operation = keyof typeof OPERATIONS;
const ALL = Object.keys(OPERATIONS) as Operation[];
const OF_THE_CHANNEL: readonly Operation[] = ['connect', 'disconnect'];

function reaction(emoji: string | null, msgid = 'm-1') {
  return { conversationId: 'chat-1', message: { msgid }, user: { id: 'ana' }, emoji };
}

const accepted = { kind: 'accepted' };
const refusedByUs = { kind: 'refused', status: null, reason: 'invalid' };
const refused = (status: number, reason: string) => ({ kind: 'refused', status, reason });

let http: ClosableHttpClient;
beforeAll(() => {
  http = createHttpClient();
});
afterAll(() => http.close());

const clientOf = (origin: string, more: Partial<ChatApiOptions> = {}): ChatApi =>
  createChatApi({
    http,
    clock: { now: () => Date.now() },
    origin,
    channelId: channel.id,
    secret: channel.secret,
    timeoutMs: 1_000,
    ...more,
  });

describe('against the emulator', () => {
  let sandbox: TestSandbox;
  let api: ChatApi;
  let there: There;

  beforeAll(async () => {
    sandbox = await startTestSandbox();
    api = clientOf(sandbox.url);
  });
  afterAll(() => sandbox.close());
  beforeEach(async () => {
    await sandbox.reset();
    await OPERATIONS.connect(api);
    await api.sendMessage(SCOPE, text('m-1'));
    await sandbox.post('/kommo/chats/chat-1/messages', { text: 'Good day', userId: users[0].id });
    const [chat] = (await sandbox.state()).kommo.chats;
    const idOf = (direction: string) => chat?.messages.find((message) => message.direction === direction)?.id ?? '';
    there = { chatId: chat?.id ?? '', incomingId: idOf('incoming'), managersId: idOf('outgoing') };
  });

  type Row = readonly [operation: Operation, when: string, act: () => Promise<Answer<unknown>>, expected: object];
  const ok = (operation: Operation): Promise<Answer<unknown>> => OPERATIONS[operation](api, there);
  const after = async (readings: Record<string, string>, operation: Operation) => {
    await sandbox.assume(readings);
    return ok(operation);
  };

  const successes: readonly Row[] = [
    ['connect', 'the first time and again', () => ok('connect'), { ...accepted, value: { scopeId: SCOPE } }],
    ['disconnect', 'with an empty answer', () => after({ 'success-body': 'empty' }, 'disconnect'), accepted],
    ['disconnect', 'with {}', () => after({ 'success-body': '{}' }, 'disconnect'), accepted],
    ['createChat', 'a new one', () => ok('createChat'), { value: { chatId: expect.any(String) as string } }],
    [
      'createChat',
      'one that there is, with all that is known of the customer',
      () =>
        api.createChat(SCOPE, {
          conversationId: 'chat-1',
          sourceExternalId: 'line 1',
          user: {
            ...ANA,
            phone: '+15550100042',
            email: 'ana@example.com',
            avatar: 'https://example.com/a.png',
            profileLink: 'https://example.com/ana',
          },
        }),
      accepted,
    ],
    ['send', 'an incoming message', () => ok('send'), { value: { messageId: expect.any(String) as string } }],
    [
      'send',
      'a comment under a post that shares another',
      () =>
        api.sendMessage(SCOPE, {
          ...text('m-2'),
          content: {
            type: 'text',
            text: 'This one?',
            sharedPost: { ...POST, siteName: 'Shop', previewLink: POST.url },
          },
          post: { ...POST, id: 'post-1', username: 'shop', caption: 'New', previewPermalink: POST.url },
        }),
      accepted,
    ],
    [
      'edit',
      'of a comment, which stays one',
      async () => {
        await api.sendMessage(SCOPE, { ...text('m-1b'), post: { ...POST, id: 'post-1' } });
        return api.editMessage(SCOPE, {
          msgid: 'm-1b',
          conversationId: 'chat-1',
          at: 1793697300123,
          content: { type: 'text', text: 'Hello!', sharedPost: POST },
        });
      },
      accepted,
    ],
    ['import', 'in the name of a user', () => ok('import'), { value: { senderId: users[0].id } }],
    ['edit', 'by our id', () => ok('edit'), { ...accepted, value: {} }],
    [
      'edit',
      "by amojo's id",
      () =>
        api.editMessage(SCOPE, {
          id: asAmojoMessageId(there.incomingId),
          conversationId: 'chat-1',
          at: 1793697300123,
          content: { type: 'text', text: 'Hello!' },
        }),
      accepted,
    ],
    [
      'edit',
      'of a message of Kommo, which gets our id',
      () =>
        api.editMessage(SCOPE, {
          msgid: 'own-of-managers',
          id: asAmojoMessageId(there.managersId),
          conversationId: 'chat-1',
          at: 1793697300123,
          content: { type: 'text', text: 'Good day!' },
        }),
      accepted,
    ],
    ['deliveryStatus', 'with an empty answer', () => after({ 'success-body': 'empty' }, 'deliveryStatus'), accepted],
    ['deliveryStatus', 'with {}', () => after({ 'success-body': '{}' }, 'deliveryStatus'), accepted],
    [
      'history',
      'with messages',
      () => ok('history'),
      { value: { messages: [{ text: 'Good day' }, { msgid: 'm-1' }] } },
    ],
    [
      'history',
      'of nothing: 204',
      () => api.history(SCOPE, asAmojoChatId(NOBODY), { offset: 0, limit: 50 }),
      { ...accepted, value: { messages: [] } },
    ],
    ['typing', '204', () => ok('typing'), { ...accepted, value: null }],
    ['react', 'with an empty answer', () => after({ 'success-body': 'empty' }, 'react'), { ...accepted, value: null }],
    ['react', 'with {}', () => after({ 'success-body': '{}' }, 'react'), { ...accepted, value: null }],
    ['react', 'to take it back', () => api.react(SCOPE, reaction(null)), { ...accepted, value: null }],
    [
      'react',
      'as a manager',
      () => api.react(SCOPE, { ...reaction('👍'), user: { refId: asAmojoParticipantId(users[0].id) } }),
      accepted,
    ],
  ];

  const failures: readonly Row[] = [
    [
      'connect',
      'an account that is not on the list',
      () => api.connect({ accountAmojoId: NOBODY, title: 'x' }),
      refused(403, 'not-connected'),
    ],
    [
      'createChat',
      'in the scope of an account that is not connected',
      () => api.createChat(asScopeId(`${channel.id}_${NOBODY}`), { conversationId: 'c', user: ANA }),
      refused(404, 'not-connected'),
    ],
    [
      'import',
      'in the name of nobody',
      () =>
        api.sendMessage(SCOPE, {
          ...text('m-2'),
          direction: 'outgoing',
          sender: { id: 'x', name: 'x', refId: asAmojoParticipantId(NOBODY) },
          receiver: ANA,
        }),
      refused(400, 'unknown-sender'),
    ],
    [
      'send',
      'a msgid that is there',
      async () => {
        await sandbox.assume({ 'repeated-msgid': 'refuse-400' });
        return api.sendMessage(SCOPE, text('m-1'));
      },
      refused(400, 'repeated-msgid'),
    ],
    [
      'send',
      'a quote of nothing',
      () => api.sendMessage(SCOPE, { ...text('m-2'), replyTo: { id: asAmojoMessageId(NOBODY) } }),
      refused(400, 'invalid'),
    ],
    [
      'send',
      'a comment under a post without an id',
      () => api.sendMessage(SCOPE, { ...text('m-2'), post: { ...POST, id: '' } }),
      refusedByUs,
    ],
    [
      'send',
      'a post at no address',
      () =>
        api.sendMessage(SCOPE, { ...text('m-2'), content: { type: 'text', text: 'x', sharedPost: { url: 'here' } } }),
      refusedByUs,
    ],
    [
      'edit',
      'of nothing',
      () =>
        api.editMessage(SCOPE, {
          msgid: 'nothing',
          conversationId: 'chat-1',
          at: 1793697300123,
          content: { type: 'text', text: 'x' },
        }),
      refused(400, 'invalid'),
    ],
    [
      'deliveryStatus',
      'of nothing',
      () => api.reportDelivery(SCOPE, asAmojoMessageId(NOBODY), { state: 'delivered' }),
      refused(404, 'unknown-message'),
    ],
    [
      'typing',
      'in no chat',
      () => api.typing(SCOPE, { conversationId: 'nowhere', senderId: 'ana' }),
      refused(400, 'invalid'),
    ],
    ['react', 'to nothing', () => api.react(SCOPE, reaction('😍', 'nothing')), refused(404, 'unknown-message')],
  ];

  /** Of every operation: how it fails by the page of errors (§5), whatever it does. */
  const common = ALL.flatMap((operation): Row[] => [
    [
      operation,
      'a wrong secret',
      () => OPERATIONS[operation](clientOf(sandbox.url, { secret: 'wrong' }), there),
      refused(403, 'signature'),
    ],
    [
      operation,
      'a clock 16 minutes late',
      () => OPERATIONS[operation](clientOf(sandbox.url, { clock: { now: () => Date.now() - 16 * 60_000 } }), there),
      refused(403, 'signature'),
    ],
    [
      operation,
      OF_THE_CHANNEL.includes(operation) ? 'a channel that is none' : 'a scope that is not connected',
      async () => {
        if (OF_THE_CHANNEL.includes(operation)) {
          return OPERATIONS[operation](clientOf(sandbox.url, { channelId: NOBODY }), there);
        }
        await api.disconnect(account.amojoId);
        return ok(operation);
      },
      refused(404, 'not-connected'),
    ],
    ...(
      [
        [400, refused(400, 'invalid')],
        [429, { kind: 'later', retryAfterMs: 7_000 }],
        [500, { kind: 'unknown' }],
      ] as const
    ).map(([status, expected]): Row => [
      operation,
      `an error ${String(status)}`,
      async () => {
        await sandbox.fault({ name: 'kommo-error', status, retryAfter: 7, times: 1 });
        return ok(operation);
      },
      expected,
    ]),
    ...(['kommo-reset', 'kommo-drop-after-storing'] as const).map((name): Row => [
      operation,
      name,
      async () => {
        await sandbox.fault({ name, times: 1 });
        return ok(operation);
      },
      { kind: 'unknown' },
    ]),
    [operation, 'nobody there', () => OPERATIONS[operation](clientOf('http://127.0.0.1:1'), there), { kind: 'later' }],
  ]);

  it.each(successes)('%s is accepted: %s', async (_, __, act, expected) => {
    expect(await act()).toMatchObject(expected);
  });

  it.each([...failures, ...common])('%s fails: %s', async (_, __, act, expected) => {
    expect(await act()).toMatchObject(expected);
  });

  it.each(['edit', 'deliveryStatus', 'react', 'connect', 'createChat', 'disconnect'] as const)(
    '%s may be made twice',
    async (operation) => {
      expect(await ok(operation)).toMatchObject(accepted);
      expect(await ok(operation)).toMatchObject(accepted);
    },
  );

  it('the posts that a message speaks of are there, also after an edit', async () => {
    await api.sendMessage(SCOPE, {
      ...text('m-3'),
      content: { type: 'text', text: 'This?', sharedPost: { ...POST, previewLink: POST.url } },
      post: { ...POST, id: 'post-1', username: 'shop' },
    });
    const edit = { msgid: 'm-3', conversationId: 'chat-1', at: 1793697300123 };
    await api.editMessage(SCOPE, { ...edit, content: { type: 'text', text: 'This one?' } });
    const { messages } = (await sandbox.state()).kommo.chats[0] ?? { messages: [] };
    expect(messages.find(({ clientId }) => clientId === 'm-3')).toMatchObject({
      text: 'This one?',
      post: { id: 'post-1', ...POST, by: 'shop', caption: null, preview: null },
      sharedPost: { ...POST, by: null, preview: POST.url },
    });
  });

  it('what was said, changed and reacted with is there', async () => {
    await ok('edit');
    await ok('react');
    const message = async () =>
      (await sandbox.state()).kommo.chats[0]?.messages.find(({ clientId }) => clientId === 'm-1');
    expect(await message()).toMatchObject({ text: 'Hello!', reactions: [{ emoji: '😍' }] });
    await api.react(SCOPE, reaction(null));
    expect(await message()).toMatchObject({ reactions: [] });
  });
});

describe('answers in every form that is documented or seen', () => {
  let server: ThrowawayServer;
  let api: ChatApi;
  const there: There = { chatId: 'c', incomingId: 'i', managersId: 'm' };

  beforeAll(async () => {
    server = await startThrowawayServer();
    api = clientOf(server.origin);
  });
  afterAll(() => server.close());

  const envelope = (code: number, type: string, description = 'NOT_FOUND') => ({
    status: 0,
    error_code: code,
    error_type: type,
    error_description: description,
  });
  const sent = { new_message: { msgid: 'amojo-2', ref_id: 'm-2' } };

  const rows: readonly (readonly [Operation, number, unknown, object])[] = [
    ['connect', 200, { account_id: 'a', scope_id: SCOPE, title: 'x', hook_api_version: 'v2' }, accepted],
    ['connect', 200, { account_id: 'a' }, { kind: 'unknown' }],
    ['connect', 404, envelope(404, 'ORIGIN_NOT_REGISTERED'), refused(404, 'not-connected')],
    ['disconnect', 200, undefined, accepted],
    ['disconnect', 200, {}, accepted],
    ['disconnect', 404, envelope(404, 'ORIGIN_NOT_REGISTERED'), refused(404, 'not-connected')],
    ['createChat', 200, { id: 'c', user: { id: 'u', client_id: 'ana', name: 'Ana', avatar: '' } }, accepted],
    ['createChat', 200, { id: 'c', user: { id: 'u', profile: { phone: '7' } } }, accepted],
    ['createChat', 200, { id: 'c' }, { ...accepted, value: { chatId: 'c' } }],
    ['createChat', 404, undefined, refused(404, 'other')],
    ['send', 200, { new_message: { ...sent.new_message, conversation_id: 'c', sender_id: 's' } }, accepted],
    ['send', 200, { new_message: { ...sent.new_message, receiver_id: null } }, accepted],
    ['send', 200, { new_message: { msgid: 'amojo-2' } }, { kind: 'unknown' }],
    ['import', 200, sent, accepted],
    ['import', 400, 'sender: user not found', refused(400, 'invalid')],
    ['edit', 200, { new_message: { msgid: 'a', ref_id: 'm-1', conversation_id: 'c' } }, accepted],
    ['edit', 200, { new_message: { msgid: 'a', ref_id: 'm-1' } }, { ...accepted, value: { messageId: 'a' } }],
    ['edit', 200, { new_message: { msgid: 7, ref_id: null, sender_id: '' } }, { ...accepted, value: {} }],
    ['edit', 200, {}, { ...accepted, value: {} }],
    ['edit', 200, undefined, { ...accepted, value: {} }],
    ['edit', 200, { new_message: { msgid: 'a', ref_id: 'another' } }, { kind: 'unknown' }],
    ['edit', 200, '<html>', { kind: 'unknown' }],
    ['edit', 404, envelope(404, 'MESSAGE_NOT_FOUND'), refused(404, 'unknown-message')],
    ['deliveryStatus', 200, undefined, accepted],
    ['deliveryStatus', 200, {}, accepted],
    ['deliveryStatus', 404, envelope(404, 'MESSAGE_NOT_FOUND'), refused(404, 'unknown-message')],
    ['history', 204, undefined, { ...accepted, value: { messages: [] } }],
    ['history', 200, { messages: [] }, { ...accepted, value: { messages: [] } }],
    ['history', 200, {}, { kind: 'unknown' }],
    ['history', 400, envelope(400, 'INVALID', 'limit: too large'), refused(400, 'invalid')],
    ['typing', 204, undefined, { ...accepted, value: null }],
    ['typing', 400, undefined, refused(400, 'invalid')],
    ['typing', 404, undefined, refused(404, 'invalid')],
    ['typing', 404, envelope(404, 'CHAT_NOT_FOUND'), refused(404, 'invalid')],
    ['typing', 404, envelope(404, 'ORIGIN_NOT_REGISTERED'), refused(404, 'not-connected')],
    ['react', 200, undefined, { ...accepted, value: null }],
    ['react', 200, {}, { ...accepted, value: null }],
    ['react', 404, undefined, refused(404, 'unknown-message')],
    ['react', 404, 'Not Found', refused(404, 'unknown-message')],
    ['react', 404, envelope(404, 'MESSAGE_NOT_FOUND'), refused(404, 'unknown-message')],
    ['react', 404, envelope(404, 'ORIGIN_NOT_REGISTERED'), refused(404, 'not-connected')],
    ...ALL.flatMap((operation): (readonly [Operation, number, unknown, object])[] => [
      [operation, 403, envelope(403, 'ORIGIN_INVALID_SIGNATURE', 'invalid signature'), refused(403, 'signature')],
      [operation, 403, 'Forbidden', refused(403, 'blocked')],
      [operation, 400, undefined, refused(400, 'invalid')],
      [
        operation,
        429,
        { title: 'Too Many Requests', status: 429, retry_after: 300 },
        { kind: 'later', retryAfterMs: 300_000 },
      ],
      [operation, 500, { title: 'ErrInternalServer', status: 500, trace_id: 't' }, { kind: 'unknown' }],
      [operation, 502, '<html>', { kind: 'unknown' }],
    ]),
  ];

  it.each(rows)('%s: %d %j', async (operation, status, body, expected) => {
    server.answer = replyWith(status, body);
    expect(await OPERATIONS[operation](api, there)).toMatchObject(expected);
  });
});
