import { createHttpClient, type ClosableHttpClient } from '../../src/http/undici-client';
import { createChatApi } from '../../src/kommo/chat-api';
import { say } from '../../src/kommo/phrases';
import { asAmojoChatId, asAmojoMessageId, asAmojoParticipantId } from '../../src/kommo/ids';
import { signRequest } from '../../src/kommo/signing';
import type { ChatApi, IncomingMessage, OutgoingMessage } from '../../src/kommo/types';
import { asScopeId } from '../../src/model/ids';
import { replyWith, startThrowawayServer, type ThrowawayServer } from '../http/throwaway-server';

const NOW = Date.UTC(2026, 10, 3, 9, 15);
const SECRET = '00112233445566778899aabbccddeeff01234567';
const CHANNEL = '11111111-2222-4333-8444-555555555555';
const SCOPE = asScopeId(`${CHANNEL}_aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee`);
const CHAT = asAmojoChatId('8e4d4baa-9e6c-4a88-838a-5f62be227bdc');
const HOOK_MESSAGE = asAmojoMessageId('0371a0ff-b78a-4c7b-8538-a7d547e10692');

const incoming: IncomingMessage = {
  direction: 'incoming',
  msgid: 'br-000001',
  conversationId: 'br-chat-42',
  at: 1793697300123,
  sender: { id: 'br-user-42', name: 'Zoë Ünal', phone: '+15550100042' },
  content: { type: 'text', text: 'Olá, preço? 👍 a/b' },
};

let server: ThrowawayServer;
let http: ClosableHttpClient;
let api: ChatApi;

beforeEach(async () => {
  server = await startThrowawayServer();
  http = createHttpClient();
  api = createChatApi({
    http,
    clock: { now: () => NOW },
    origin: server.origin,
    channelId: CHANNEL,
    secret: SECRET,
    timeoutMs: 1_500,
  });
});
afterEach(async () => {
  await server.close();
  await http.close();
});

const stored = (more: object = {}) => ({ new_message: { msgid: 'amojo-1', ref_id: 'br-000001', ...more } });
const sentBody = (): unknown => JSON.parse(server.seen[0]?.body ?? 'null');

describe('requests', () => {
  it('signs the bytes it sends, with the path and the date as sent', async () => {
    server.answer = replyWith(200, stored());
    await api.sendMessage(SCOPE, incoming);
    const [seen] = server.seen;
    const signed = signRequest({
      method: 'POST',
      path: `/v2/origin/custom/${SCOPE}`,
      contentType: 'application/json',
      date: 'Tue, 03 Nov 2026 09:15:00 +0000',
      body: seen?.body ?? '',
      secret: SECRET,
    });
    expect(seen?.url).toBe(`/v2/origin/custom/${SCOPE}`);
    expect(seen?.headers).toMatchObject({
      date: 'Tue, 03 Nov 2026 09:15:00 +0000',
      'content-type': 'application/json',
      'content-md5': signed.contentMd5,
      'x-signature': signed.signature,
    });
  });

  it('sends an incoming message', async () => {
    await api.sendMessage(SCOPE, {
      ...incoming,
      conversationRefId: CHAT,
      sourceExternalId: 'line 1',
      replyTo: { msgid: 'br-000000' },
      sender: { ...incoming.sender, refId: asAmojoParticipantId('r-1'), profileLink: 'https://t.me/zoe' },
    });
    expect(sentBody()).toEqual({
      event_type: 'new_message',
      payload: {
        timestamp: 1793697300,
        msec_timestamp: 1793697300123,
        msgid: 'br-000001',
        conversation_id: 'br-chat-42',
        conversation_ref_id: CHAT,
        silent: false,
        source: { external_id: 'line 1' },
        message: { type: 'text', text: 'Olá, preço? 👍 a/b' },
        reply_to: { message: { msgid: 'br-000000' } },
        sender: {
          id: 'br-user-42',
          ref_id: 'r-1',
          name: 'Zoë Ünal',
          profile: { phone: '+15550100042' },
          profile_link: 'https://t.me/zoe',
        },
      },
    });
  });

  it('leaves out a profile link that is none', async () => {
    await api.sendMessage(SCOPE, { ...incoming, sender: { id: 'u', name: 'Ana', profileLink: 't.me/ana' } });
    expect(sentBody()).toMatchObject({ payload: { sender: { id: 'u', name: 'Ana' } } });
    expect(server.seen[0]?.body).not.toContain('profile_link');
  });

  it('imports an outgoing message silently', async () => {
    const outgoing: OutgoingMessage = {
      direction: 'outgoing',
      msgid: 'br-000002',
      conversationId: 'br-chat-42',
      at: 1793697360500,
      sender: { id: 'br-bot', name: 'Bot', refId: asAmojoParticipantId('99999999') },
      receiver: { id: 'br-user-42', name: 'Zoë Ünal' },
      content: { type: 'text', text: 'Hello' },
    };
    await api.sendMessage(SCOPE, outgoing);
    expect(sentBody()).toMatchObject({
      payload: {
        silent: true,
        sender: { id: 'br-bot', name: 'Bot', ref_id: '99999999' },
        receiver: { id: 'br-user-42', name: 'Zoë Ünal' },
      },
    });
  });

  it('connects for webhooks of v2', async () => {
    server.answer = replyWith(200, { account_id: 'acc', scope_id: SCOPE, title: 'Shop', hook_api_version: 'v2' });
    expect(await api.connect({ accountAmojoId: 'acc', title: 'Shop' })).toEqual({
      kind: 'accepted',
      value: { scopeId: SCOPE },
    });
    expect(server.seen[0]?.url).toBe(`/v2/origin/custom/${CHANNEL}/connect`);
    expect(sentBody()).toEqual({
      account_id: 'acc',
      title: 'Shop',
      hook_api_version: 'v2',
      is_time_window_disabled: false,
    });
  });

  it('disconnects by DELETE with a body', async () => {
    expect(await api.disconnect('acc')).toEqual({ kind: 'accepted', value: null });
    expect(server.seen[0]).toMatchObject({ method: 'DELETE', url: `/v2/origin/custom/${CHANNEL}/disconnect` });
    expect(sentBody()).toEqual({ account_id: 'acc' });
  });

  it('creates a chat', async () => {
    server.answer = replyWith(200, { id: CHAT, user: { id: 'u', client_id: 'br-user-43', avatar: '' } });
    const chat = { conversationId: 'br-chat-43', sourceExternalId: 'line 1', user: { id: 'br-user-43', name: 'Ana' } };
    expect(await api.createChat(SCOPE, chat)).toEqual({ kind: 'accepted', value: { chatId: CHAT, userId: 'u' } });
    expect(sentBody()).toEqual({
      conversation_id: 'br-chat-43',
      source: { external_id: 'line 1' },
      user: { id: 'br-user-43', name: 'Ana' },
    });
  });

  it.each([
    [{ state: 'delivered' as const }, { status_code: 1 }],
    [{ state: 'read' as const }, { status_code: 2 }],
    [
      { state: 'failed' as const, code: 905 as const, text: 'Número inválido' },
      { status_code: -1, error_code: 905, error: 'Número inválido' },
    ],
  ])('reports %j', async (report, body) => {
    server.answer = replyWith(200, '');
    expect(await api.reportDelivery(SCOPE, HOOK_MESSAGE, report)).toEqual({ kind: 'accepted', value: null });
    expect(server.seen[0]?.url).toBe(`/v2/origin/custom/${SCOPE}/${HOOK_MESSAGE}/delivery_status`);
    expect(sentBody()).toEqual(body);
  });

  it('reads a page of history, signing the path alone', async () => {
    server.answer = replyWith(200, {
      messages: [
        { timestamp: 1596470953, msec_timestamp: 1596470953001, message: { id: 'm1', client_id: 'own', text: 'Yes' } },
        { timestamp: 1596470809, sender: { id: 's' }, receiver: { id: '' }, message: { id: 'm2', client_id: '' } },
      ],
    });
    expect(await api.history(SCOPE, CHAT, { offset: 50, limit: 50 })).toEqual({
      kind: 'accepted',
      value: {
        messages: [
          {
            id: 'm1',
            msgid: 'own',
            at: 1596470953001,
            text: 'Yes',
            outgoing: false,
            content: { type: 'text', text: 'Yes' },
          },
          {
            id: 'm2',
            at: 1596470809000,
            senderId: 's',
            outgoing: true,
            content: { type: 'unsupported', what: 'message of an unnamed kind' },
          },
        ],
      },
    });
    const [seen] = server.seen;
    expect(seen?.url).toBe(`/v2/origin/custom/${SCOPE}/chats/${CHAT}/history?offset=50&limit=50`);
    expect(seen?.headers['x-signature']).toBe('de28d785490a0948c526ec6d3964867997d746f5');
  });

  it('takes 204 for an empty history', async () => {
    server.answer = replyWith(204);
    expect(await api.history(SCOPE, CHAT, { offset: 0, limit: 50 })).toEqual({
      kind: 'accepted',
      value: { messages: [] },
    });
  });
});

describe('its own check, before anything is sent', () => {
  const refused = { kind: 'refused', status: null, reason: 'invalid' };

  it.each([
    ['a source of 41 characters', { sourceExternalId: 'x'.repeat(41) }],
    ['a source that is not ASCII', { sourceExternalId: 'línea' }],
    ['an empty source', { sourceExternalId: '' }],
    ['an empty text', { content: { type: 'text' as const, text: '' } }],
    ['an empty msgid', { msgid: '' }],
    ['a time that is no integer', { at: 1.5 }],
    ['an empty name', { sender: { id: 'u', name: '' } }],
  ])('refuses %s', async (_, fault) => {
    expect(await api.sendMessage(SCOPE, { ...incoming, ...fault })).toMatchObject(refused);
    expect(server.seen).toHaveLength(0);
  });

  it('refuses a page of more than 50', async () => {
    expect(await api.history(SCOPE, CHAT, { offset: 0, limit: 51 })).toMatchObject(refused);
  });

  it('refuses an id that would change the path', async () => {
    expect(await api.sendMessage(asScopeId('a/../b'), incoming)).toMatchObject(refused);
    expect(await api.reportDelivery(SCOPE, asAmojoMessageId('m?x'), { state: 'read' })).toMatchObject(refused);
    expect(server.seen).toHaveLength(0);
  });
});

describe('answers to a message', () => {
  it('returns the ids of amojo', async () => {
    const ids = { conversation_id: CHAT, sender_id: 's', receiver_id: null };
    server.answer = replyWith(200, stored(ids));
    expect(await api.sendMessage(SCOPE, incoming)).toEqual({
      kind: 'accepted',
      value: { messageId: 'amojo-1', chatId: CHAT, senderId: 's' },
    });
  });

  it('takes an old answer of two fields', async () => {
    server.answer = replyWith(200, stored());
    expect(await api.sendMessage(SCOPE, incoming)).toEqual({ kind: 'accepted', value: { messageId: 'amojo-1' } });
  });

  const signature = {
    status: 0,
    error_code: 403,
    error_type: 'ORIGIN_INVALID_SIGNATURE',
    error_description: 'invalid',
  };
  it.each([
    [403, signature, 'signature'],
    [404, { error_code: 404, error_type: 'ORIGIN_NOT_REGISTERED', error_description: 'NOT_FOUND' }, 'not-connected'],
    [403, { error_code: 403, error_type: 'ORIGIN_NOT_ALLOWED' }, 'not-connected'],
    [403, 'Forbidden', 'blocked'],
    [404, '', 'other'],
    [404, { error_type: 'MESSAGE_NOT_FOUND' }, 'unknown-message'],
    [400, { error_type: 'X', error_description: 'msgid: already exists' }, 'repeated-msgid'],
    [400, { error_description: 'sender: user not found' }, 'unknown-sender'],
    [400, { error_description: 'message: bad' }, 'invalid'],
    [400, 'not json', 'invalid'],
    [409, '', 'invalid'],
    [413, '', 'too-large'],
    [302, '', 'other'],
    [418, '', 'other'],
  ])('%d %j is refused: %s', async (status, body, reason) => {
    server.answer = replyWith(status, body);
    const answer = await api.sendMessage(SCOPE, incoming);
    expect(answer).toMatchObject({ kind: 'refused', status, reason });
  });

  it('passes the error type on', async () => {
    server.answer = replyWith(403, signature);
    expect(await api.sendMessage(SCOPE, incoming)).toMatchObject({ errorType: 'ORIGIN_INVALID_SIGNATURE' });
  });

  it.each([
    [429, '', {}, undefined],
    [429, '', { 'Retry-After': '7' }, 7_000],
    [429, '', { 'Retry-After': 'Tue, 03 Nov 2026 09:15:30 GMT' }, 30_000],
    [429, { title: 'Too Many Requests', retry_after: 300 }, {}, 300_000],
    [503, '', { 'Retry-After': '2' }, 2_000],
    [408, '', {}, undefined],
  ])('%d %j %j: later', async (status, body, headers, retryAfterMs) => {
    server.answer = replyWith(status, body, headers);
    expect(await api.sendMessage(SCOPE, incoming)).toEqual({
      kind: 'later',
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
      text: expect.any(String) as string,
      said: [expect.objectContaining({ code: expect.stringMatching(/^kommo\./) as string })],
    });
  });

  it.each([
    [500, { title: 'ErrInternalServer', status: 500 }],
    [502, '<html>'],
    [503, ''],
    [504, ''],
    [200, ''],
    [200, 'OK'],
    [200, '{}'],
    [200, stored({ ref_id: 'another' })],
    [204, ''],
  ])('%d %j: unknown', async (status, body) => {
    server.answer = replyWith(status, status === 204 ? undefined : body);
    expect(await api.sendMessage(SCOPE, incoming)).toMatchObject({ kind: 'unknown' });
  });

  it('never repeats what we sent', async () => {
    const echo = `text Olá, preço? 👍 a/b from ${incoming.sender.name} ${incoming.sender.phone ?? ''} is bad`;
    server.answer = replyWith(400, { error_description: echo });
    const answer = JSON.stringify(await api.sendMessage(SCOPE, incoming));
    expect(answer).toContain('is bad');
    for (const secret of ['preço', 'Zoë', '15550100042', SECRET]) expect(answer).not.toContain(secret);
  });
});

describe('no answer', () => {
  it('hanging: unknown', async () => {
    server.answer = () => undefined;
    expect(await api.sendMessage(SCOPE, incoming)).toEqual({
      kind: 'unknown',
      ...say('kommo.no-answer', { why: 'no answer within 1500 ms' }),
    });
  });

  it('closed without an answer: unknown', async () => {
    server.answer = (response) => response.destroy();
    expect(await api.sendMessage(SCOPE, incoming)).toMatchObject({ kind: 'unknown' });
  });

  it('closed in the middle of an answer: unknown', async () => {
    server.answer = (response) => {
      response.writeHead(200, { 'Content-Length': '500' });
      response.write('{"new_message"', () => response.destroy());
    };
    expect(await api.sendMessage(SCOPE, incoming)).toMatchObject({ kind: 'unknown' });
  });

  it('not reached: later', async () => {
    await server.close();
    expect(await api.sendMessage(SCOPE, incoming)).toEqual({
      kind: 'later',
      ...say('kommo.not-reached', { why: 'the connection was refused' }),
    });
  });

  it('aborted in flight: unknown', async () => {
    const controller = new AbortController();
    server.answer = () => controller.abort();
    expect(await api.sendMessage(SCOPE, incoming, { signal: controller.signal })).toMatchObject({ kind: 'unknown' });
  });
});
