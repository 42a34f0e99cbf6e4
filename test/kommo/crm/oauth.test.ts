import { readAccessToken } from '../../../src/kommo/crm/access-token';
import { readOAuthRedirect } from '../../../src/kommo/crm/redirect';
import type { OAuthAnswer, TokenPair } from '../../../src/kommo/crm/oauth-types';
import type { Visit } from '../../../src/sandbox/platform/oauth/visit';
import { ACCOUNT, createWorld, HOST, INTEGRATION, type World } from './world';

const MINUTE_S = 60;
const DAY_S = 24 * 60 * 60;

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.close());

const refused = (status: number | null, reason: string) => ({ kind: 'refused', status, reason });
const tokenRequests = async () =>
  (await world.sandbox.journal('kommo')).filter(({ operation }) => operation === 'oauth-token');

function good(answer: OAuthAnswer<TokenPair>): TokenPair {
  if (answer.kind !== 'accepted') throw new Error(answer.text);
  return answer.value;
}

const works = async ({ accessToken }: TokenPair): Promise<string> => (await world.api(accessToken).account()).kind;

test('a code becomes a pair that opens the account', async () => {
  const pair = good(await world.oauth().exchange(await world.code(), HOST));
  expect(await world.api(pair.accessToken).account()).toMatchObject({
    kind: 'accepted',
    value: { id: ACCOUNT.id, subdomain: ACCOUNT.subdomain, amojoId: ACCOUNT.amojoId },
  });
  expect(pair.expiresAt / 1_000 - Date.now() / 1_000).toBeGreaterThan(DAY_S - MINUTE_S);
  expect(readAccessToken(pair.accessToken)).toEqual({ expiresAt: pair.expiresAt, apiDomain: 'api-c.kommo.com' });
});

describe('a code is refused', () => {
  test('the second time', async () => {
    const code = await world.code();
    good(await world.oauth().exchange(code, HOST));
    expect(await world.oauth().exchange(code, HOST)).toMatchObject(refused(400, 'code'));
  });

  test.each([400, 401])('after 20 minutes, with %i', async (status) => {
    await world.sandbox.assume({ 'oauth-expired-code-status': status });
    const [early, late] = [await world.code(), await world.code()];
    await world.moveClock(19 * MINUTE_S);
    good(await world.oauth().exchange(early, HOST));
    await world.moveClock(20 * MINUTE_S);
    expect(await world.oauth().exchange(late, HOST)).toMatchObject(refused(status, 'code'));
  });

  test('by the host of another account, and when it is none', async () => {
    expect(await world.oauth().exchange(await world.code(), 'other.kommo.com')).toMatchObject(refused(400, 'code'));
    expect(await world.oauth().exchange('def50200aa', HOST)).toMatchObject(refused(400, 'code'));
  });

  test('for a wrong secret, a wrong id and a wrong redirect address', async () => {
    const code = await world.code();
    const wrong = 'wrong-secret-of-ours';
    const answer = await world.oauth({ clientSecret: wrong }).exchange(code, HOST);
    expect(answer).toMatchObject(refused(400, 'invalid'));
    expect(JSON.stringify(answer)).not.toMatch(new RegExp(`${wrong}|${code}`));
    const id = '5a0db0c5-0000-4000-8000-00000000dfff';
    expect(await world.oauth({ clientId: id }).exchange(code, HOST)).toMatchObject(refused(400, 'client'));
    const redirectUri = `${world.redirectUri}/`;
    expect(await world.oauth({ redirectUri }).exchange(code, HOST)).toMatchObject(refused(400, 'client'));
    // None of them has used the code up.
    good(await world.oauth().exchange(code, HOST));
  });
});

test.each([
  'evil.example',
  'kommo.com',
  'www.kommo.com',
  'amojo.kommo.com',
  'api-c.kommo.com',
  'drive-c.kommo.com',
  'sandbox.kommo.com.evil.example',
  'evil.example/sandbox.kommo.com',
  'sandbox.kommo.com@evil.example',
  'sandbox.kommo.com:8443',
  'evil.example#.kommo.com',
  'a.b.kommo.com',
  'Sandbox.kommo.com',
  'sаndbox.kommo.com',
  '',
])('posts the secret nowhere but to Kommo: %p', async (host) => {
  expect(await world.oauth().exchange('code', host)).toMatchObject(refused(null, 'host'));
  expect(await world.oauth().refresh('token', host)).toMatchObject(refused(null, 'host'));
  expect(await world.oauth().locate('token', host === 'api-c.kommo.com' ? HOST : host)).toMatchObject(
    refused(null, 'host'),
  );
  expect(await world.sandbox.journal('kommo')).toEqual([]);
});

test('a host for tests is taken by its name and port', async () => {
  const host = new URL(world.sandbox.url).host;
  const oauth = world.oauth({ addresses: { testHosts: [host] } });
  await world.sandbox.assume({ 'oauth-referer': 'sandbox-address' });
  good(await oauth.exchange(await world.code(), host));
  expect(await oauth.exchange(await world.code(), '127.0.0.1:1')).toMatchObject(refused(null, 'host'));
});

describe('refreshing', () => {
  test('gives a new pair, and the old one works until the new one is used', async () => {
    const first = await world.pair();
    // The answer was lost: the old token is tried again.
    const lost = good(await world.oauth().refresh(first.refreshToken, HOST));
    const second = good(await world.oauth().refresh(first.refreshToken, HOST));
    expect(second.refreshToken).not.toBe(lost.refreshToken);
    expect(await works(second)).toBe('accepted');
    expect(await world.oauth().refresh(first.refreshToken, HOST)).toMatchObject(refused(401, 'revoked'));
    good(await world.oauth().refresh(second.refreshToken, HOST));
  });

  test('the new refresh token ends the old one too', async () => {
    const first = await world.pair();
    const second = good(await world.oauth().refresh(first.refreshToken, HOST));
    good(await world.oauth().refresh(second.refreshToken, HOST));
    expect(await world.oauth().refresh(first.refreshToken, HOST)).toMatchObject(refused(401, 'revoked'));
  });

  test('works once where rotation is strict', async () => {
    await world.sandbox.assume({ 'oauth-refresh-reuse': 'strict' });
    const first = await world.pair();
    const second = good(await world.oauth().refresh(first.refreshToken, HOST));
    expect(await world.oauth().refresh(first.refreshToken, HOST)).toMatchObject(refused(401, 'revoked'));
    expect(await works(second)).toBe('accepted');
  });

  test('after a lost answer is unknown, and another try with the same token works', async () => {
    const first = await world.pair();
    await world.sandbox.fault({ name: 'kommo-drop-after-storing', operation: 'oauth-token', times: 1 });
    expect(await world.oauth().refresh(first.refreshToken, HOST)).toMatchObject({ kind: 'unknown' });
    expect(await works(good(await world.oauth().refresh(first.refreshToken, HOST)))).toBe('accepted');
  });

  test('after a lost answer ends the access where rotation is strict', async () => {
    await world.sandbox.assume({ 'oauth-refresh-reuse': 'strict' });
    const first = await world.pair();
    await world.sandbox.fault({ name: 'kommo-drop-after-storing', operation: 'oauth-token', times: 1 });
    expect(await world.oauth().refresh(first.refreshToken, HOST)).toMatchObject({ kind: 'unknown' });
    expect(await world.oauth().refresh(first.refreshToken, HOST)).toMatchObject(refused(401, 'revoked'));
  });

  test('brings back an access that has ended; after three months nothing does', async () => {
    const first = await world.pair();
    await world.moveClock(DAY_S + 1);
    expect(await world.api(first.accessToken).account()).toMatchObject(refused(401, 'token'));
    const second = good(await world.oauth().refresh(first.refreshToken, HOST));
    expect(await works(second)).toBe('accepted');
    await world.moveClock(95 * DAY_S);
    expect(await world.oauth().refresh(second.refreshToken, HOST)).toMatchObject(refused(401, 'revoked'));
  });

  test('is refused for what is no refresh token, and for one of another account’s host', async () => {
    const { refreshToken } = await world.pair();
    expect(await world.oauth().refresh('def50200aa', HOST)).toMatchObject(refused(400, 'revoked'));
    expect(await world.oauth().refresh(refreshToken, 'other.kommo.com')).toMatchObject(refused(400, 'revoked'));
  });

  test('is refused when the access was withdrawn or the integration disabled', async () => {
    const whose = { clientId: INTEGRATION.clientId, accountId: ACCOUNT.id };
    const first = await world.pair();
    await world.control('POST', '/platform/revoke', { ...whose, what: 'access' });
    expect(await works(first)).toBe('refused');
    const second = good(await world.oauth().refresh(first.refreshToken, HOST));
    await world.control('POST', '/platform/disable', whose);
    expect(await world.oauth().refresh(second.refreshToken, HOST)).toMatchObject(refused(401, 'revoked'));
    expect(await world.api(second.accessToken).account()).toMatchObject(refused(401, 'token'));
    expect(await world.api().account()).toMatchObject(refused(401, 'token'));
    expect(await works(await world.pair())).toBe('accepted');
  });
});

describe('an account that moves', () => {
  test.each([404, 401])('is found again, when its old host answers %i', async (status) => {
    await world.sandbox.assume({ 'oauth-moved-host': status });
    const pair = await world.pair();
    await world.control('POST', '/platform/move', { accountId: ACCOUNT.id, subdomain: 'elsewhere' });
    expect(await world.oauth().refresh(pair.refreshToken, HOST)).toMatchObject(refused(status, 'moved'));
    const reason = status === 404 ? 'moved' : 'token';
    expect(await world.api(pair.accessToken).account()).toMatchObject(refused(status, reason));

    const { apiDomain = '' } = readAccessToken(pair.accessToken);
    const found = await world.oauth().locate(pair.refreshToken, apiDomain);
    expect(found).toEqual({
      kind: 'accepted',
      value: { accountId: ACCOUNT.id, subdomain: 'elsewhere', host: 'elsewhere.kommo.com' },
    });
    good(await world.oauth().refresh(pair.refreshToken, 'elsewhere.kommo.com'));
  });

  test('is not found with a token that has ended', async () => {
    expect(await world.oauth().locate('def50200aa', 'api-c.kommo.com')).toMatchObject(refused(401, 'revoked'));
  });
});

describe('trouble of the token endpoint', () => {
  const trouble = async (fault: { status?: number; retryAfter?: number }) => {
    await world.sandbox.fault({ name: 'kommo-error', operation: 'oauth-token', times: 1, ...fault });
    return world.oauth().refresh('def50200aa', HOST);
  };

  test('too many requests, an internal error, a refused address', async () => {
    expect(await trouble({ status: 429, retryAfter: 3 })).toMatchObject({ kind: 'later' });
    expect(await trouble({ status: 500 })).toMatchObject({ kind: 'unknown' });
    expect(await trouble({ status: 504 })).toMatchObject({ kind: 'unknown' });
    expect(await trouble({ status: 403 })).toMatchObject(refused(403, 'blocked'));
  });

  test('no answer, and no connection', async () => {
    await world.sandbox.fault({ name: 'kommo-hang', operation: 'oauth-token', times: 1 });
    expect(await world.oauth({ timeoutMs: 1_000 }).refresh('def50200aa', HOST)).toMatchObject({ kind: 'unknown' });
    const nowhere = world.oauth({ addresses: { baseUrl: 'http://127.0.0.1:1/accounts/{subdomain}' } });
    expect(await nowhere.refresh('def50200aa', HOST)).toMatchObject({ kind: 'later' });
  });

  test.each(['english', 'russian'])('a title in %s changes nothing', async (title) => {
    await world.sandbox.assume({ 'oauth-title': title });
    expect(await world.oauth().refresh('def50200aa', HOST)).toMatchObject(refused(400, 'revoked'));
  });
});

describe('the ways in which a code arrives', () => {
  async function press(decision: string, mode = ''): Promise<Response> {
    const consentUrl = world.oauth().consentUrl({ state: 'state-1', mode: 'post_message' });
    const page = await (await fetch(consentUrl)).text();
    const user = /value="(\d+:\d+)">Maria/.exec(page)?.[1] ?? '';
    const form = { client_id: INTEGRATION.clientId, state: 'state-1', user, decision, mode };
    return fetch(consentUrl, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' });
  }
  const query = (response: Response): URLSearchParams => new URL(response.headers.get('location') ?? '').searchParams;

  test('consent page, allowed', async () => {
    const redirect = readOAuthRedirect(query(await press('allow')));
    expect(redirect).toMatchObject({ kind: 'granted', host: HOST, state: 'state-1', fromWidget: false });
    good(await world.oauth().exchange(redirect.kind === 'granted' ? redirect.code : '', HOST));
  });

  test('consent page, denied', async () => {
    expect(readOAuthRedirect(query(await press('deny')))).toEqual({ kind: 'denied', state: 'state-1' });
  });

  test('consent page in a pop-up sends the main window on', async () => {
    const page = await press('allow', 'popup');
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('window.opener.location.href');
  });

  test('installed in Kommo: its servers call, without state', async () => {
    const whose = { clientId: INTEGRATION.clientId, accountId: ACCOUNT.id };
    const visit = await world.control<Visit>('POST', '/platform/install', { ...whose, via: 'server' });
    expect(visit).toMatchObject({ status: 200, error: null });
    const hook = await world.sandbox.hook();
    const redirect = readOAuthRedirect(new URL(hook.url, world.redirectUri).searchParams);
    expect(redirect).toMatchObject({ kind: 'granted', host: HOST, fromWidget: true });
    expect(redirect).not.toHaveProperty('state');
    good(await world.oauth().exchange(redirect.kind === 'granted' ? redirect.code : '', HOST));
  });

  test.each([
    ['code=a&referer=evil.example&state=s', 'host'],
    ['referer=sandbox.kommo.com&state=s', 'no-code'],
    ['code=a&referer=sandbox.kommo.com', 'no-origin'],
  ])('neither of them: %s', (given, reason) => {
    expect(readOAuthRedirect(new URLSearchParams(given))).toEqual({ kind: 'refused', reason });
  });
});

test('no code, token or secret is in the journal', async () => {
  const pair = await world.pair();
  const code = await world.code();
  const next = good(await world.oauth().refresh(pair.refreshToken, HOST));
  await world.oauth().exchange(code, HOST);
  await world.oauth().locate(next.refreshToken, 'api-c.kommo.com');
  const whose = { clientId: INTEGRATION.clientId, accountId: ACCOUNT.id };
  await world.control('POST', '/platform/install', { ...whose, via: 'server' });
  await world.control('POST', '/platform/disable', whose);
  const seen = JSON.stringify(await world.sandbox.journal('kommo'));
  expect((await tokenRequests()).length).toBe(3);
  expect(seen).toContain('disable-hook');
  const calls = world.sandbox.hooks.seen.map(({ url }) => new URL(url, world.redirectUri).searchParams);
  const signature = calls.map((one) => one.get('signature')).find(Boolean);
  const secrets = [
    INTEGRATION.clientSecret,
    code,
    signature,
    ...[pair, next].flatMap((one) => [one.accessToken, one.refreshToken]),
  ];
  for (const secret of secrets) expect(seen).not.toContain(secret);
});
