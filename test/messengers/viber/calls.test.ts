import { NoAnswer, type HttpDownload } from '../../../src/http/client';
import { messengerOf } from '../../../src/messengers/registry';
import { viber } from '../../../src/messengers/viber';
import { ViberCredentials } from '../../../src/messengers/viber/credentials';
import { errorOf } from '../telegram/scripted-http';
import { ANN, BOT, TOKEN, WEBHOOK } from './events';
import { contextOf, ok, refusal, ScriptedViber } from './scripted-viber';

const ELSEWHERE = 'https://other.example/hook?key=private';
const account = (webhook?: string, more: object = {}) => {
  const fields = { id: BOT, name: 'Shop', uri: 'shopbot', ...(webhook === undefined ? {} : { webhook }), ...more };
  return ok(JSON.stringify(fields).slice(1, -1));
};
const methods = (http: ScriptedViber) => http.calls.map(({ method }) => method);
const ALL = ['subscribed', 'unsubscribed', 'conversation_started', 'delivered', 'failed', 'message', 'seen'];

it('is registered', () => {
  expect(messengerOf('viber')).toBe(viber);
});

describe('credentials', () => {
  it('need a token and a name', () => {
    expect(ViberCredentials.parse({ authToken: ` ${TOKEN} `, senderName: ' Shop ' })).toEqual({
      authToken: TOKEN,
      senderName: 'Shop',
      welcome: '',
      apiBaseUrl: 'https://chatapi.viber.com/pa',
    });
  });

  it.each([
    { authToken: '', senderName: 'Shop' },
    { authToken: 'with a space in it', senderName: 'Shop' },
    { authToken: `${TOKEN}\r\nX: y`, senderName: 'Shop' },
    { authToken: TOKEN, senderName: ' ' },
    { authToken: TOKEN, senderName: 'x'.repeat(29) },
    { authToken: TOKEN, senderName: 'Shop', welcome: 'x'.repeat(7_001) },
  ])('are not %j', (entered) => {
    expect(ViberCredentials.safeParse(entered).success).toBe(false);
  });

  it('describe themselves for a form, whose steps ask for all but the address', () => {
    for (const field of Object.values(ViberCredentials.shape)) {
      expect(field.meta()).toMatchObject({
        title: expect.any(String) as string,
        description: expect.any(String) as string,
      });
    }
    const asked = viber.guide?.flatMap(({ fields }) => fields) ?? [];
    expect([...asked].sort()).toEqual(['authToken', 'senderName', 'welcome']);
  });
});

describe('identify', () => {
  it('returns whose token it is', async () => {
    const http = new ScriptedViber({ get_account_info: account() });
    expect(await viber.identify(contextOf(http))).toEqual({ remoteId: BOT, name: 'Shop', address: 'shopbot' });
    expect(http.only).toMatchObject({ token: TOKEN, body: {} });
  });

  it('says so when the token is not accepted', async () => {
    const http = new ScriptedViber({ get_account_info: refusal(2, 'invalidAuthToken') });
    expect(await errorOf(viber.identify(contextOf(http)))).toMatchObject({ code: 902 });
  });
});

describe('connect', () => {
  it.each([undefined, '', WEBHOOK.url])('points the webhook at us when it was at %j', async (webhook) => {
    const http = new ScriptedViber({ get_account_info: account(webhook), set_webhook: ok('"event_types":[]') });
    await viber.connect(contextOf(http));
    expect(http.calls.at(-1)).toMatchObject({
      method: 'set_webhook',
      body: {
        url: WEBHOOK.url,
        event_types: ['delivered', 'seen', 'failed', 'conversation_started', 'subscribed', 'unsubscribed'],
        send_name: true,
        send_photo: true,
      },
    });
  });

  it('does not take the bot away from another service, and names its host only', async () => {
    const http = new ScriptedViber({ get_account_info: account(ELSEWHERE) });
    const error = await errorOf(viber.connect(contextOf(http)));
    expect(error).toMatchObject({ code: 905, retry: 'no' });
    expect(error.text).toContain('another service: other.example.');
    expect(error.text).not.toContain('private');
    expect(methods(http)).toEqual(['get_account_info']);
  });

  it('takes it over when a person says so', async () => {
    const http = new ScriptedViber({ get_account_info: account(ELSEWHERE), set_webhook: ok('"event_types":[]') });
    await viber.connect(contextOf(http), { takeOver: true });
    expect(methods(http)).toEqual(['get_account_info', 'set_webhook']);
  });

  it('tells what is wrong with the address', async () => {
    const words = 'Result code: Not valid TLS certificate';
    const http = new ScriptedViber({ get_account_info: account(), set_webhook: refusal(1, words) });
    const error = await errorOf(viber.connect(contextOf(http)));
    expect(error).toMatchObject({ code: 905, retry: 'no' });
    expect(error.text).toContain('did not get through to courier.example');
    expect(error.text).toContain(words);
  });

  it('says so when the token is not accepted', async () => {
    const http = new ScriptedViber({ get_account_info: account(), set_webhook: refusal(2) });
    expect(await errorOf(viber.connect(contextOf(http)))).toMatchObject({ code: 902 });
  });
});

describe('disconnect', () => {
  it.each([
    [WEBHOOK.url, ['get_account_info', 'set_webhook']],
    [ELSEWHERE, ['get_account_info']],
    ['', ['get_account_info']],
  ])('with the webhook at %j', async (webhook, called) => {
    const http = new ScriptedViber({ get_account_info: account(webhook), set_webhook: ok('"event_types":[]') });
    await viber.disconnect(contextOf(http));
    expect(methods(http)).toEqual(called);
    if (called.length > 1) expect(http.calls.at(-1)?.body).toEqual({ url: '' });
  });

  it('has nothing to do for a dead token', async () => {
    const http = new ScriptedViber({ get_account_info: refusal(2) });
    await expect(viber.disconnect(contextOf(http))).resolves.toBeUndefined();
  });
});

describe('check', () => {
  it.each([
    ['ours', account(WEBHOOK.url, { event_types: ALL }), 'ok', { token: 'ok', address: 'ok', events: 'ok' }],
    ['ours, and its events are not told', account(WEBHOOK.url), 'ok', { token: 'ok', address: 'ok' }],
    [
      'ours, without ticks',
      account(WEBHOOK.url, { event_types: ['message'] }),
      'ok',
      { token: 'ok', address: 'ok', events: 'warning' },
    ],
    ['elsewhere', account(ELSEWHERE), 'webhook', { token: 'ok', address: 'broken' }],
    ['nowhere', account(), 'webhook', { token: 'ok', address: 'broken' }],
  ])('the webhook is %s', async (_, answer, expected, states) => {
    const health = await viber.check(contextOf(new ScriptedViber({ get_account_info: answer })));
    expect(health.state === 'ok' ? 'ok' : health.fault).toBe(expected);
    expect(Object.fromEntries(health.checks?.map(({ name, state }) => [name, state]) ?? [])).toEqual(states);
    expect(JSON.stringify(health)).not.toContain('private');
  });

  it.each([
    ['the token is refused', refusal(2), 'credentials'],
    ['the bot is suspended', refusal(9), 'credentials'],
    ['Viber is ill', { http: 500, body: '' }, 'unreachable'],
    ['nonsense comes back', { http: 200, body: 'x' }, 'unreachable'],
    ['nobody answers', new NoAnswer('no', 'refused'), 'unreachable'],
  ])('%s', async (_, answer, fault) => {
    const http = new ScriptedViber({ get_account_info: answer });
    expect(await viber.check(contextOf(http))).toMatchObject({ state: 'broken', fault });
  });
});

describe('the profile of a customer', () => {
  it.each([
    ['"user":{"id":"x","name":" Ann ","language":"uk"}', { name: 'Ann', language: 'uk' }],
    ['"user":{"id":"x","name":""}', {}],
  ])('%s', async (fields, profile) => {
    const http = new ScriptedViber({ get_user_details: ok(fields) });
    expect(await viber.profile?.(contextOf(http), ANN)).toEqual(profile);
    expect(http.only.body).toEqual({ id: ANN });
  });

  it.each([
    ['asked for too often', refusal(12)],
    ['without an answer', new NoAnswer('maybe', 'reset')],
  ])('%s may be asked for later', async (_, answer) => {
    const http = new ScriptedViber({ get_user_details: answer });
    const asked = viber.profile?.(contextOf(http), ANN) ?? Promise.resolve();
    expect(await errorOf(asked)).toMatchObject({ retry: 'later' });
  });
});

describe("a customer's file", () => {
  const FILE = 'https://dl-media.viber.com/1/a.jpg';
  const file: HttpDownload = {
    ok: true,
    status: 200,
    headers: {},
    length: 1,
    body: (async function* () {
      yield await Promise.resolve(Buffer.from('x'));
    })(),
    abandon: () => undefined,
  };
  const leadsTo = (location: string): HttpDownload => ({
    ok: false,
    status: 302,
    headers: { location },
    body: Buffer.alloc(0),
  });
  const fetched = async (reference: string, ...downloaded: ScriptedViber['downloaded']) => {
    const http = new ScriptedViber();
    http.downloaded = downloaded;
    const got = await viber.fetchMedia?.(contextOf(http), reference);
    return { got, http };
  };

  it('is fetched without the token', async () => {
    const { got, http } = await fetched(FILE, file);
    expect(got).toBe(file);
    expect(http.downloads).toMatchObject([{ method: 'GET', url: FILE }]);
    expect(JSON.stringify(http.downloads)).not.toContain(TOKEN);
  });

  it('is followed to where it lies', async () => {
    const { got, http } = await fetched(FILE, leadsTo('/2/b.jpg'), leadsTo('https://cdn.example/c.jpg'), file);
    expect(got).toBe(file);
    expect(http.downloads.map(({ url }) => url)).toEqual([
      FILE,
      'https://dl-media.viber.com/2/b.jpg',
      'https://cdn.example/c.jpg',
    ]);
  });

  it('is not followed for ever', async () => {
    const { got, http } = await fetched(FILE, ...Array.from({ length: 9 }, () => leadsTo(FILE)));
    expect(got).toMatchObject({ ok: false, status: 302 });
    expect(http.downloads).toHaveLength(4);
  });

  it('that is gone is said to be', async () => {
    const gone: HttpDownload = { ok: false, status: 404, headers: {}, body: Buffer.alloc(0) };
    expect((await fetched(FILE, gone)).got).toBe(gone);
  });

  it.each([['file:///etc/passwd'], ['nowhere']])('at %s is not fetched', async (reference) => {
    expect(await errorOf(fetched(reference))).toMatchObject({ code: 905, retry: 'no' });
    expect(await errorOf(fetched(FILE, leadsTo('ftp://x.y/a')))).toMatchObject({ code: 905, retry: 'no' });
  });

  it('may be asked for again where the connection broke', async () => {
    expect(await errorOf(fetched(FILE))).toMatchObject({ retry: 'later' });
  });
});
