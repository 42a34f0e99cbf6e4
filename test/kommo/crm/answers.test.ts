import { createHttpClient, type ClosableHttpClient } from '../../../src/http/undici-client';
import { createCrmApi } from '../../../src/kommo/crm/crm-api';
import { createOAuthClient } from '../../../src/kommo/crm/oauth-client';
import { baseUrlOf, isKommoApiHost, isKommoHost } from '../../../src/kommo/crm/hosts';
import type { CrmApi } from '../../../src/kommo/crm/types';
import { replyWith, startThrowawayServer, type ThrowawayServer } from '../../http/throwaway-server';

/** What no emulator answers: shapes that are odd, short or broken. */
let http: ClosableHttpClient;
let kommo: ThrowawayServer;
let api: CrmApi;
beforeAll(async () => {
  http = createHttpClient();
  kommo = await startThrowawayServer();
  api = createCrmApi({
    http,
    clock: Date,
    baseUrl: kommo.origin,
    token: () => Promise.resolve('token-1'),
    timeoutMs: 2_000,
  });
});
afterAll(async () => {
  await http.close();
  await kommo.close();
});
beforeEach(() => {
  kommo.seen.length = 0;
});

const answering = (status: number, body?: unknown, headers: Record<string, string> = {}): CrmApi => {
  kommo.answer = replyWith(status, body, headers);
  return api;
};

test('a request carries the token and nothing that it need not', async () => {
  await answering(200, { _embedded: { sources: [] } }).sources(['a b', 'c&d']);
  const [request] = kommo.seen;
  expect(request?.url).toBe('/api/v4/sources?filter%5Bexternal_id%5D%5B%5D=a+b&filter%5Bexternal_id%5D%5B%5D=c%26d');
  expect(request?.headers).toMatchObject({ authorization: 'Bearer token-1' });
  expect(request?.headers).not.toHaveProperty('content-type');
  expect(request?.headers).not.toHaveProperty('cookie');
});

test.each([
  [
    'numbers as text, nulls and strange members',
    { id: '7', external_id: 'a', name: null, pipeline_id: null, default: null, services: null, x: [] },
    { id: 7, externalId: 'a', isDefault: false },
  ],
  [
    'services that nobody knows',
    { id: 7, external_id: 'a', services: [{ type: 'fax' }, null, { type: 'whatsapp', params: null }] },
    { id: 7, whatsapp: { official: false, listMessages: false, pages: [] } },
  ],
])('a source is read leniently: %s', async (_what, source, expected) => {
  expect(await answering(200, { _embedded: { sources: [source] } }).sources()).toMatchObject({
    kind: 'accepted',
    value: [expected],
  });
});

test.each([
  ['no JSON', '<html>'],
  ['nothing', ''],
  ['another shape', { sources: [] }],
  ['an item without its id', { _embedded: { sources: [{ name: 'a' }] } }],
])('an answer that does not say what it should is unknown: %s', async (_what, body) => {
  expect(await answering(200, body).sources()).toMatchObject({ kind: 'unknown' });
});

test('a contact that Kommo does not name in its answer leaves the whole unknown', async () => {
  const answer = { _embedded: { contacts: [{ id: 1, request_id: '0' }] } };
  expect(await answering(200, answer).addContacts([{ name: 'a' }, { name: 'b' }])).toMatchObject({ kind: 'unknown' });
  const swapped = {
    _embedded: {
      contacts: [
        { id: 2, request_id: '1' },
        { id: 1, request_id: 0 },
      ],
    },
  };
  expect(await answering(200, swapped).addContacts([{ name: 'a' }, { name: 'b' }])).toMatchObject({ value: [1, 2] });
});

test.each([
  [
    400,
    { 'validation-errors': [{ request_id: '1', errors: [{ code: 'InvalidType', path: 'name', detail: 'secret' }] }] },
    'invalid',
    [{ requestId: '1', code: 'InvalidType', path: 'name' }],
  ],
  [
    400,
    { errors: [{ request_id: 0, errors: { code: 'EntityNotFound', path: 'id' } }] },
    'not-found',
    [{ requestId: '0', code: 'EntityNotFound', path: 'id' }],
  ],
  [400, { 'validation-errors': [{ errors: [{ code: 'Ana Lima said', path: 'name' }, null] }, 'x'] }, 'invalid', []],
  [400, 'no JSON', 'invalid', []],
  [401, undefined, 'token', []],
  [402, { title: 'Payment Required' }, 'payment', []],
  [403, { title: 'Forbidden', status: 403 }, 'forbidden', []],
  [403, '<h1>', 'blocked', []],
  [404, 'Not Found', 'not-found', []],
  [405, undefined, 'other', []],
  [409, {}, 'conflict', []],
  [413, undefined, 'too-large', []],
  [422, {}, 'conflict', []],
  [301, undefined, 'moved', []],
])('%i with %j is %s', async (status, body, reason, faults) => {
  const answer = await answering(status, body, { Location: 'https://elsewhere.example/' }).removeSource(1);
  expect(answer).toMatchObject({ kind: 'refused', status, reason, faults });
  expect(JSON.stringify(answer)).not.toMatch(/secret|Ana/);
});

test.each([
  [429, { retry_after: 300 }, {}, { kind: 'later', retryAfterMs: 300_000 }],
  [429, '<h1>', { 'Retry-After': '5' }, { kind: 'later', retryAfterMs: 5_000 }],
  [503, undefined, { 'Retry-After': '5' }, { kind: 'later', retryAfterMs: 5_000 }],
  [503, undefined, {}, { kind: 'unknown' }],
])('%i with %j %j', async (status, body, headers, expected) => {
  expect(await answering(status, body, headers).removeSource(1)).toMatchObject(expected);
});

test('a token that cannot be had is the caller’s own trouble', async () => {
  const failing = createCrmApi({
    http,
    clock: Date,
    baseUrl: kommo.origin,
    token: () => Promise.reject(new Error('needs authorisation')),
  });
  await expect(failing.account()).rejects.toThrow('needs authorisation');
  expect(kommo.seen).toEqual([]);
});

describe('the token endpoint', () => {
  const oauth = () =>
    createOAuthClient({
      http,
      clock: { now: () => 5_000 },
      clientId: 'id',
      clientSecret: 'secret-1',
      redirectUri: 'https://bridge.example/oauth',
      addresses: { baseUrl: kommo.origin },
    });
  const answered = (status: number, body: unknown, headers = {}) => {
    kommo.answer = replyWith(status, body, headers);
    return oauth().refresh('refresh-1', 'acme.kommo.com');
  };
  const tokens = { access_token: 'a', refresh_token: 'r', expires_in: 86_400 };

  test('is asked as its page says', async () => {
    await answered(200, tokens);
    expect(kommo.seen[0]).toMatchObject({ method: 'POST', url: '/oauth2/access_token' });
    expect(JSON.parse(kommo.seen[0]?.body ?? '')).toEqual({
      client_id: 'id',
      client_secret: 'secret-1',
      grant_type: 'refresh_token',
      refresh_token: 'refresh-1',
      redirect_uri: 'https://bridge.example/oauth',
    });
  });

  test('times count by Kommo’s clock, and by ours where it tells none', async () => {
    expect(await answered(200, { ...tokens, server_time: 1_000 })).toMatchObject({ value: { expiresAt: 87_400_000 } });
    expect(await answered(200, tokens)).toMatchObject({ value: { expiresAt: 86_405_000 } });
  });

  test.each([
    [400, { hint: 'Authorization code has expired' }, 'code'],
    [401, { hint: 'Authorization code has expired' }, 'code'],
    [400, { hint: 'Authorization code has been revoked' }, 'code'],
    [400, { hint: 'Cannot decrypt the authorization code' }, 'code'],
    [400, { hint: 'Check the `client_id` parameter' }, 'client'],
    [400, { hint: 'Invalid refresh token' }, 'revoked'],
    [401, { hint: 'Token has been revoked', title: 'Ошибка' }, 'revoked'],
    [401, {}, 'moved'],
    [404, '<h1>', 'moved'],
    [302, '', 'moved'],
    [403, '', 'blocked'],
    [400, {}, 'invalid'],
    [418, {}, 'other'],
  ])('%i with %j is %s', async (status, body, reason) => {
    const answer = await answered(status, body, { Location: 'https://evil.example/' });
    expect(answer).toMatchObject({ kind: 'refused', status, reason });
    expect(kommo.seen).toHaveLength(1);
    expect(JSON.stringify(answer)).not.toMatch(/secret-1|refresh-1/);
  });

  test.each([
    [400, '<h1>', 'later'],
    [401, '<h1>', 'later'],
    [200, '<h1>', 'unknown'],
    [200, { access_token: 'a' }, 'unknown'],
    [502, '<h1>', 'unknown'],
  ])('%i with %j is %s', async (status, body, kind) => {
    expect(await answered(status, body)).toMatchObject({ kind });
  });

  test('a host that it names is checked before it is believed', async () => {
    const found = (domain: string) => {
      kommo.answer = replyWith(200, { id: 1, subdomain: 'acme', domain });
      return oauth().locate('refresh-1', 'api-c.kommo.com');
    };
    expect(await found('acme.kommo.com')).toMatchObject({ kind: 'accepted' });
    expect(kommo.seen[0]?.headers).toMatchObject({ 'x-refresh-token': 'refresh-1' });
    expect(await found('acme.evil.example')).toMatchObject({ kind: 'refused', reason: 'host' });
  });

  test('the consent page is Kommo’s own', () => {
    const { clientId, redirectUri } = { clientId: 'id', redirectUri: 'https://bridge.example/oauth' };
    const real = createOAuthClient({ http, clock: Date, clientId, clientSecret: 's', redirectUri });
    expect(real.consentUrl({ state: 'a&b', mode: 'popup' })).toBe(
      'https://www.kommo.com/oauth?client_id=id&state=a%26b&mode=popup',
    );
  });
});

describe('hosts', () => {
  test.each(['acme.kommo.com', 'a.kommo.com', 'acme-2.amocrm.ru', 'acme.amocrm.com'])('%s is an account’s', (host) => {
    expect(isKommoHost(host)).toBe(true);
    expect(baseUrlOf(host)).toBe(`https://${host}`);
  });

  test.each([
    '-a.kommo.com',
    'a-.kommo.com',
    `${'a'.repeat(64)}.kommo.com`,
    'a.kommo.com.',
    'akommo.com',
    'a.kommo.com\n',
  ])('%j is none', (host) => expect(isKommoHost(host)).toBe(false));

  test('those that all accounts share are known apart', () => {
    expect(isKommoApiHost('api-c.kommo.com')).toBe(true);
    expect(isKommoApiHost('acme.kommo.com')).toBe(false);
    expect(isKommoApiHost('api-c.evil.example')).toBe(false);
  });

  test('a base URL for nobody’s host is a fault', () => {
    expect(() => baseUrlOf('evil.example', { baseUrl: 'http://127.0.0.1/{subdomain}' })).toThrow('none of Kommo');
  });
});
