import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { SANDBOX } from '../../src/sandbox/credentials';
import { startSandbox } from '../../src/sandbox/server';
import { Harness } from './support/harness';
import { call } from './support/http';
import { PlatformCaller } from './support/platform-caller';

const { account, integration, channel } = SANDBOX.kommo;
const whose = { clientId: integration.clientId, accountId: account.id };

let box: Harness;
let kommo: PlatformCaller;
let redirect: string;
beforeEach(async () => {
  box = await Harness.start();
  kommo = new PlatformCaller(box.sandbox.url);
  redirect = `${box.courierUrl}/oauth/kommo/${integration.clientId}`;
});
afterEach(() => box.stop());

const code = async (): Promise<string> =>
  ((await box.control('POST', '/platform/install', { ...whose, via: 'hand' })).json as { code: string }).code;
const byCode = async (more: object = {}) =>
  kommo.token({ grant_type: 'authorization_code', code: await code(), redirect_uri: redirect, ...more });

test('a pair, in the form of the page', async () => {
  const { status, json, headers } = await byCode();
  expect([status, headers.get('content-type')]).toEqual([200, 'application/json']);
  expect(json).toEqual({
    token_type: 'Bearer',
    expires_in: 86_400,
    server_time: expect.any(Number) as number,
    access_token: expect.stringMatching(/^eyJ[\w-]+\.[\w-]+\.[\w-]+$/) as string,
    refresh_token: expect.stringMatching(/^def50200[0-9a-f]{200,}$/) as string,
  });
});

test.each([
  ['an unknown integration', { client_id: 'x' }, 400, 'Check the `client_id` parameter'],
  ['a wrong secret', { client_secret: 'x' }, 400, undefined],
  ['another redirect address', { redirect_uri: 'https://x.example/' }, 400, 'Check the `redirect_uri` parameter'],
  ['no redirect address', { redirect_uri: undefined }, 400, 'Check the `redirect_uri` parameter'],
  ['another grant', { grant_type: 'password' }, 400, 'Check the `grant_type` parameter'],
  ['a code that is none', { code: 'x' }, 400, 'Cannot decrypt the authorization code'],
  ['no code', { code: undefined }, 400, 'Cannot decrypt the authorization code'],
])('%s', async (_what, fields, status, hint) => {
  const answer = await byCode(fields);
  expect(answer.status).toBe(status);
  expect(answer.json).toEqual({
    ...(hint === undefined ? {} : { hint }),
    title: 'Bad Request',
    status,
    type: 'https://developers.amocrm.ru/v3/errors/OAuthProblemJson',
    detail: expect.stringContaining('malformed') as string,
  });
});

test('a code that was used, and one that is too old', async () => {
  const fields = { code: await code() };
  await byCode(fields);
  expect((await byCode(fields)).json).toMatchObject({ hint: 'Authorization code has been revoked' });
  const old = { code: await code() };
  await box.control('PUT', '/clock', { offsetMs: 20 * 60 * 1000 });
  expect((await byCode(old)).json).toMatchObject({ hint: 'Authorization code has expired' });
});

test('a form is taken like JSON, or refused', async () => {
  const form = async () =>
    new URLSearchParams({
      client_id: integration.clientId,
      client_secret: integration.clientSecret,
      grant_type: 'authorization_code',
      code: await code(),
      redirect_uri: redirect,
    }).toString();
  const type = { 'Content-Type': 'application/x-www-form-urlencoded' };
  expect((await kommo.at('/oauth2/access_token', 'POST', await form(), type)).status).toBe(200);
  await box.assume({ 'oauth-form-body': 'refuse-400' });
  expect((await kommo.at('/oauth2/access_token', 'POST', await form(), type)).status).toBe(400);
});

test('other methods are refused', async () => {
  expect((await kommo.at('/oauth2/access_token', 'GET')).status).toBe(405);
  expect((await kommo.at('/oauth2/account/current/subdomain', 'POST', {})).status).toBe(405);
});

test('where an account is, is told by the shared hosts only', async () => {
  const { refresh_token: token } = (await byCode()).json as { refresh_token: string };
  const ask = (at: string) =>
    kommo.at(`${at}/oauth2/account/current/subdomain`, 'GET', undefined, { 'X-Refresh-Token': token });
  const found = { id: account.id, subdomain: 'sandbox', domain: 'sandbox.kommo.com', top_level_domain: 'com' };
  expect((await ask('')).json).toEqual(found);
  expect((await ask('/accounts/api-c')).json).toEqual(found);
  expect((await ask('/accounts/sandbox')).status).toBe(404);
});

describe('the consent page', () => {
  const page = (query: string) => kommo.at(`/oauth?${query}`, 'GET');
  const press = (fields: Record<string, string>) =>
    kommo.at('/oauth', 'POST', new URLSearchParams(fields).toString(), {
      'Content-Type': 'application/x-www-form-urlencoded',
    });

  test('for nobody’s integration is an error', async () => {
    expect((await page('client_id=x')).status).toBe(400);
    expect((await press({ client_id: 'x', decision: 'allow', user: '1:1' })).status).toBe(400);
    expect((await press({ client_id: integration.clientId, decision: 'allow', user: '1:1' })).status).toBe(400);
  });

  test('shows what was given as text only', async () => {
    const { text } = await page(
      `client_id=${integration.clientId}&state=${encodeURIComponent('"><script>alert(1)</script>')}`,
    );
    expect(text).not.toContain('<script>');
  });

  test.each([
    ['there', true],
    ['absent', false],
  ])('sends back client_id: %s', async (reading, there) => {
    await box.assume({ 'oauth-redirect-client-id': reading });
    const user = /value="(\d+:\d+)"/.exec((await page(`client_id=${integration.clientId}`)).text)?.[1] ?? '';
    const answer = await press({ client_id: integration.clientId, decision: 'allow', user });
    const { searchParams, origin, pathname } = new URL(answer.headers.get('location') ?? '');
    expect([answer.status, origin + pathname]).toEqual([302, redirect]);
    expect(searchParams.get('referer')).toBe('sandbox.kommo.com');
    expect([searchParams.has('client_id'), searchParams.has('state')]).toEqual([there, false]);
  });
});

test('disabling ends tokens and the channel, and what is set up stays', async () => {
  await box.kommo.connect();
  await kommo.crm('POST', '/sources', [{ name: 'A', external_id: 'a' }]);
  await kommo.crm('POST', '/webhooks', { destination: 'https://courier.example/', settings: ['add_talk'] });
  box.courier.answer = () => 200;
  await box.control('PATCH', `/platform/integrations/${integration.clientId}`, { disableHookUrl: null });
  expect((await box.control('POST', '/platform/disable', whose)).json).toBeNull();
  expect((await kommo.crm('GET', '/account')).status).toBe(401);
  const { kommo: chats } = await box.state();
  expect(chats.channels.find(({ id }) => id === channel.id)?.connected).toEqual([]);
  const view = (await box.control('GET', '/platform')).json;
  expect(view).toMatchObject({
    integrations: [{ installedIn: [] }],
    accounts: [{ sources: [{ externalId: 'a' }], webhooks: [{}] }],
  });
  expect(JSON.stringify(view)).not.toContain(integration.clientSecret);
});

test('installed again after it was disabled, there is a new grant, and the old tokens stay dead', async () => {
  const old = (await byCode()).json as { access_token: string; refresh_token: string };
  await box.control('POST', '/platform/disable', whose);
  expect((await box.control('POST', '/platform/install', { ...whose, via: 'server' })).json).toMatchObject({
    status: 200,
  });
  const [disabled, installed] = box.courier.received.map(({ path: at }) => new URL(at, box.courierUrl));
  expect([disabled?.pathname, installed?.pathname]).toEqual([
    `/oauth/kommo/${integration.clientId}/disabled`,
    `/oauth/kommo/${integration.clientId}`,
  ]);
  expect([installed?.searchParams.get('from_widget'), installed?.searchParams.get('referer')]).toEqual([
    '1',
    'sandbox.kommo.com',
  ]);
  const renewed = await byCode({ code: installed?.searchParams.get('code') });
  const { access_token: token } = renewed.json as { access_token: string };
  const status = async (bearer: string) =>
    (await kommo.crm('GET', '/account', undefined, { Authorization: `Bearer ${bearer}` })).status;
  expect([await status(token), await status(old.access_token)]).toEqual([200, 401]);
  const dead = { grant_type: 'refresh_token', refresh_token: old.refresh_token, redirect_uri: redirect };
  expect((await kommo.token(dead)).json).toMatchObject({ hint: 'Token has been revoked' });
});

test('without the flag for several sources Kommo makes one by itself', async () => {
  await box.control('PATCH', `/platform/integrations/${integration.clientId}`, { disableHookUrl: null });
  await box.control('POST', '/platform/disable', whose);
  await box.control('PATCH', `/platform/integrations/${integration.clientId}`, { multipleSources: false });
  await code();
  await code();
  const view = (await box.control('GET', '/platform')).json;
  expect(view).toMatchObject({ accounts: [{ sources: [{ externalId: integration.widgetCode, isDefault: true }] }] });
});

test('installing and disabling tell nobody’s address what went wrong there', async () => {
  await box.control('PATCH', `/platform/integrations/${integration.clientId}`, {
    redirectUri: 'http://127.0.0.1:1/',
    disableHookUrl: 'http://127.0.0.1:1/',
  });
  const failed = { status: null, error: 'no answer' };
  expect((await box.control('POST', '/platform/install', { ...whose, via: 'server' })).json).toMatchObject(failed);
  expect((await box.control('POST', '/platform/disable', whose)).json).toMatchObject(failed);
  expect((await box.journal('&side=kommo')).map(({ operation }) => operation)).toEqual([
    'oauth-redirect',
    'disable-hook',
  ]);
});

test('a reset empties what hangs on chats, and leaves everything connected', async () => {
  await kommo.crm('POST', '/sources', [{ name: 'A', external_id: 'a' }]);
  await kommo.crm('POST', '/contacts', [{ name: 'Ana' }]);
  await box.control('POST', '/reset');
  expect((await kommo.crm('GET', '/contacts')).status).toBe(204);
  expect((await kommo.crm('GET', '/sources')).status).toBe(200);
});

test('the next start finds tokens, sources and moved accounts again', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'sandbox-'));
  const options = {
    host: '127.0.0.1',
    port: 0,
    apiUrl: 'http://127.0.0.1:1',
    stateFile: path.join(folder, 'state.json'),
  };
  try {
    const first = await startSandbox(options);
    const before = new PlatformCaller(first.url);
    await before.crm('POST', '/sources', [{ name: 'A', external_id: 'a' }]);
    const handed = (await call(`${first.url}/control/platform/install`, 'POST', { ...whose, via: 'hand' })).json;
    const exchanged = await before.token({
      grant_type: 'authorization_code',
      code: (handed as { code: string }).code,
      redirect_uri: `http://127.0.0.1:1/oauth/kommo/${integration.clientId}`,
    });
    await call(`${first.url}/control/platform/move`, 'POST', { accountId: account.id, subdomain: 'moved' });
    const view = (await call(`${first.url}/control/platform`, 'GET')).json;
    await first.close();

    const second = await startSandbox({ ...options, apiUrl: 'http://127.0.0.1:2' });
    const after = new PlatformCaller(second.url);
    const Authorization = `Bearer ${(exchanged.json as { access_token: string }).access_token}`;
    expect((await after.at('/accounts/moved/api/v4/account', 'GET', undefined, { Authorization })).status).toBe(200);
    expect((await after.at('/accounts/moved/api/v4/sources', 'GET')).json).toMatchObject({ _total_items: 1 });
    const now = (await call(`${second.url}/control/platform`, 'GET')).json;
    const elsewhere = JSON.stringify(view).replaceAll('http://127.0.0.1:1/', 'http://127.0.0.1:2/');
    expect(now).toEqual(JSON.parse(elsewhere));
    await second.close();
  } finally {
    await rm(folder, { recursive: true });
  }
});
