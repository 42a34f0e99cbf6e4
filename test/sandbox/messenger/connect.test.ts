import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { codeOf, midOf, PAGE, PageBox, PAGES } from '../support/pages';

let box: PageBox;
beforeEach(async () => {
  box = await PageBox.start('messenger');
});
afterEach(() => box.stop());

const APP = PAGES.app.id;

describe('a Page', () => {
  test('is `me` of its own token', async () => {
    expect((await box.api('GET', 'me?fields=id,name')).json).toEqual({ id: PAGE, name: PAGES.page.name });
    expect((await box.api('GET', `${PAGE}?fields=name,username,picture{url}`)).json).toEqual({
      id: PAGE,
      name: PAGES.page.name,
      username: PAGES.page.username,
      picture: { data: { url: expect.stringMatching(/^https:/) as string } },
    });
  });

  test('tells of the Instagram account that it is linked with, and what of it is asked for', async () => {
    const asked = `${PAGE}?fields=instagram_business_account{id,username}`;
    const { json } = await box.api('GET', asked);
    expect(json).toEqual({
      id: PAGE,
      instagram_business_account: { id: '17841400000000001', username: 'sandbox_shop' },
    });
    await box.control('POST', `/lines/instagram/17841400000000001/act`, { act: 'link', on: false });
    expect((await box.api('GET', asked)).json).toEqual({ id: PAGE });
  });

  test('is listed with its token to the person who gave it to the app', async () => {
    const { json } = await box.api('GET', 'me/accounts?fields=id,name,access_token,tasks', undefined, PAGES.userToken);
    expect(json).toMatchObject({
      data: [{ id: PAGE, name: PAGES.page.name, access_token: PAGES.pageAccessToken, tasks: expect.any(Array) as [] }],
    });
    const seen = await box.control('GET', '/journal?limit=50&side=messenger');
    expect(seen.text).not.toContain(PAGES.pageAccessToken);
  });

  test.each([
    ['no token', '', 190],
    ['an unknown token', 'EAANobody', 190],
    ['a token of another Page', 'EAAOther', 100],
  ])('is not told with %s', async (_name, token, code) => {
    await box.control('POST', '/lines/messenger', { pageId: '189100000000002', pageAccessToken: 'EAAOther' });
    expect(codeOf(await box.api('GET', `${PAGE}?fields=name`, undefined, token))[0]).toBe(code);
  });

  test('cannot be asked without a version, and has no fields that nobody knows', async () => {
    const response = await fetch(`${box.sandbox.url}/messenger/${PAGE}`);
    expect(response.status).toBe(400);
    expect(codeOf(await box.api('GET', `${PAGE}?fields=nonsense`))).toEqual([100, undefined]);
  });
});

describe('a token', () => {
  test('is explained to its app, with its permissions', async () => {
    const { json } = await box.asApp('GET', `debug_token?input_token=${PAGES.pageAccessToken}`);
    expect(json).toMatchObject({
      data: { app_id: APP, type: 'PAGE', is_valid: true, profile_id: PAGE, expires_at: 0 },
    });
    expect((json as { data: { scopes: string[] } }).data.scopes).toEqual(
      expect.arrayContaining(['pages_messaging', 'pages_manage_metadata']),
    );
  });

  test.each([
    ['expired', 463],
    ['invalidated', 467],
    ['revoked', 458],
  ])('that is %s is refused with 190, and its app is told so', async (state, subcode) => {
    await box.onLine('token', { state });
    const refused = await box.api('GET', 'me');
    expect([refused.status, codeOf(refused)]).toEqual([401, [190, subcode]]);
    const debugged = await box.asApp('GET', `debug_token?input_token=${PAGES.pageAccessToken}`);
    expect(debugged.json).toMatchObject({ data: { is_valid: false } });
  });

  test('without a permission may not subscribe, nor send', async () => {
    await box.onLine('token', { scopes: ['pages_show_list'] });
    expect(codeOf(await box.subscribe())).toEqual([200, undefined]);
    expect(codeOf(await box.text('Hi'))).toEqual([10, undefined]);
  });

  test('of a person sends nothing', async () => {
    const body = { recipient: { id: PAGES.customers[0].id }, message: { text: 'Hi' } };
    expect(codeOf(await box.api('POST', `${PAGE}/messages`, body, PAGES.userToken))[0]).toBe(190);
  });

  test('is proved by the secret where the app asks for it', async () => {
    await box.onLine('needs-proof');
    expect(codeOf(await box.api('GET', 'me'))).toEqual([100, undefined]);
    await box.onLine('needs-proof', { on: false });
    expect((await box.api('GET', 'me')).status).toBe(200);
  });
});

describe('the address of an app', () => {
  test('is asked for the challenge before it is taken', async () => {
    expect((await box.callback()).json).toEqual({ success: true });
    const [asked] = box.courier.asked;
    expect(asked?.get('hub.mode')).toBe('subscribe');
    expect(asked?.get('hub.verify_token')).toBe(box.courier.verifyToken);
    expect((await box.asApp('GET', `${APP}/subscriptions`)).json).toMatchObject({
      data: [{ object: 'page', callback_url: `${box.courier.url}/hooks/messenger/1`, active: true }],
    });
  });

  test('that answers wrongly is not taken', async () => {
    const answer = box.asApp('POST', `${APP}/subscriptions`, {
      object: 'page',
      callback_url: `${box.courier.url}/hooks`,
      verify_token: 'another',
      fields: 'messages',
    });
    expect(codeOf(await answer)).toEqual([2200, undefined]);
  });

  test('takes no field that a Page does not have', async () => {
    expect(codeOf(await box.callback(['messages', 'nonsense']))).toEqual([100, undefined]);
  });
});

describe('the subscription of a Page', () => {
  test('is made, listed, replaced and taken away', async () => {
    expect((await box.subscribe(['messages', 'message_reads'])).json).toEqual({ success: true });
    expect((await box.api('GET', `${PAGE}/subscribed_apps`)).json).toMatchObject({
      data: [{ id: APP, name: PAGES.app.name, subscribed_fields: ['messages', 'message_reads'] }],
    });
    await box.subscribe(['messages']);
    expect((await box.api('GET', 'me/subscribed_apps')).json).toMatchObject({
      data: [{ subscribed_fields: ['messages'] }],
    });
    expect((await box.api('DELETE', `${PAGE}/subscribed_apps`)).json).toEqual({ success: true });
    expect((await box.api('GET', `${PAGE}/subscribed_apps`)).json).toEqual({ data: [] });
  });

  test('refuses fields that there are not, and those that Meta has taken away', async () => {
    expect(codeOf(await box.subscribe(['messages', 'nonsense']))).toEqual([100, undefined]);
    await box.onLine('refuse-fields', { fields: ['message_edits'] });
    expect(codeOf(await box.subscribe(['messages', 'message_edits']))).toEqual([100, undefined]);
    expect((await box.subscribe(['messages'])).status).toBe(200);
  });

  test('is taken away by Meta without a word', async () => {
    await box.connect();
    expect((await box.line()).webhook?.url).toBe(`${box.courier.url}/hooks/messenger/1`);
    await box.onLine('unsubscribe');
    expect((await box.line()).webhook).toBeNull();
    expect((await box.api('GET', `${PAGE}/subscribed_apps`)).json).toEqual({ data: [] });
  });
});

test('a second Page joins the app, or another one', async () => {
  const second = await box.control('POST', '/lines/messenger', { name: 'Second' });
  expect(second.json).toMatchObject({ messenger: 'messenger', name: 'Second', credentials: { appId: APP } });
  const other = await box.control('POST', '/lines/messenger', { appId: '189000000000009', appSecret: 'x'.repeat(32) });
  expect(other.json).toMatchObject({ credentials: { appId: '189000000000009', appSecret: 'x'.repeat(32) } });
  expect((await box.control('POST', '/lines/messenger', { appSecret: 'wrong' })).status).toBe(409);
  expect((await box.control('POST', '/lines/messenger', { pageId: PAGE })).status).toBe(409);
  expect((await box.control('POST', '/lines/messenger', { phone: '+1' })).status).toBe(409);
});

test('a reset leaves how the Page is connected, and nothing else', async () => {
  await box.connect();
  const person = await box.opened();
  await box.onLine('token', { state: 'expired' });
  await box.onLine('standing', { state: 'restricted' });
  await box.control('POST', '/reset');
  expect(await person.sees()).toMatchObject({ state: 'new', messages: [], windowUntil: null });
  expect(await box.line()).toMatchObject({
    facts: { standing: 'ok' },
    webhook: { url: `${box.courier.url}/hooks/messenger/1` },
  });
  expect((await box.api('GET', 'me')).status).toBe(200);
});

test('all of it outlives a restart', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'sandbox-pages-'));
  const stateFile = path.join(folder, 'sandbox.json');
  const boxes: PageBox[] = [];
  try {
    const before = await PageBox.start('messenger', { stateFile });
    boxes.push(before);
    await before.connect();
    await before.api('POST', 'me/messenger_profile', { get_started: { payload: 'START' } });
    await (await before.person()).says('Hello');
    const mid = midOf(await before.text('Hi'));
    await before.until(() => before.told('delivery'));
    await before.stop();
    boxes.pop();
    const after = await PageBox.start('messenger', { stateFile });
    boxes.push(after);
    expect((await after.line()).webhook?.url).toBe(`${after.courier.url}/hooks/messenger/1`);
    const person = await after.person();
    expect((await person.sees()).messages.map(({ text, status }) => [text, status])).toEqual([
      ['Hello', null],
      ['Hi', 'delivered'],
    ]);
    await person.reacts(mid, '👍');
    expect(await after.until(() => after.told('reaction'))).toMatchObject([{ mid, reaction: 'like' }]);
    expect((await after.api('GET', 'me/messenger_profile?fields=get_started')).json).toEqual({
      data: [{ get_started: { payload: 'START' } }],
    });
  } finally {
    for (const each of boxes) await each.stop();
    rmSync(folder, { recursive: true });
  }
});
