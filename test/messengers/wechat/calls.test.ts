import { NoAnswer, type HttpDownload } from '../../../src/http/client';
import { messengerOf } from '../../../src/messengers/registry';
import { wechat } from '../../../src/messengers/wechat';
import { WeChatCredentials } from '../../../src/messengers/wechat/credentials';
import { weChatPhrases } from '../../../src/messengers/wechat/phrases';
import { errorOf } from '../telegram/scripted-http';
import { contextOf, ok, refusal, ScriptedWeChat, token, TOKEN_CALL } from './scripted-wechat';
import { AES_KEY, ANN, APP_ID, entered, WEBHOOK } from './webhooks';

it('is registered', () => {
  expect(messengerOf('wechat')).toBe(wechat);
});

describe('credentials', () => {
  it('need an app, its secret and a token', () => {
    expect(WeChatCredentials.parse({ ...entered, appId: ` ${APP_ID} ` })).toEqual({
      ...entered,
      encodingAesKey: '',
      apiBaseUrl: 'https://api.weixin.qq.com',
    });
    expect(WeChatCredentials.parse({ ...entered, encodingAesKey: AES_KEY }).encodingAesKey).toBe(AES_KEY);
  });

  it.each([
    { appId: 'gh_0123456789ab' },
    { appId: `${APP_ID}0` },
    { appSecret: 'short' },
    { token: 'ab' },
    { token: 'with-a-sign' },
    { token: 'x'.repeat(33) },
    { encodingAesKey: 'x'.repeat(42) },
    { encodingAesKey: `${'x'.repeat(42)}=` },
    { apiBaseUrl: 'ftp://x.y' },
  ])('are not %j', (wrong) => {
    expect(WeChatCredentials.safeParse({ ...entered, ...wrong }).success).toBe(false);
  });

  it('describe themselves for a form, whose steps ask for each of them', () => {
    for (const field of Object.values(WeChatCredentials.shape)) {
      expect(field.meta()).toMatchObject({
        title: expect.any(String) as string,
        description: expect.any(String) as string,
      });
    }
    const asked = wechat.guide?.flatMap(({ fields }) => fields) ?? [];
    expect(Object.keys(WeChatCredentials.shape).filter((field) => !asked.includes(field))).toEqual(['apiBaseUrl']);
  });
});

it('says the same in every language', () => {
  const namesIn = (phrase: string) => [...phrase.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
  const { en, ...others } = weChatPhrases;
  for (const phrases of Object.values(others)) {
    for (const [code, phrase] of Object.entries<string>(phrases)) {
      expect(namesIn(phrase)).toEqual(namesIn(en[code as keyof typeof en]));
    }
  }
});

describe('identify', () => {
  it('returns the app whose credentials they are', async () => {
    const http = new ScriptedWeChat();
    expect(await wechat.identify(contextOf(http))).toEqual({ remoteId: APP_ID, name: `WeChat ${APP_ID}` });
  });

  it.each([40_013, 40_125, 40_164, 40_243])('says so when they are not accepted: %d', async (code) => {
    const http = new ScriptedWeChat({ [TOKEN_CALL]: refusal(code) });
    const error = await errorOf(wechat.identify(contextOf(http)));
    expect(error).toMatchObject({ code: 902 });
    expect(error.said).toHaveLength(1);
  });
});

it('connecting and disconnecting ask nothing of WeChat: a person does it in its console', async () => {
  const http = new ScriptedWeChat();
  await wechat.connect(contextOf(http));
  await wechat.disconnect(contextOf(http));
  expect([...http.calls, ...http.tokenCalls]).toEqual([]);
});

describe('check', () => {
  const DOMAIN = 'cgi-bin/get_api_domain_ip';

  it('works when WeChat takes the token and has called', async () => {
    const health = await wechat.check(contextOf(new ScriptedWeChat(), { isConfirmed: true }));
    expect(health).toMatchObject({
      state: 'ok',
      checks: [
        { name: 'token', state: 'ok' },
        { name: 'address', state: 'ok' },
      ],
    });
  });

  it('tells the address that is to be entered, until WeChat has called there', async () => {
    const health = await wechat.check(contextOf(new ScriptedWeChat(), { isConfirmed: false }));
    expect(health).toMatchObject({
      state: 'broken',
      fault: 'webhook',
      text: expect.stringContaining(WEBHOOK.url) as string,
      said: [{ code: 'wechat.check.address.missing', params: { url: WEBHOOK.url } }],
      checks: [{ state: 'ok' }, { name: 'address', state: 'broken' }],
    });
  });

  it('says that it does not know, where nobody looked', async () => {
    const health = await wechat.check(contextOf(new ScriptedWeChat()));
    expect(health).toMatchObject({ state: 'ok', checks: [{ state: 'ok' }, { name: 'address', state: 'warning' }] });
  });

  it.each([
    ['the secret is wrong', { [TOKEN_CALL]: refusal(40_125) }, 'credentials'],
    ['the address is not allowed', { [DOMAIN]: refusal(40_164) }, 'credentials'],
    ['the account is restricted', { [DOMAIN]: refusal(50_002) }, 'credentials'],
    ['WeChat is ill', { [DOMAIN]: { http: 500, body: '' } }, 'unreachable'],
    ['nonsense comes back', { [DOMAIN]: { http: 200, body: 'x' } }, 'unreachable'],
    ['nobody answers', { [TOKEN_CALL]: new NoAnswer('no', 'refused') }, 'unreachable'],
  ])('%s', async (_, answers, fault) => {
    const health = await wechat.check(contextOf(new ScriptedWeChat(answers), { isConfirmed: true }));
    expect(health).toMatchObject({ state: 'broken', fault, said: [expect.anything()] });
  });
});

describe('typing', () => {
  const TYPING = 'cgi-bin/message/custom/typing';
  it('is shown', async () => {
    const http = new ScriptedWeChat();
    await wechat.typing?.(contextOf(http), ANN);
    expect(http.only).toMatchObject({ path: TYPING, body: { touser: ANN, command: 'Typing' } });
  });

  it.each([45_080, 45_081])('that WeChat does not show now (%d) is no failure', async (code) => {
    const http = new ScriptedWeChat({ [TYPING]: refusal(code) });
    await expect(wechat.typing?.(contextOf(http), ANN)).resolves.toBeUndefined();
  });

  it.each([45_072, 45_015, 48_001])('that is refused (%d) is one', async (code) => {
    const http = new ScriptedWeChat({ [TYPING]: refusal(code) });
    expect(await errorOf(wechat.typing?.(contextOf(http), ANN) ?? Promise.resolve())).toBeDefined();
  });
});

describe('the profile of a customer', () => {
  const INFO = 'cgi-bin/user/info';
  it.each([
    [
      { subscribe: 1, openid: ANN, remark: ' Ann of the shop ', language: 'zh_CN' },
      { name: 'Ann of the shop', language: 'zh_CN' },
    ],
    [{ subscribe: 1, openid: ANN, remark: '', nickname: '', language: 'en' }, { language: 'en' }],
    [{ subscribe: 0, openid: ANN }, {}],
  ])('%j', async (info, profile) => {
    const http = new ScriptedWeChat({ [INFO]: ok(info) });
    expect(await wechat.profile?.(contextOf(http), ANN)).toEqual(profile);
    expect(http.only).toMatchObject({ verb: 'GET', query: { access_token: 't-1', openid: ANN, lang: 'en' } });
  });

  it('without an answer may be asked for later', async () => {
    const http = new ScriptedWeChat({ [INFO]: new NoAnswer('maybe', 'reset') });
    expect(await errorOf(wechat.profile?.(contextOf(http), ANN) ?? Promise.resolve())).toMatchObject({
      retry: 'later',
    });
  });
});

describe("a customer's file", () => {
  const of = (contentType: string, body: string, status = 200): HttpDownload => {
    const headers = { 'content-type': contentType };
    if (status >= 300) return { ok: false, status, headers, body: Buffer.from(body) };
    return {
      ok: true,
      status,
      headers,
      length: undefined,
      body: (async function* () {
        yield await Promise.resolve(Buffer.from(body));
      })(),
      abandon: () => undefined,
    };
  };
  const refused = (errcode: number) => of('text/plain', JSON.stringify({ errcode, errmsg: 'x' }));
  const picture = of('image/jpeg', 'bytes');
  const fetched = async (reference: string, downloaded: ScriptedWeChat['downloaded'], http = new ScriptedWeChat()) => {
    http.downloaded = downloaded;
    return { got: await wechat.fetchMedia?.(contextOf(http), reference), http };
  };

  it('is fetched by its id', async () => {
    const { got, http } = await fetched('media/Pic_1-a', [picture]);
    expect(got).toBe(picture);
    expect(http.downloads.map(({ url }) => url)).toEqual([
      'https://api.weixin.qq.com/cgi-bin/media/get?access_token=t-1&media_id=Pic_1-a',
    ]);
  });

  it('is fetched from its address without a token', async () => {
    const { got, http } = await fetched('http://mmbiz.qpic.cn/a/0', [picture]);
    expect(got).toBe(picture);
    expect(http.downloads.map(({ url }) => url)).toEqual(['http://mmbiz.qpic.cn/a/0']);
    expect(http.tokenCalls).toHaveLength(0);
  });

  it.each(['application/json', 'text/plain; charset=utf-8'])('that is a film lies elsewhere (%s)', async (type) => {
    const film = of('video/mp4', 'film');
    const { got, http } = await fetched('media/f1', [of(type, '{"video_url":"http://v.qq.com/f1?k=1"}'), film]);
    expect(got).toBe(film);
    expect(http.downloads[1]?.url).toBe('http://v.qq.com/f1?k=1');
  });

  it('is fetched with another token where the first was refused', async () => {
    const http = new ScriptedWeChat({ [TOKEN_CALL]: [token('t-1'), token('t-2')] });
    const { got } = await fetched('media/p', [refused(42_001), picture], http);
    expect(got).toBe(picture);
    expect(http.downloads.map(({ url }) => new URL(url).searchParams.get('access_token'))).toEqual(['t-1', 't-2']);
  });

  it.each([40_007, 40_004])('that WeChat has no more (%d) is said to be gone', async (code) => {
    const error = await errorOf(fetched('media/p', [refused(code)]));
    expect(error).toMatchObject({ code: 905, retry: 'no', text: expect.stringContaining('three days') as string });
  });

  it.each([
    ['WeChat is busy', [refused(-1)]],
    ['the words are none', [of('text/plain', 'x')]],
    ['the words are a book', [of('text/plain', 'x'.repeat(70_000))]],
    ['the film lies nowhere', [of('application/json', '{"video_url":"file:///etc/passwd"}')]],
    ['the connection breaks', []],
    ['it breaks at the film', [of('application/json', '{"video_url":"http://v.qq.com/f1"}')]],
  ])('may be asked for again where %s', async (_, downloaded) => {
    expect(await errorOf(fetched('media/p', downloaded))).toMatchObject({ retry: 'later' });
  });

  it('that is refused by HTTP alone is told as it is', async () => {
    const gone = of('text/html', '<html>', 404);
    expect((await fetched('media/p', [gone])).got).toBe(gone);
  });
});
