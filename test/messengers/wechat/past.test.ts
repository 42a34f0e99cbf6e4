import { createHttpClient } from '../../../src/http/undici-client';
import type { DriverContext, PastRecord } from '../../../src/messengers/contract';
import { wechat } from '../../../src/messengers/wechat';
import { WeChatCredentials } from '../../../src/messengers/wechat/credentials';
import { JONAS, MEI, WeChatBox } from '../../sandbox/support/wechat';
import { errorOf } from '../telegram/scripted-http';
import { contextOf, ok, refusal, ScriptedWeChat } from './scripted-wechat';
import { APP_ID, NOW } from './webhooks';

const RECORDS = 'customservice/msgrecord/getmsglist';
const DAY_S = 24 * 60 * 60;
const TODAY = Math.floor(NOW / 1_000 / DAY_S) * DAY_S;

const record = (more: object = {}) => ({
  openid: 'oDF3iY9WMaswOPWjCIp_f3Bnpljk',
  opercode: 2003,
  text: 'Hello',
  time: TODAY + 60,
  worker: 'anna@shop',
  ...more,
});
const day = (...recordlist: object[]) => ok({ recordlist, number: recordlist.length, msgid: recordlist.length });

function pageOf(context: DriverContext<WeChatCredentials>, cursor?: string) {
  if (wechat.history?.comes !== 'pages') throw new Error('WeChat has pages');
  return wechat.history.page(context, cursor);
}

const recordsIn = async (...recordlist: object[]) =>
  (await pageOf(contextOf(new ScriptedWeChat({ [RECORDS]: day(...recordlist) })))).records;

describe('what WeChat has kept', () => {
  it('is asked for a day at a time, the newest first, for half a year', async () => {
    const http = new ScriptedWeChat({ [RECORDS]: day() });
    let next: string | undefined;
    let pages = 0;
    do {
      ({ next } = await pageOf(contextOf(http), next));
      pages += 1;
    } while (next !== undefined);
    expect(pages).toBe(181);
    expect(http.calls[0]).toMatchObject({
      verb: 'POST',
      query: { access_token: 't-1' },
      body: { starttime: TODAY, endtime: TODAY + DAY_S - 1, msgid: 1, number: 10_000 },
    });
    expect(http.calls.at(-1)?.body).toMatchObject({ starttime: TODAY - 180 * DAY_S });
  });

  it('goes on in a day that has more than WeChat gives at once, and no further when it stays where it is', async () => {
    const full = Array.from({ length: 10_000 }, () => record());
    const http = new ScriptedWeChat({
      [RECORDS]: [
        ok({ recordlist: full, number: 10_000, msgid: 20_165_267 }),
        ok({ recordlist: full, msgid: 20_165_267 }),
      ],
    });
    const first = await pageOf(contextOf(http));
    const second = await pageOf(contextOf(http), first.next);
    await pageOf(contextOf(http), second.next);
    expect(http.calls.map(({ body }) => body)).toMatchObject([
      { starttime: TODAY, msgid: 1 },
      { starttime: TODAY, msgid: 20_165_267 },
      { starttime: TODAY - DAY_S, msgid: 1 },
    ]);
  });

  it('comes from both sides, and names whoever of the staff wrote', async () => {
    const chat = record().openid;
    expect(
      await recordsIn(record(), record({ opercode: 2002 }), record({ opercode: 2002, worker: undefined })),
    ).toEqual([
      {
        kind: 'message',
        chat,
        remoteId: expect.stringMatching(/^record\/[\w-]{22}$/) as string,
        isMadeUp: true,
        at: (TODAY + 60) * 1_000,
        by: 'customer',
        author: { id: chat, name: `WeChat user ${chat.slice(-6)}` },
        content: { type: 'text', text: 'Hello' },
      },
      expect.objectContaining({ by: 'business', author: { id: 'anna@shop', name: 'anna' } }),
      expect.objectContaining({ by: 'business', author: { id: APP_ID, name: '' } }),
    ]);
  });

  it.each([
    ['[image]', 'picture'],
    ['[voice]', 'voice message'],
    ['[video]', 'video'],
    [' ', 'empty message'],
  ])('%j stands for what is not handed over', async (text, what) => {
    expect(await recordsIn(record({ text }))).toMatchObject([{ content: { type: 'unsupported', what } }]);
  });

  it('leaves out what is no message, and what cannot be read', async () => {
    expect(await recordsIn(record({ opercode: 1000 }), record({ time: 'noon' }), {})).toEqual([]);
  });

  it('has ids that are the same whenever it is asked, and differ for what is alike', async () => {
    const ids = async () =>
      (await recordsIn(record(), record(), record({ text: 'Bye' }), record({ opercode: 2002 }))).map(idOf);
    const first = await ids();
    expect(new Set(first).size).toBe(4);
    expect(await ids()).toEqual(first);
  });

  it.each([
    ['its customer service is off', refusal(65_400), { code: 905, retry: 'no', text: /customer service/ }],
    ['it asks for fewer calls', refusal(45_011), { code: 905, retry: 'later' }],
    ['the account is banned', refusal(48_004), { code: 902, retry: 'no' }],
    ['it is busy', refusal(-1), { code: 903, retry: 'later' }],
    ['it answers something else', ok({ recordlist: 'x' }), { retry: 'later' }],
  ])('is not to be had where %s', async (_, answer, { text, ...expected }: { text?: RegExp; retry: string }) => {
    const error = await errorOf(pageOf(contextOf(new ScriptedWeChat({ [RECORDS]: answer }))));
    expect(error).toMatchObject(expected);
    if (text !== undefined) expect(error.text).toMatch(text);
  });
});

function idOf(each: PastRecord): string {
  return each.kind === 'message' ? each.remoteId : '';
}

describe('before the emulator', () => {
  let box: WeChatBox;
  const http = createHttpClient();
  beforeAll(async () => {
    box = await WeChatBox.start();
  });
  afterAll(async () => {
    await box.stop();
    await http.close();
  });

  it.each(['next', 'last', 'last-again'])(
    'all of it comes once, with %s as the msgid that goes on',
    async (reading) => {
      await box.box.control('POST', '/reset');
      await box.box.control('PATCH', '/assumptions', { 'wechat-record-msgid': reading });
      const at = [170, 40.5, 40, 1.2, 0.01];
      for (const daysAgo of at) {
        await box.act('past', { text: `from Mei ${daysAgo}`, daysAgo, by: 'customer' });
        await box.act('past', { text: `to Jonas ${daysAgo}`, daysAgo, worker: 'bob' }, JONAS.id);
      }
      await box.act('past', { text: 'too old', daysAgo: 190 });
      const credentials = WeChatCredentials.parse((await box.line()).credentials);
      const context = { http, clock: { now: () => Date.now() }, credentials };
      const found: PastRecord[] = [];
      let next: string | undefined;
      do {
        const page = await pageOf(context, next);
        found.push(...page.records);
        ({ next } = page);
      } while (next !== undefined);
      const said = found.flatMap((each) => (each.kind === 'message' ? [each] : []));
      const texts = said.map(({ content }) => (content.type === 'text' ? content.text : '')).sort();
      expect(texts).toEqual(at.flatMap((days) => [`from Mei ${days}`, `to Jonas ${days}`]).sort());
      expect(new Set(said.map(({ chat, by, author }) => `${chat} ${by} ${author.name}`))).toEqual(
        new Set([`${MEI.id} customer WeChat user ${MEI.id.slice(-6)}`, `${JONAS.id} business bob`]),
      );
    },
  );

  it.each([
    [{ endtime: 1_790_000_000 + DAY_S + 1 }, 65_417],
    [{ number: 10_001 }, 65_416],
    [{ msgid: 0 }, 65_416],
    [{ endtime: 1 }, 65_416],
    [{ starttime: 'noon' }, 65_416],
  ])('is refused for %j', async (wrong, errcode) => {
    const body = { starttime: 1_790_000_000, endtime: 1_790_000_000 + DAY_S, msgid: 1, number: 10_000, ...wrong };
    const url = `${box.box.sandbox.url}/wechat/${RECORDS}?access_token=${await box.token()}`;
    const answer = await fetch(url, { method: 'POST', body: JSON.stringify(body) });
    expect(await answer.json()).toMatchObject({ errcode });
  });

  it.each(['next', 'last', 'last-again'])('goes on in a day, with %s as the msgid for it', async (reading) => {
    await box.box.control('POST', '/reset');
    await box.box.control('PATCH', '/assumptions', { 'wechat-record-msgid': reading });
    for (const text of ['a', 'b', 'c', 'd', 'e']) await box.act('past', { text });
    const now = Math.floor(Date.now() / 1_000);
    const found = new Set<string>();
    for (let [msgid, count] = [1, 2]; count === 2;) {
      const body = JSON.stringify({ starttime: now - 3_600, endtime: now + 60, msgid, number: 2 });
      const url = `${box.box.sandbox.url}/wechat/${RECORDS}?access_token=${await box.token()}`;
      const answer = (await (await fetch(url, { method: 'POST', body })).json()) as Kept;
      for (const { text } of answer.recordlist) found.add(text);
      [msgid, count] = [answer.msgid, answer.number];
    }
    expect([...found]).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('knows the account by its token', async () => {
    const url = `${box.box.sandbox.url}/wechat/${RECORDS}?access_token=nobody`;
    expect(await (await fetch(url, { method: 'POST', body: '{}' })).json()).toMatchObject({ errcode: 40_014 });
  });
});

interface Kept {
  readonly recordlist: readonly { readonly text: string }[];
  readonly msgid: number;
  readonly number: number;
}
