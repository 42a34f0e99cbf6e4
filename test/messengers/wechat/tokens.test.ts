import { NoAnswer } from '../../../src/http/client';
import { wechat } from '../../../src/messengers/wechat';
import { WeChatCredentials } from '../../../src/messengers/wechat/credentials';
import { errorOf } from '../telegram/scripted-http';
import { contextOf, ok, refusal, ScriptedWeChat, SEND, token, TOKEN_CALL, type Surroundings } from './scripted-wechat';
import { ANN, APP_ID, entered, NOW, SECRET } from './webhooks';

const send = (http: ScriptedWeChat, around?: Surroundings) =>
  wechat.send(contextOf(http, around), { key: 'k', chat: ANN, content: { type: 'text', text: 'Hi' } });
const tokensOf = (http: ScriptedWeChat) => http.calls.map(({ query }) => query.access_token);
const forced = (http: ScriptedWeChat) =>
  http.tokenCalls.map(({ body }) => (body as { force_refresh: boolean }).force_refresh);

/** Takes one token alone, and says of others what it is told. */
const takes = (good: string, errcode = 40_001) => ({
  [SEND]: ({ query }: { query: Readonly<Record<string, string>> }) =>
    query.access_token === good ? ok() : refusal(errcode, 'invalid credential'),
});

it('is asked for by what all workers get the same answer from', async () => {
  const http = new ScriptedWeChat();
  await send(http);
  expect(http.tokenCalls).toMatchObject([
    {
      verb: 'POST',
      query: {},
      body: { grant_type: 'client_credential', appid: APP_ID, secret: SECRET, force_refresh: false },
    },
  ]);
});

it('is remembered until it ends', async () => {
  let now = NOW;
  const http = new ScriptedWeChat({ [TOKEN_CALL]: [token('t-1', 7_200), token('t-2', 7_200)] });
  const around = { now: () => now };
  await send(http, around);
  now += 7_100_000;
  await send(http, around);
  now += 100_000;
  await send(http, around);
  expect(tokensOf(http)).toEqual(['t-1', 't-1', 't-2']);
  expect(http.tokenCalls).toHaveLength(2);
});

it('is asked for once, however many want it at once', async () => {
  const http = new ScriptedWeChat();
  await Promise.all(Array.from({ length: 20 }, () => send(http)));
  expect(http.tokenCalls).toHaveLength(1);
});

it('belongs to credentials: others have another', async () => {
  const http = new ScriptedWeChat({ [TOKEN_CALL]: [token('t-1'), token('t-2'), token('t-3')] });
  await send(http);
  await send(http, { credentials: WeChatCredentials.parse({ ...entered, appSecret: 'f'.repeat(32) }) });
  await send(http, {
    credentials: WeChatCredentials.parse({ ...entered, apiBaseUrl: 'https://sh.api.weixin.qq.com' }),
  });
  await send(http);
  expect(tokensOf(http)).toEqual(['t-1', 't-2', 't-3', 't-1']);
});

describe('that is refused', () => {
  it.each([40_001, 40_014, 42_001])(
    '(%d) is replaced by what others hold meanwhile, without force',
    async (errcode) => {
      const http = new ScriptedWeChat({ [TOKEN_CALL]: [token('t-1'), token('t-2')], ...takes('t-2', errcode) });
      await send(http);
      expect(tokensOf(http)).toEqual(['t-1', 't-2']);
      expect(forced(http)).toEqual([false, false]);
    },
  );

  it('is renewed by force where WeChat gives out no other', async () => {
    const http = new ScriptedWeChat({ [TOKEN_CALL]: [token('t-1'), token('t-1'), token('t-2')], ...takes('t-2') });
    await send(http);
    await send(http);
    expect(tokensOf(http)).toEqual(['t-1', 't-2', 't-2']);
    expect(forced(http)).toEqual([false, false, true]);
  });

  it('is renewed by force once, however many were refused at once', async () => {
    const http = new ScriptedWeChat({ [TOKEN_CALL]: [token('t-1'), token('t-1'), token('t-2')], ...takes('t-2') });
    await Promise.all(Array.from({ length: 10 }, () => send(http)));
    expect(forced(http).filter(Boolean)).toHaveLength(1);
    expect(tokensOf(http).filter((each) => each === 't-2')).toHaveLength(10);
  });

  it('again and again is not renewed by force each time, and the source is held', async () => {
    const http = new ScriptedWeChat({ ...takes('none') });
    for (let times = 0; times < 4; times += 1) {
      expect(await errorOf(send(http))).toMatchObject({ code: 902, retry: 'later', breadth: 'source' });
    }
    expect(forced(http).filter(Boolean)).toHaveLength(1);
  });

  it('two workers renew apart, and soon hold the same', async () => {
    let current = 't-1';
    let renewals = 0;
    const answers = {
      [TOKEN_CALL]: ({ body }: { body: unknown }) => {
        if ((body as { force_refresh: boolean }).force_refresh) current = `t-${String((renewals += 1) + 1)}`;
        return token(current);
      },
      [SEND]: ({ query }: { query: Readonly<Record<string, string>> }) =>
        query.access_token === current && renewals > 0 ? ok() : refusal(40_001),
    };
    const [one, other] = [new ScriptedWeChat(answers), new ScriptedWeChat(answers)];
    await send(one);
    await send(other);
    await send(one);
    expect(renewals).toBe(1);
    expect(tokensOf(one).at(-1)).toBe(tokensOf(other).at(-1));
  });
});

describe('that is not to be had', () => {
  it.each([
    ['the secret is wrong', refusal(40_125), 902, 'later'],
    ['the secret is called a wrong credential', refusal(40_001), 902, 'later'],
    ['the app is unknown', refusal(40_013), 902, 'later'],
    ['the address is not allowed', refusal(40_164, 'invalid ip 203.0.113.7'), 902, 'later'],
    ['WeChat is busy', refusal(-1), 903, 'later'],
    ['nobody answers', new NoAnswer('maybe', 'reset'), 903, 'later'],
    ['nonsense comes back', ok({ access_token: '' }), 903, 'later'],
    ['WeChat does not say what it did', { http: 504, body: '' }, 903, 'later'],
  ])('%s: nothing was sent, and it is told', async (_, answer, code, retry) => {
    const http = new ScriptedWeChat({ [TOKEN_CALL]: answer });
    const error = await errorOf(send(http));
    expect(error).toMatchObject({ code, retry });
    expect(error.text).not.toContain(SECRET);
    expect(http.calls).toHaveLength(0);
  });

  it('is asked for anew the next time', async () => {
    const http = new ScriptedWeChat({ [TOKEN_CALL]: [new NoAnswer('no', 'refused'), token('t-1')] });
    await errorOf(send(http));
    await send(http);
    expect(tokensOf(http)).toEqual(['t-1']);
  });
});
