import { NoAnswer } from '../../../src/http/client';
import { botframework } from '../../../src/messengers/botframework';
import { errorOf } from '../telegram/scripted-http';
import { APP, CHAT, NOW, TENANT } from './activities';
import { bot, contextOf, ScriptedMicrosoft } from './scripted-connector';

const part = { key: 'k', chat: CHAT, content: { type: 'text', text: 'x' } as const };
const tokenCalls = (http: ScriptedMicrosoft) => http.calls.filter(({ url }) => url.endsWith('/token'));

it.each([
  [{}, `https://login.microsoftonline.com/${TENANT}/oauth2/v2.0/token`, 'https://api.botframework.com/.default'],
  [
    { tenantId: 'botframework.com' },
    'https://login.microsoftonline.com/botframework.com/oauth2/v2.0/token',
    'https://api.botframework.com/.default',
  ],
  [
    { cloud: 'us-government' },
    `https://login.microsoftonline.us/${TENANT}/oauth2/v2.0/token`,
    'https://api.botframework.us/.default',
  ],
  [
    { loginBaseUrl: 'http://127.0.0.1:8090/botframework/' },
    `http://127.0.0.1:8090/botframework/${TENANT}/oauth2/v2.0/token`,
    'https://api.botframework.com/.default',
  ],
])('is asked for with the bot’s own id and secret: %j', async (more, url, scope) => {
  const http = new ScriptedMicrosoft();
  const credentials = bot(more);
  await botframework.send(contextOf(http, { credentials }), part);
  expect(tokenCalls(http)).toEqual([
    {
      method: 'POST',
      url,
      token: undefined,
      body: { grant_type: 'client_credentials', client_id: APP, client_secret: credentials.clientSecret, scope },
    },
  ]);
});

it('is used until five minutes before its end', async () => {
  const http = new ScriptedMicrosoft();
  let now = NOW;
  const context = contextOf(http, { clock: { now: () => now } });
  for (const minutes of [0, 30, 54]) {
    now = NOW + minutes * 60_000;
    await botframework.send(context, part);
  }
  expect(tokenCalls(http)).toHaveLength(1);
  now = NOW + 55 * 60_000;
  await botframework.send(context, part);
  expect(tokenCalls(http)).toHaveLength(2);
});

it('is asked for once by all who want it at the same time', async () => {
  const http = new ScriptedMicrosoft();
  const context = contextOf(http);
  await Promise.all(Array.from({ length: 5 }, () => botframework.send(context, part)));
  expect(tokenCalls(http)).toHaveLength(1);
});

it('is another one for another secret', async () => {
  const http = new ScriptedMicrosoft();
  await botframework.send(contextOf(http), part);
  await botframework.send(contextOf(http), part);
  expect(tokenCalls(http)).toHaveLength(2);
});

describe('a refusal', () => {
  const refusal = (status: number, error: string, number?: string) => ({
    status,
    body: { error, error_description: number === undefined ? 'words' : `${number}: words. Trace ID: 1234` },
  });

  it.each([
    [refusal(401, 'invalid_client', 'AADSTS7000215'), 902, 'does not accept the client secret'],
    [refusal(401, 'invalid_client'), 902, 'does not accept the client secret'],
    [refusal(401, 'invalid_client', 'AADSTS7000222'), 902, 'has expired'],
    [refusal(400, 'invalid_request', 'AADSTS90002'), 902, 'does not know this tenant'],
    [refusal(400, 'unauthorized_client', 'AADSTS700016'), 902, 'no app with this id'],
    [refusal(400, 'invalid_request', 'AADSTS900144'), 902, 'no token: AADSTS900144.'],
    [refusal(400, 'invalid_scope'), 902, 'no token: invalid_scope.'],
    [{ status: 404 }, 902, 'no token: HTTP 404.'],
    [refusal(429, 'slow_down'), 903, 'fewer requests'],
    [{ status: 503 }, 903, 'internal error (HTTP 503)'],
    [{ status: 200, body: { token_type: 'Bearer' } }, 903, 'was not understood'],
    [new NoAnswer('maybe', 'it broke'), 903, 'did not answer'],
    [new NoAnswer('no', 'it is away'), 903, 'could not be reached'],
  ])('%j is %d', async (answer, code, text) => {
    const http = new ScriptedMicrosoft();
    http.tokens = [answer];
    const error = await errorOf(botframework.send(contextOf(http), part));
    // Nothing of the message has left.
    expect(error).toMatchObject({ code, retry: 'later', text: expect.stringContaining(text) as string });
    expect(error.text).not.toContain('Trace');
    expect(error.said).toHaveLength(1);
    expect(http.sent).toEqual([]);
  });

  it('holds the whole bot', async () => {
    const http = new ScriptedMicrosoft();
    http.tokens = [refusal(401, 'invalid_client')];
    expect(await errorOf(botframework.send(contextOf(http), part))).toMatchObject({ breadth: 'source' });
  });

  it('is not remembered', async () => {
    const http = new ScriptedMicrosoft();
    http.tokens = [refusal(401, 'invalid_client')];
    const context = contextOf(http);
    await errorOf(botframework.send(context, part));
    await botframework.send(context, part);
    expect(http.sent).toHaveLength(1);
  });
});
