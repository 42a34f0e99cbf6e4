import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pick } from '../support/http';
import { ACCOUNT, codeOf, MEI, WeChatBox } from '../support/wechat';

let wechat: WeChatBox;
beforeEach(async () => {
  wechat = await WeChatBox.start();
});
afterEach(() => wechat.stop());

const MINUTE_MS = 60_000;
const newStable = async (more: object = {}) => pick(await wechat.stableToken(more), 'access_token');
const newPlain = async () => pick(await wechat.plainToken(), 'access_token');
const used = async (token: string) =>
  codeOf(await wechat.get('user/info', { access_token: token, openid: MEI.id })) ?? 'good';

describe('the stable token', () => {
  test('stays the same until it is about to end', async () => {
    const first = await wechat.stableToken();
    expect(first.status).toBe(200);
    // What is left of two hours: the seconds of a slow machine count.
    const left = (first.json as { readonly expires_in: number }).expires_in;
    expect([left > 7_100, left <= 7_200]).toEqual([true, true]);
    expect(await newStable()).toBe(pick(first, 'access_token'));
    await wechat.later(114 * MINUTE_MS);
    expect(await newStable()).toBe(pick(first, 'access_token'));
    await wechat.later(116 * MINUTE_MS);
    expect(await newStable()).not.toBe(pick(first, 'access_token'));
    expect(await used(pick(first, 'access_token'))).toBe('good');
    await wechat.later(121 * MINUTE_MS);
    expect(await used(pick(first, 'access_token'))).toBe(42001);
  });

  test('another one can be forced, twenty times a day; the earlier one is void then', async () => {
    const first = await newStable();
    const second = await newStable({ force_refresh: true });
    expect(second).not.toBe(first);
    expect([await used(first), await used(second), await newStable()]).toEqual([40001, 'good', second]);
    await wechat.box.assume({ 'wechat-forced-token': 'after-5-min' });
    const third = await newStable({ force_refresh: true });
    expect([await used(second), await used(third)]).toEqual(['good', 'good']);
    await wechat.box.assume({ 'wechat-day-forced-tokens': 2 });
    expect(codeOf(await wechat.stableToken({ force_refresh: true }))).toBe(45009);
    await wechat.later(24 * 60 * MINUTE_MS);
    expect(codeOf(await wechat.stableToken({ force_refresh: true }))).toBeUndefined();
  });

  test('is there after a restart', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'wechat-'));
    const stateFile = path.join(folder, 'state.json');
    const first = await WeChatBox.start({ stateFile });
    const token = await first.token();
    await first.stop();
    expect(existsSync(stateFile)).toBe(true);
    const second = await WeChatBox.start({ stateFile });
    expect(await second.token()).toBe(token);
    await second.stop();
    rmSync(folder, { recursive: true });
  });
});

describe('the plain token', () => {
  test('is a new one each time, and ends the one before after five minutes', async () => {
    const [first, second] = [await newPlain(), await newPlain()];
    expect(second).not.toBe(first);
    expect([await used(first), await used(second)]).toEqual(['good', 'good']);
    await wechat.later(6 * MINUTE_MS);
    expect([await used(first), await used(second)]).toEqual([40001, 'good']);
  });

  test('leaves the stable one alone, unless they are one', async () => {
    const stable = await newStable();
    await newPlain();
    await wechat.later(6 * MINUTE_MS);
    expect(await used(stable)).toBe('good');
    await wechat.box.assume({ 'wechat-stable-token': 'shared' });
    await newPlain();
    await wechat.later(12 * MINUTE_MS);
    expect(await used(stable)).toBe(40001);
    expect(await newStable()).not.toBe(stable);
  });

  test('is given so often a day', async () => {
    await wechat.box.assume({ 'wechat-day-tokens': 1 });
    await newPlain();
    expect(codeOf(await wechat.plainToken())).toBe(45009);
  });
});

test.each([
  [{ grant_type: 'password' }, 40002],
  [{ appid: '' }, 41002],
  [{ secret: '' }, 41004],
  [{ appid: 'wx0000000000000000' }, 40013],
  [{ secret: '0'.repeat(32) }, 40125],
])('credentials with %j are refused with %i', async (more, code) => {
  const refused = await wechat.stableToken(more);
  expect([refused.status, codeOf(refused)]).toEqual([200, code]);
  expect(pick(refused, 'errmsg')).toMatch(/ rid: [0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}$/);
  expect(codeOf(await wechat.plainToken(more))).toBe(code);
});

test('a wrong secret may be told as a wrong token', async () => {
  await wechat.box.assume({ 'wechat-wrong-secret': 40_001 });
  expect(codeOf(await wechat.stableToken({ secret: '0'.repeat(32) }))).toBe(40001);
});

test('the list of addresses is kept; the answer names the one that asked', async () => {
  await wechat.actOnLine('allow-ips', { ips: ['203.0.113.7'] });
  const refused = await wechat.stableToken();
  expect(codeOf(refused)).toBe(40164);
  expect(pick(refused, 'errmsg')).toMatch(/^invalid ip 127\.0\.0\.1 ipv6 ::ffff:127\.0\.0\.1, not in whitelist rid/);
  await wechat.actOnLine('allow-ips', { ips: ['203.0.113.7', '127.0.0.1'] });
  expect((await wechat.stableToken()).json).toHaveProperty('access_token');
});

test('what an access token has to be', async () => {
  expect(codeOf(await wechat.get('user/info'))).toBe(41001);
  expect(await used('short')).toBe(40014);
  expect(await used('x'.repeat(100))).toBe(40001);
});

test('a new secret voids every token, and a frozen one gives none', async () => {
  const token = await newStable();
  await wechat.actOnLine('replace-secret');
  expect(await used(token)).toBe(40001);
  expect(codeOf(await wechat.stableToken())).toBe(40125);
  const { appSecret: secret } = (await wechat.line()).credentials;
  const fresh = await newStable({ secret });
  await wechat.actOnLine('freeze-secret');
  expect(codeOf(await wechat.stableToken({ secret }))).toBe(40243);
  expect(await used(fresh)).toBe('good');
});

test('neither tokens nor secrets are in the journal', async () => {
  const token = await wechat.token();
  await newPlain();
  await wechat.open();
  await wechat.send();
  const journal = JSON.stringify(await wechat.box.journal());
  expect(journal).not.toContain(token);
  expect(journal).not.toContain(ACCOUNT.appSecret);
  expect(journal).toContain('access_token=…');
});

test.each([
  ['ban', 48004],
  ['restrict', 50002],
  ['revoke', 48001],
])('an account that WeChat does %s', async (act, code) => {
  await wechat.open();
  await wechat.actOnLine(act);
  expect(codeOf(await wechat.send())).toBe(code);
  await wechat.actOnLine('restore');
  expect(codeOf(await wechat.send())).toBe(0);
});

test('any code can be asked for', async () => {
  await wechat.open();
  await wechat.actOnLine('answer', { code: 45011, operation: 'send', times: 2 });
  expect(codeOf(await wechat.call('getcallbackip'))).toBeUndefined();
  expect([codeOf(await wechat.send()), codeOf(await wechat.send()), codeOf(await wechat.send())]).toEqual([
    45011, 45011, 0,
  ]);
});

test.each([
  [401, 200, 40001],
  [429, 200, 45011],
  [503, 503, undefined],
])('a fault with %i', async (status, http, code) => {
  await wechat.token();
  await wechat.box.fault({ name: 'wechat-error', status, times: 1 });
  const answer = await wechat.call('getcallbackip');
  expect([answer.status, codeOf(answer)]).toEqual([http, code]);
});

test('what is no call of the API, or is made the other way', async () => {
  expect((await wechat.call('menu/nothing')).status).toBe(404);
  expect(codeOf(await wechat.call('message/custom/send'))).toBe(43002);
  expect(codeOf(await wechat.call('user/info', {}))).toBe(43001);
  expect(codeOf(await wechat.get('stable_token'))).toBe(43002);
});

test('an account of its own', async () => {
  const made = await wechat.box.control('POST', '/lines/wechat', { name: 'Second shop', mode: 'plain' });
  expect(made).toMatchObject({ status: 201, json: { id: expect.stringMatching(/^gh_[0-9a-f]{12}$/) as string } });
  const { credentials } = made.json as { credentials: Record<string, string> };
  const token = await newStable({ appid: credentials.appId, secret: credentials.appSecret });
  expect(await used(token)).toBe(40003);
});

test.each([
  [{ colour: 'red' }, 'An account of WeChat has no colour.'],
  [{ id: 'shop' }, 'The id of an account is `gh_` and 12 of 0 to 9 and a to f.'],
  [{ appId: 'wx1' }, 'An AppID is `wx` and 16 of 0 to 9 and a to f.'],
  [{ appId: ACCOUNT.appId }, 'Another account has this AppID.'],
  [{ appSecret: 'x' }, 'An AppSecret has 32 of 0 to 9 and a to f.'],
  [{ token: 'ab' }, 'A token has 3 to 32 letters and digits.'],
  [{ encodingAesKey: 'short' }, 'An EncodingAESKey has 43 letters and digits.'],
  [{ mode: 'open' }, 'The mode is one of plain, compatible, safe.'],
])('an account with %j is refused', async (fields, detail) => {
  expect(await wechat.box.control('POST', '/lines/wechat', fields)).toMatchObject({ status: 409, json: { detail } });
});
