import { createHttpClient, type ClosableHttpClient } from '../../src/http/undici-client';
import { createChatApi } from '../../src/kommo/chat-api';
import { asAmojoChatId, asAmojoMessageId, asAmojoParticipantId } from '../../src/kommo/ids';
import type {
  ChatApi,
  EditedContent,
  IncomingMessage,
  KommoContent,
  KommoForward,
  KommoPost,
  KommoQuote,
} from '../../src/kommo/types';
import { MEDIA_TYPES } from '../../src/model/content';
import { asScopeId } from '../../src/model/ids';
import { replyWith, startThrowawayServer, type ThrowawayServer } from '../http/throwaway-server';

const CHANNEL = '11111111-2222-4333-8444-555555555555';
const SCOPE = asScopeId(`${CHANNEL}_aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee`);
const URL = 'https://files.example.org/1.jpg';
const FILE = { url: URL, fileName: '1.jpg', fileSize: 20142 };

let server: ThrowawayServer;
let http: ClosableHttpClient;
let api: ChatApi;

beforeAll(async () => {
  server = await startThrowawayServer();
  http = createHttpClient();
  const clock = { now: () => Date.UTC(2026, 10, 3, 9, 15) };
  api = createChatApi({ http, clock, origin: server.origin, channelId: CHANNEL, secret: 'secret' });
});
afterAll(async () => {
  await server.close();
  await http.close();
});
beforeEach(() => {
  server.seen.length = 0;
  server.answer = replyWith(200, { new_message: { msgid: 'amojo-1', ref_id: 'm-1' } });
});

const message = (more: Partial<IncomingMessage> = {}): IncomingMessage => ({
  direction: 'incoming',
  msgid: 'm-1',
  conversationId: 'chat-1',
  at: 1793697300123,
  sender: { id: 'ana', name: 'Ana' },
  content: { type: 'text', text: 'Hello' },
  ...more,
});

interface Sent {
  readonly event_type: string;
  readonly payload: {
    readonly sender?: unknown;
    readonly message: unknown;
    readonly reply_to?: unknown;
    readonly forwards?: unknown;
  };
}
const sent = (): Sent => JSON.parse(server.seen[0]?.body ?? 'null') as Sent;

describe('content on the wire (§9.4)', () => {
  const rows: readonly (readonly [KommoContent, object])[] = [
    [
      { type: 'text', text: 'Large', callbackData: 'row-2' },
      { type: 'text', text: 'Large', callback_data: 'row-2' },
    ],
    [
      { type: 'text', text: 'Look', sharedPost: { url: URL, previewLink: URL, siteName: 'Shop' } },
      {
        type: 'text',
        text: 'Look',
        shared_post: { url: URL, type: 'post', preview_link: URL, site_name: 'Shop' },
      },
    ],
    [
      {
        type: 'picture',
        ...FILE,
        sharedPost: { url: URL, previewPermalink: URL, previewLink: 'no link', siteName: '' },
      },
      {
        type: 'picture',
        media: URL,
        file_name: '1.jpg',
        file_size: 20142,
        shared_post: { url: URL, type: 'post', preview_permalink: URL },
      },
    ],
    [
      { type: 'picture', ...FILE, caption: 'Look', durationS: 7, stickerId: 's' },
      { type: 'picture', media: URL, file_name: '1.jpg', file_size: 20142, text: 'Look' },
    ],
    [
      { type: 'file', ...FILE, caption: '' },
      { type: 'file', media: URL, file_name: '1.jpg', file_size: 20142 },
    ],
    ...(['voice', 'audio', 'video'] as const).map(
      (type) =>
        [
          { type, ...FILE, durationS: 6.6 },
          { type, media: URL, file_name: '1.jpg', file_size: 20142, media_duration: 7 },
        ] as const,
    ),
    [
      { type: 'voice', ...FILE, durationS: 0.2 },
      { type: 'voice', media: URL, file_name: '1.jpg', file_size: 20142, media_duration: 1 },
    ],
    [
      { type: 'voice', ...FILE, durationS: 0 },
      { type: 'voice', media: URL, file_name: '1.jpg', file_size: 20142 },
    ],
    [
      { type: 'sticker', ...FILE, stickerId: 's-17' },
      { type: 'sticker', media: URL, file_name: '1.jpg', file_size: 20142, sticker_id: 's-17' },
    ],
    [
      { type: 'location', latitude: -23.55, longitude: -46.63, text: 'Shop' },
      { type: 'location', location: { lon: -46.63, lat: -23.55 }, text: 'Shop' },
    ],
    [
      { type: 'location', latitude: 0, longitude: 0, text: '' },
      { type: 'location', location: { lon: 0, lat: 0 } },
    ],
    [
      { type: 'contact', name: 'Ana', phone: '+15550100001' },
      { type: 'contact', contact: { name: 'Ana', phone: '+15550100001' } },
    ],
  ];

  it.each(rows)('%j', async (content, wire) => {
    expect(await api.sendMessage(SCOPE, message({ content }))).toMatchObject({ kind: 'accepted' });
    expect(sent().payload.message).toEqual(wire);
  });
});

describe('a comment under a post on the wire (§9.4)', () => {
  it.each<[KommoPost, object]>([
    [
      { id: 'p-1', url: URL, previewUrl: URL, username: 'shop', caption: 'New!' },
      { id: 'p-1', url: URL, preview_url: URL, username: 'shop', caption: 'New!' },
    ],
    [
      { id: 'p-1', url: URL, previewPermalink: URL, previewUrl: 'no link', username: '', caption: '' },
      { id: 'p-1', url: URL, preview_permalink: URL },
    ],
  ])('%j', async (post, wire) => {
    expect(await api.sendMessage(SCOPE, message({ post }))).toMatchObject({ kind: 'accepted' });
    expect(sent().payload.message).toEqual({ type: 'text', text: 'Hello', post: wire });
  });

  it('stays with its new message: an edit says nothing of it, and goes on sharing what it shares', async () => {
    const content = { type: 'text', text: 'Hello!', sharedPost: { url: URL } } as const;
    await api.editMessage(SCOPE, { msgid: 'm-1', conversationId: 'c', at: 1793697300123, content });
    expect(sent().payload.message).toEqual({ type: 'text', text: 'Hello!', shared_post: { url: URL, type: 'post' } });
  });

  it.each<[string, Partial<IncomingMessage>]>([
    ['payload.message.post.id', { post: { id: '', url: URL } }],
    ['payload.message.post.url', { post: { id: 'p-1', url: 'ftp://example.org/p' } }],
    ['payload.message.shared_post.url', { content: { type: 'text', text: 'x', sharedPost: { url: 'p' } } }],
  ])('is not sent with a wrong %s', async (field, more) => {
    const answer = await api.sendMessage(SCOPE, message(more));
    expect(answer).toMatchObject({ kind: 'refused', status: null, reason: 'invalid' });
    expect(answer).toHaveProperty('text', expect.stringContaining(field));
    expect(server.seen).toHaveLength(0);
  });
});

describe('quotes and forwards on the wire (§9.5)', () => {
  const drawn = { timestamp: 1793697000, msec_timestamp: 1793697000001, sender: { name: 'Maria' } };
  const inWords = { at: 1793697000001, text: 'How much?', author: 'Maria' };

  it.each<[KommoQuote, object]>([
    [{ msgid: 'm-0' }, { msgid: 'm-0' }],
    [{ id: asAmojoMessageId('amojo-0') }, { id: 'amojo-0' }],
    [inWords, { type: 'text', text: 'How much?', ...drawn }],
  ])('a quote of %j', async (replyTo, wire) => {
    await api.sendMessage(SCOPE, message({ replyTo }));
    expect(sent().payload.reply_to).toEqual({ message: wire });
  });

  it.each<[KommoForward, object]>([
    [inWords, { type: 'text', text: 'How much?', ...drawn }],
    [
      { ...inWords, text: '', media: { type: 'voice', url: URL, fileName: '1.ogg', fileSize: 7, durationS: 3 } },
      { type: 'voice', media: URL, file_name: '1.ogg', file_size: 7, media_duration: 3, ...drawn },
    ],
    [
      { ...inWords, media: { type: 'picture' } },
      { type: 'picture', text: 'How much?', ...drawn },
    ],
  ])('a forward of %j', async (forward, wire) => {
    await api.sendMessage(SCOPE, message({ forward }));
    expect(sent().payload.forwards).toEqual({ messages: [wire] });
  });
});

describe('the customer on the wire (§9.3)', () => {
  const customer = {
    id: 'ana',
    name: 'Ana',
    phone: '+15550100042',
    email: 'ana@example.com',
    avatar: 'https://example.com/a.png',
    profileLink: 'https://example.com/ana',
  };
  const wire = {
    id: 'ana',
    name: 'Ana',
    avatar: 'https://example.com/a.png',
    profile: { phone: '+15550100042', email: 'ana@example.com' },
    profile_link: 'https://example.com/ana',
  };

  it('is told of in full, in messages and when a chat is made', async () => {
    await api.sendMessage(SCOPE, message({ sender: { ...customer, refId: asAmojoParticipantId('r-1') } }));
    expect(sent().payload.sender).toEqual({ ...wire, ref_id: 'r-1' });
    server.seen.length = 0;
    await api.createChat(SCOPE, { conversationId: 'chat-1', user: customer });
    expect(sent()).toEqual({ conversation_id: 'chat-1', user: wire });
  });

  it('without what is empty, or is no address', async () => {
    const sparse = { id: 'ana', name: 'Ana', phone: '', email: '', avatar: 'file:///a.png', profileLink: 'tg://user' };
    await api.sendMessage(SCOPE, message({ sender: sparse }));
    expect(sent().payload.sender).toEqual({ id: 'ana', name: 'Ana' });
  });
});

describe('edits on the wire (§9.2)', () => {
  const edit = (content: EditedContent) =>
    api.editMessage(SCOPE, { msgid: 'm-1', conversationId: 'chat-1', at: 1793697400000, content });

  it('name the message, the chat and the time', async () => {
    expect(
      await api.editMessage(SCOPE, {
        msgid: 'm-1',
        id: asAmojoMessageId('amojo-1'),
        conversationId: 'chat-1',
        at: 1793697400001,
        content: { type: 'text', text: 'edited' },
      }),
    ).toEqual({ kind: 'accepted', value: { messageId: 'amojo-1' } });
    expect(sent()).toEqual({
      event_type: 'edit_message',
      payload: {
        timestamp: 1793697400,
        msec_timestamp: 1793697400001,
        msgid: 'm-1',
        id: 'amojo-1',
        conversation_id: 'chat-1',
        message: { type: 'text', text: 'edited' },
      },
    });
  });

  it.each<[EditedContent, object]>([
    [
      { type: 'picture', caption: 'Look' },
      { type: 'picture', text: 'Look' },
    ],
    [
      { type: 'picture', caption: '' },
      { type: 'picture', text: '' },
    ],
    [
      { type: 'video', ...FILE, durationS: 3 },
      { type: 'video', media: URL, file_name: '1.jpg', file_size: 20142, media_duration: 3 },
    ],
    [{ type: 'sticker' }, { type: 'sticker' }],
    [
      { type: 'location', latitude: 1, longitude: 2 },
      { type: 'location', location: { lon: 2, lat: 1 } },
    ],
    [
      { type: 'contact', name: 'Ana', phone: '1' },
      { type: 'contact', contact: { name: 'Ana', phone: '1' } },
    ],
  ])('%j', async (content, wire) => {
    expect(await edit(content)).toMatchObject({ kind: 'accepted' });
    expect(sent().payload.message).toEqual(wire);
  });
});

describe('typing and reactions on the wire (§10.3, §10.4)', () => {
  beforeEach(() => {
    server.answer = replyWith(200);
  });

  it('typing, with and without how long', async () => {
    await api.typing(SCOPE, { conversationId: 'chat-1', senderId: 'ana' });
    await api.typing(SCOPE, { conversationId: 'chat-1', senderId: 'ana', durationMs: 3_000 });
    expect(server.seen.map(({ method, url, body }) => [method, url, JSON.parse(body) as unknown])).toEqual([
      ['POST', `/v2/origin/custom/${SCOPE}/typing`, { conversation_id: 'chat-1', sender: { id: 'ana' } }],
      [
        'POST',
        `/v2/origin/custom/${SCOPE}/typing`,
        { conversation_id: 'chat-1', sender: { id: 'ana' }, duration_ms: 3_000 },
      ],
    ]);
  });

  it('a reaction has an emoji, and none when it is taken back', async () => {
    const reaction = { conversationId: 'chat-1', message: { msgid: 'm-1' }, user: { id: 'ana' } };
    await api.react(SCOPE, { ...reaction, emoji: '😍' });
    await api.react(SCOPE, {
      conversationId: 'chat-1',
      message: { id: asAmojoMessageId('amojo-1') },
      user: { refId: asAmojoParticipantId('u-1') },
      emoji: null,
    });
    expect(server.seen.map(({ url, body }) => [url, JSON.parse(body) as unknown])).toEqual([
      [
        `/v2/origin/custom/${SCOPE}/react`,
        { conversation_id: 'chat-1', msgid: 'm-1', user: { id: 'ana' }, type: 'react', emoji: '😍' },
      ],
      [
        `/v2/origin/custom/${SCOPE}/react`,
        { conversation_id: 'chat-1', id: 'amojo-1', user: { ref_id: 'u-1' }, type: 'unreact' },
      ],
    ]);
  });
});

describe('its own check, before anything is sent', () => {
  const refused = { kind: 'refused', status: null, reason: 'invalid' };
  const wrong = (content: object) => ({ content: content as KommoContent });

  it.each<[string, Partial<IncomingMessage>]>([
    ...MEDIA_TYPES.map((type): [string, Partial<IncomingMessage>] => [
      `a ${type} without an address`,
      wrong({ type, fileName: 'a', fileSize: 1 }),
    ]),
    ['an address that is none of the web', wrong({ type: 'picture', ...FILE, url: 'ftp://a.b/c' })],
    ['a nameless file', wrong({ type: 'file', ...FILE, fileName: '' })],
    ['half a byte', wrong({ type: 'file', ...FILE, fileSize: 1.5 })],
    ['a size in words', wrong({ type: 'file', ...FILE, fileSize: '7' })],
    ['a place off the map', wrong({ type: 'location', latitude: 91, longitude: 0 })],
    ['a place without a place', wrong({ type: 'location' })],
    ['a card without a number', wrong({ type: 'contact', name: 'Ana', phone: '' })],
    ['a type that Kommo does not have', wrong({ type: 'hologram', ...FILE })],
    ['an answer to nothing', wrong({ type: 'text', text: 'x', callbackData: '' })],
    ['a quote without words', { replyTo: { at: 1793697000001, text: '', author: 'Ana' } }],
    ['a quote of nobody', { replyTo: { at: 1793697000001, text: 'x', author: '' } }],
    ['a forward without a time', { forward: { at: 0.5, text: 'x', author: 'Ana' } }],
  ])('refuses %s', async (_, fault) => {
    expect(await api.sendMessage(SCOPE, message(fault))).toMatchObject(refused);
    expect(server.seen).toHaveLength(0);
  });

  it('refuses an edit, a reaction or typing that names nothing', async () => {
    const edit = { conversationId: 'chat-1', at: 1, content: { type: 'text', text: 'x' } } as const;
    expect(await api.editMessage(SCOPE, edit)).toMatchObject(refused);
    const reaction = { conversationId: 'chat-1', message: { msgid: '' }, user: { id: 'ana' }, emoji: '😍' };
    expect(await api.react(SCOPE, reaction)).toMatchObject(refused);
    expect(await api.react(SCOPE, { ...reaction, message: { msgid: 'm' }, emoji: '' })).toMatchObject(refused);
    expect(await api.typing(SCOPE, { conversationId: '', senderId: 'ana' })).toMatchObject(refused);
    expect(await api.typing(SCOPE, { conversationId: 'c', senderId: 'ana', durationMs: 0.5 })).toMatchObject(refused);
    expect(server.seen).toHaveLength(0);
  });

  it('names the field at fault, not what is in it', async () => {
    const answer = await api.sendMessage(
      SCOPE,
      message({ content: { type: 'contact', name: 'Secretive', phone: '' } }),
    );
    expect(answer).toHaveProperty('text', expect.stringContaining('payload.message.contact.phone'));
    expect(JSON.stringify(answer)).not.toContain('Secretive');
  });
});

describe('what is private', () => {
  const secrets = {
    words: 'the words of the message',
    caption: 'a caption under a picture',
    fileName: 'divorce papers.pdf',
    url: 'https://files.example.org/signed-link',
    name: 'Zoë Ünal',
    phone: '+15550100042',
    email: 'zoe@example.com',
    avatar: 'https://example.com/avatar-of-zoe.png',
    quote: 'what was quoted before',
    author: 'Maria Souza',
    postLink: 'https://example.org/posts/of-somebody',
    postCaption: 'what the page published',
    postAuthor: 'somebodys.page',
  };
  const { words, caption, fileName, url, name, phone, email, avatar, quote, author } = secrets;
  const { postLink, postCaption, postAuthor } = secrets;
  const sender = { id: 'ana', name, phone, email, avatar };
  const drawn = { at: 1793697000001, text: quote, author };
  const file = { type: 'file', url, fileName, fileSize: 1, caption } as const;
  const edit = { msgid: 'm-1', conversationId: 'c', at: 1793697000001 };

  it.each<[string, () => Promise<unknown>]>([
    [
      'a text',
      () => api.sendMessage(SCOPE, message({ sender, content: { type: 'text', text: words }, replyTo: drawn })),
    ],
    ['a file', () => api.sendMessage(SCOPE, message({ sender, content: file, forward: drawn }))],
    [
      'a comment',
      () =>
        api.sendMessage(
          SCOPE,
          message({
            sender,
            content: { type: 'text', text: words },
            post: { id: 'p', url: postLink, username: postAuthor, caption: postCaption },
          }),
        ),
    ],
    [
      'a shared post',
      () =>
        api.sendMessage(
          SCOPE,
          message({ content: { type: 'text', text: words, sharedPost: { url: postLink, siteName: postAuthor } } }),
        ),
    ],
    ['a card', () => api.sendMessage(SCOPE, message({ content: { type: 'contact', name, phone, text: words } }))],
    [
      'a forwarded file',
      () => api.sendMessage(SCOPE, message({ sender, forward: { ...drawn, media: { type: 'file', url, fileName } } })),
    ],
    [
      'an import',
      () =>
        api.sendMessage(SCOPE, {
          ...message({ content: { type: 'text', text: words } }),
          direction: 'outgoing',
          sender: { id: 'm', name: author, refId: asAmojoParticipantId('u') },
          receiver: sender,
        }),
    ],
    ['a changed text', () => api.editMessage(SCOPE, { ...edit, content: { type: 'text', text: words } })],
    ['a changed file', () => api.editMessage(SCOPE, { ...edit, content: file })],
    ['a new chat', () => api.createChat(SCOPE, { conversationId: 'c', user: sender })],
  ])('%s is not told of in a refusal, nor in pieces', async (_, act) => {
    // Kommo repeats what it was sent: each string whole, and cut off.
    server.answer = (response, request) => {
      const told = Object.values(secrets).filter((secret) => request.body.includes(secret));
      expect(told.length).toBeGreaterThan(0);
      const pieces = told.flatMap((secret) => [secret, `"${secret.slice(0, -2)}…"`]);
      const description = `bad: ${pieces.join(' | ')}`;
      replyWith(400, { error_type: 'INVALID', error_description: description })(response);
    };
    const answer = JSON.stringify(await act());
    expect(answer).toContain('bad: ');
    for (const secret of Object.values(secrets)) {
      for (let at = 0; at + 8 <= secret.length; at += 1) expect(answer).not.toContain(secret.slice(at, at + 8));
    }
  });

  it('what Kommo says otherwise is passed on', async () => {
    const description = 'payload.message.media: must be a URL';
    server.answer = replyWith(400, { error_type: 'INVALID', error_description: description });
    expect(await api.sendMessage(SCOPE, message())).toHaveProperty('text', expect.stringContaining(description));
  });
});

describe('history (§10.2)', () => {
  const page = (messages: readonly object[]) => {
    server.answer = replyWith(200, { messages });
    return api.history(SCOPE, asAmojoChatId('c'), { offset: 0, limit: 50 });
  };

  it('reads every field', async () => {
    const answer = await page([
      {
        timestamp: 1596470953,
        msec_timestamp: 1596470953000,
        sender: { id: 's', name: 'Manager' },
        receiver: { id: 'r', client_id: 'ana', phone: '79151112233' },
        message: {
          id: 'm',
          client_id: 'own',
          type: 'picture',
          text: 'Yes',
          media: URL,
          thumbnail: '',
          file_name: '1.jpg',
          file_size: 7,
          media_group_id: 'g',
        },
      },
    ]);
    expect(answer).toEqual({
      kind: 'accepted',
      value: {
        messages: [
          {
            id: 'm',
            msgid: 'own',
            at: 1596470953000,
            type: 'picture',
            text: 'Yes',
            media: URL,
            fileName: '1.jpg',
            fileSize: 7,
            mediaGroupId: 'g',
            senderId: 's',
            senderName: 'Manager',
            receiverId: 'r',
            outgoing: true,
            content: { type: 'picture', file: { reference: URL, name: '1.jpg', size: 7 }, caption: 'Yes', album: 'g' },
          },
        ],
      },
    });
  });

  it.each(['type', 'text', 'media', 'file_name', 'file_size', 'media_group_id'])('goes without %s', async (field) => {
    for (const value of [undefined, null, '', 0, {}, [], true]) {
      const answer = await page([{ timestamp: 7, message: { id: 'm', client_id: 'own', [field]: value } }]);
      const shown = { outgoing: false, content: expect.anything() as unknown };
      expect(answer).toEqual({
        kind: 'accepted',
        value: { messages: [{ id: 'm', msgid: 'own', at: 7_000, ...shown }] },
      });
    }
  });

  it.each(['sender', 'receiver'])('goes without a %s', async (field) => {
    for (const value of [null, 'x', [], {}, { id: null }, { id: 7 }]) {
      const answer = await page([{ timestamp: '7', [field]: value, message: { id: 'm' } }]);
      expect(answer).toMatchObject({ kind: 'accepted', value: { messages: [{ id: 'm', at: 7_000 }] } });
      expect(JSON.stringify(answer)).not.toMatch(/sender|receiver/);
    }
  });

  it.each([
    { timestamp: 7, message: { client_id: 'own' } },
    { timestamp: 7, message: { id: 'm', client_id: {} } },
    { message: { id: 'm' } },
    { timestamp: 'x', message: { id: 'm' } },
    7,
  ])('proves nothing with %j in it', async (entry) => {
    expect(await page([{ timestamp: 7, message: { id: 'm' } }, entry as object])).toMatchObject({ kind: 'unknown' });
  });
});
