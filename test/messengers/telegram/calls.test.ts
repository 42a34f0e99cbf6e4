import { createHttpClient, type ClosableHttpClient } from '../../../src/http/undici-client';
import type { ConnectedContext } from '../../../src/messengers/contract';
import { DeliveryError } from '../../../src/messengers/delivery-error';
import { messengerOf } from '../../../src/messengers/registry';
import { telegram } from '../../../src/messengers/telegram';
import { TelegramCredentials } from '../../../src/messengers/telegram/credentials';
import { replyWith, startThrowawayServer, type ThrowawayServer } from '../../http/throwaway-server';

const NOW = Date.UTC(2026, 10, 3, 9, 15);
const TOKEN = '123456789:AAHsecret_secret';
const OURS = 'https://courier.example/hooks/telegram/c-1';
const SECRET = 'Abcdefghijklmnopqrstuvwxyz_-0123';

let server: ThrowawayServer;
let http: ClosableHttpClient;
let context: ConnectedContext<TelegramCredentials>;
let results: Record<string, unknown>;

beforeEach(async () => {
  server = await startThrowawayServer();
  http = createHttpClient();
  context = {
    http,
    clock: { now: () => NOW },
    credentials: { token: TOKEN, apiBaseUrl: `${server.origin}/` },
    webhook: { url: OURS, secret: SECRET },
  };
  results = {
    getMe: { id: 123456789, is_bot: true, first_name: 'Shop', username: 'shop_bot' },
    getWebhookInfo: { url: '', has_custom_certificate: false, pending_update_count: 0 },
    setWebhook: true,
    deleteWebhook: true,
    sendMessage: { message_id: 43, date: 1790000005, chat: { id: 777000123, type: 'private' }, text: 'Hi' },
  };
  server.answer = (response, { url }) => replyWith(200, { ok: true, result: results[methodOf(url)] })(response);
});
afterEach(async () => {
  await server.close();
  await http.close();
});

const methodOf = (url: string) => url.split('/').at(-1) ?? '';
const methods = () => server.seen.map(({ url }) => methodOf(url));
const bodyOf = (method: string): unknown =>
  JSON.parse(server.seen.find(({ url }) => methodOf(url) === method)?.body ?? 'null');
const refuse = (status: number, description: string, more: object = {}, headers: Record<string, string> = {}) =>
  replyWith(status, { ok: false, error_code: status, description, ...more }, headers);

const part = { key: 'k', chat: '777000123', content: { type: 'text', text: 'Hi' } } as const;

async function errorOf(promise: Promise<unknown>): Promise<DeliveryError> {
  const error: unknown = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof DeliveryError)) throw new Error(`expected a DeliveryError, got ${String(error)}`);
  return error;
}

it('is registered', () => {
  expect(messengerOf('telegram')).toBe(telegram);
  expect(messengerOf('apple')).toBeUndefined();
});

describe('credentials', () => {
  it('need a token only', () => {
    expect(TelegramCredentials.parse({ token: ` ${TOKEN} ` })).toEqual({
      token: TOKEN,
      apiBaseUrl: 'https://api.telegram.org',
    });
  });

  it.each(['', 'AAHsecret', '0123:AAHsecret_secret', '123:short', '123:AAH/secret_secret', `1:${'x'.repeat(80)}`])(
    'are not %j',
    (token) => {
      expect(TelegramCredentials.safeParse({ token }).success).toBe(false);
    },
  );

  it('describe themselves for a form', () => {
    for (const field of Object.values(TelegramCredentials.shape)) {
      expect(field.meta()).toMatchObject({
        title: expect.any(String) as string,
        description: expect.any(String) as string,
      });
    }
  });
});

describe('send', () => {
  it('sends plain text and returns the id and the time', async () => {
    expect(await telegram.send(context, part)).toEqual({ remoteId: '43', at: 1790000005000 });
    expect(server.seen[0]).toMatchObject({ method: 'POST', url: `/bot${TOKEN}/sendMessage` });
    expect(bodyOf('sendMessage')).toEqual({ chat_id: 777000123, text: 'Hi' });
  });

  it.each(['@somebody', '', '0', '1e99'])('does not send to %j', async (chat) => {
    expect(await errorOf(telegram.send(context, { ...part, chat }))).toMatchObject({ code: 904, retry: 'no' });
    expect(server.seen).toHaveLength(0);
  });

  it.each([
    [403, 'Forbidden: bot was blocked by the user', 905, 'no', 'message', 'blocked the bot'],
    [403, 'Forbidden: user is deactivated', 905, 'no', 'message', 'deleted'],
    [403, "Forbidden: bot can't initiate conversation with a user", 904, 'no', 'message', 'first'],
    [400, 'Bad Request: chat not found', 904, 'no', 'message', 'does not know this chat'],
    [400, 'Bad Request: PEER_ID_INVALID', 904, 'no', 'message', 'does not know this chat'],
    [403, 'Forbidden: bot was kicked from the supergroup chat', 904, 'no', 'message', 'no longer'],
    [400, 'Bad Request: group chat was upgraded to a supergroup chat', 904, 'no', 'message', 'moved'],
    [400, 'Bad Request: private chat not found', 904, 'no', 'message', 'does not know this chat'],
    [403, 'Forbidden: bot was kicked from the group chat', 904, 'no', 'message', 'no longer'],
    [403, 'Forbidden: bot is not a member of the supergroup chat', 904, 'no', 'message', 'no longer'],
    [403, 'Forbidden: the group chat was deleted', 904, 'no', 'message', 'no longer'],
    [400, 'Bad Request: not enough rights to send text messages to the chat', 905, 'no', 'message', 'no right'],
    [400, 'Bad Request: need administrator rights in the channel chat', 905, 'no', 'message', 'no right'],
    [400, "Bad Request: can't parse entities: unsupported start tag", 905, 'no', 'message', 'formatting'],
    [400, 'Bad Request: message caption is too long', 905, 'no', 'message', 'too long'],
    [400, 'Bad Request: BUTTON_DATA_INVALID', 905, 'no', 'message', 'buttons'],
    [400, 'Bad Request: reply markup is too long', 905, 'no', 'message', 'buttons'],
    [400, 'Bad Request: BUTTON_URL_INVALID', 905, 'no', 'message', 'link of a button'],
    [400, 'Bad Request: message to be replied not found', 905, 'no', 'message', 'quoted'],
    [400, 'Bad Request: message to edit not found', 905, 'no', 'message', 'changed'],
    [400, "Bad Request: message can't be edited", 905, 'no', 'message', 'changed'],
    [400, 'Bad Request: message to delete not found', 901, 'no', 'message', 'any more'],
    [400, "Bad Request: message can't be deleted", 905, 'no', 'message', 'deleted'],
    [400, 'Bad Request: message to react not found', 905, 'no', 'message', 'reacted to'],
    [400, 'Bad Request: file is too big', 905, 'no', 'message', 'file is too big'],
    [400, 'Bad Request: wrong file identifier/HTTP URL specified', 905, 'no', 'message', 'take the file'],
    [400, 'Bad Request: wrong file_id or the file is temporarily unavailable', 905, 'no', 'message', 'take the file'],
    [400, 'Bad Request: failed to get HTTP URL content', 905, 'no', 'message', 'take the file'],
    [400, 'Bad Request: wrong type of the web page content', 905, 'no', 'message', 'take the file'],
    [400, "Bad Request: can't upload file by URL", 905, 'no', 'message', 'take the file'],
    [400, 'Bad Request: VOICE_MESSAGES_FORBIDDEN', 905, 'no', 'message', 'voice messages'],
    [400, 'Bad Request: message text is empty', 905, 'no', 'message', 'no text'],
    [400, 'Bad Request: message is too long', 905, 'no', 'message', 'too long'],
    [400, 'Bad Request: SOME_CODE', 905, 'no', 'message', 'SOME_CODE'],
    [413, 'Request Entity Too Large', 905, 'no', 'message', 'too big'],
    [401, 'Unauthorized', 902, 'later', 'source', 'token'],
    [401, 'Unauthorized: invalid token specified', 902, 'later', 'source', 'token'],
    [404, 'Not Found', 902, 'later', 'source', 'token'],
    [421, 'Misdirected Request: unallowed token specified', 902, 'later', 'source', 'token'],
    [404, 'Not Found: method not found', 905, 'no', 'message', 'method not found'],
    [409, "Conflict: can't use getUpdates method", 902, 'later', 'source', 'Another program'],
    [429, 'Too Many Requests: retry after 5', 903, 'later', 'source', 'slowly'],
    [500, 'Internal Server Error', 903, 'later', 'message', 'internal error'],
    [502, 'Bad Gateway', 903, 'later', 'message', 'internal error'],
    [504, 'Gateway Timeout', 905, 'unknown', 'message', 'did not say'],
  ] as const)('%d %j → %d %s %s', async (status, description, code, retry, breadth, text) => {
    server.answer = refuse(status, description);
    const error = await errorOf(telegram.send(context, part));
    expect(error).toMatchObject({ code, retry, breadth });
    expect(error.text).toContain(text);
  });

  it.each([
    [{ parameters: { retry_after: 5 } }, {}, 5_000],
    [{}, { 'Retry-After': '7' }, 7_000],
    [{ parameters: { retry_after: 5 } }, { 'Retry-After': '7' }, 5_000],
    [{}, {}, undefined],
    [{ parameters: null }, { 'Retry-After': '7' }, 7_000],
  ])('waits as told: %j %j', async (more, headers, retryAfterMs) => {
    server.answer = refuse(429, 'Too Many Requests', more, headers);
    expect((await errorOf(telegram.send(context, part))).retryAfterMs).toBe(retryAfterMs);
  });

  it.each([
    ['an error page', replyWith(502, '<html>'), 'later'],
    ['an error page of a time-out', replyWith(504, '<html>'), 'unknown'],
    ['a success that is not JSON', replyWith(200, '<html>'), 'unknown'],
    ['a success without a result', replyWith(200, { ok: true }), 'unknown'],
    ['a success of another shape', replyWith(200, { ok: true, result: { message_id: 'x' } }), 'unknown'],
  ])('%s', async (_, answer, retry) => {
    server.answer = answer;
    expect(await errorOf(telegram.send(context, part))).toMatchObject({ retry });
  });

  it('does not know what became of a message when the connection breaks', async () => {
    server.answer = (response) => response.destroy();
    expect(await errorOf(telegram.send(context, part))).toMatchObject({ code: 905, retry: 'unknown' });
  });

  it('tries later when Telegram cannot be reached', async () => {
    await server.close();
    expect(await errorOf(telegram.send(context, part))).toMatchObject({ code: 903, retry: 'later' });
  });

  it.each([
    ['a description that repeats the token', refuse(400, `Bad Request: no method in bot${TOKEN}/x, AAHsecret_secret`)],
    ['a broken connection', (response: { destroy(): void }) => response.destroy()],
  ])('never shows the token: %s', async (_, answer) => {
    server.answer = answer;
    const error = await errorOf(telegram.send(context, part));
    expect(`${error.message} ${error.text} ${error.stack ?? ''}`).not.toContain('AAHsecret');
  });
});

describe('identify', () => {
  it('returns whose token it is', async () => {
    expect(await telegram.identify(context)).toEqual({ remoteId: '123456789', name: 'Shop', address: '@shop_bot' });
  });

  it('says so when the token is not accepted', async () => {
    server.answer = refuse(401, 'Unauthorized');
    expect(await errorOf(telegram.identify(context))).toMatchObject({ code: 902 });
  });
});

describe('connect', () => {
  it.each(['', OURS])('points the webhook at us when it was at %j', async (url) => {
    results.getWebhookInfo = { url, pending_update_count: 0 };
    await telegram.connect(context);
    expect(bodyOf('setWebhook')).toEqual({
      url: OURS,
      secret_token: SECRET,
      allowed_updates: ['message', 'edited_message', 'callback_query', 'message_reaction', 'my_chat_member'],
    });
  });

  it('does not take the bot away from another service, and names its host only', async () => {
    results.getWebhookInfo = { url: 'https://other.example/hook?key=private', pending_update_count: 0 };
    const error = await errorOf(telegram.connect(context));
    expect(error).toMatchObject({ code: 905, retry: 'no' });
    expect(error.text).toBe(
      'The bot’s messages go to another service: other.example. Disconnect it there, or take it over: then that service gets none any more.',
    );
    expect(methods()).toEqual(['getWebhookInfo']);
  });

  it('takes the bot away from another service when a person said so', async () => {
    results.getWebhookInfo = { url: 'https://other.example/hook?key=private', pending_update_count: 0 };
    await telegram.connect(context, { takeOver: true });
    expect(bodyOf('setWebhook')).toMatchObject({ url: OURS, secret_token: SECRET });
  });

  it('tells the administrator what is wrong with the address', async () => {
    server.answer = (response, { url }) =>
      methodOf(url) === 'setWebhook'
        ? refuse(400, 'Bad Request: bad webhook: An HTTPS URL must be provided for webhook')(response)
        : replyWith(200, { ok: true, result: results.getWebhookInfo })(response);
    const error = await errorOf(telegram.connect(context));
    expect(error).toMatchObject({ code: 905, retry: 'no' });
    expect(error.text).toContain('does not accept the webhook address: Bad Request: bad webhook: An HTTPS URL');
  });
});

describe('disconnect', () => {
  it.each([
    [OURS, ['getWebhookInfo', 'deleteWebhook']],
    ['https://other.example/hook', ['getWebhookInfo']],
    ['', ['getWebhookInfo']],
  ])('with the webhook at %j', async (url, called) => {
    results.getWebhookInfo = { url, pending_update_count: 0 };
    await telegram.disconnect(context);
    expect(methods()).toEqual(called);
  });

  it('has nothing to do for a dead token', async () => {
    server.answer = refuse(401, 'Unauthorized');
    await expect(telegram.disconnect(context)).resolves.toBeUndefined();
  });
});

describe('check', () => {
  const seconds = NOW / 1_000;
  it.each([
    ['ours', { url: OURS }, 'ok'],
    ['ours, failed long ago', { url: OURS, last_error_date: seconds - 601 }, 'ok'],
    ['ours, failed lately', { url: OURS, last_error_date: seconds - 599, last_error_message: '500' }, 'webhook'],
    ['ours, with a backlog', { url: OURS, pending_update_count: 101 }, 'webhook'],
    ['elsewhere', { url: 'https://other.example/hook' }, 'webhook'],
    ['nowhere', { url: '' }, 'webhook'],
    ['absent', {}, 'webhook'],
  ])('the webhook is %s', async (_, info, fault) => {
    results.getWebhookInfo = { pending_update_count: 0, ...info };
    expect(await telegram.check(context)).toMatchObject(fault === 'ok' ? { state: 'ok' } : { state: 'broken', fault });
  });

  it.each([
    ['the token is refused', refuse(401, 'Unauthorized'), 'credentials'],
    ['Telegram is ill', refuse(500, 'Internal Server Error'), 'unreachable'],
    ['nonsense comes back', replyWith(200, 'x'), 'unreachable'],
  ])('%s', async (_, answer, fault) => {
    server.answer = answer;
    expect(await telegram.check(context)).toMatchObject({ state: 'broken', fault });
  });

  it('Telegram cannot be reached', async () => {
    await server.close();
    expect(await telegram.check(context)).toMatchObject({ state: 'broken', fault: 'unreachable' });
  });
});
