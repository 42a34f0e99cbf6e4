import { NoAnswer } from '../../../src/http/client';
import { wechat } from '../../../src/messengers/wechat';
import { errorOf } from '../telegram/scripted-http';
import { contextOf, ok, refusal, ScriptedWeChat, SEND, type WeChatReply } from './scripted-wechat';
import { ANN, SECRET } from './webhooks';

const sending = (answer: WeChatReply | NoAnswer) => {
  const http = new ScriptedWeChat({ [SEND]: answer });
  return errorOf(wechat.send(contextOf(http), { key: 'k', chat: ANN, content: { type: 'text', text: 'Hi' } }));
};

it.each([
  [-1, 903, 'later', 'message', /busy/],
  [40001, 902, 'later', 'source', /access token/],
  [40014, 902, 'later', 'source', /access token/],
  [41001, 902, 'later', 'source', /access token/],
  [42001, 902, 'later', 'source', /access token/],
  [40013, 902, 'later', 'source', /AppID or the AppSecret/],
  [40125, 902, 'later', 'source', /AppID or the AppSecret/],
  [40243, 902, 'later', 'source', /frozen/],
  [40164, 902, 'later', 'source', /allow-list/],
  [40003, 904, 'no', 'message', /does not know this customer/],
  [43004, 905, 'no', 'message', /does not follow the account/],
  [50005, 905, 'no', 'message', /does not follow the account/],
  [43019, 905, 'no', 'message', /blocked the account/],
  [48002, 905, 'no', 'message', /blocked the account/],
  [45015, 905, 'no', 'message', /48 hours/],
  [45047, 905, 'no', 'message', /until the customer answers/],
  [45002, 905, 'no', 'message', /too long/],
  [44004, 905, 'no', 'message', /empty/],
  [45001, 905, 'no', 'message', /too big/],
  [40006, 905, 'no', 'message', /too big/],
  [40009, 905, 'no', 'message', /too big/],
  [40010, 905, 'no', 'message', /too big/],
  [40011, 905, 'no', 'message', /too big/],
  [40012, 905, 'no', 'message', /too big/],
  [40004, 905, 'no', 'message', /could not use the file/],
  [40005, 905, 'no', 'message', /could not use the file/],
  [40007, 905, 'no', 'message', /could not use the file/],
  [40008, 905, 'no', 'message', /could not use the file/],
  [41006, 905, 'no', 'message', /could not use the file/],
  [45009, 905, 'no', 'message', /tomorrow/],
  [45011, 905, 'later', 'source', /more slowly/],
  [45098, 905, 'no', 'message', /so many buttons/],
  [48001, 902, 'no', 'message', /not granted/],
  [48004, 902, 'no', 'message', /taken this right/],
  [50002, 902, 'no', 'message', /restricted/],
  [47001, 905, 'no', 'message', /could not read/],
  [40033, 905, 'no', 'message', /could not read/],
  [40035, 905, 'no', 'message', /could not read/],
  [99999, 905, 'no', 'message', /^WeChat refused it: 99999 words of WeChat$/],
])('the code %d is %d, %s, for the %s', async (errcode, code, retry, breadth, text) => {
  const error = await sending(refusal(errcode));
  expect(error).toMatchObject({ code, retry, breadth });
  expect(error.text).toMatch(text);
});

it.each([
  [401, 902, 'later', 'source'],
  [404, 905, 'no', 'message'],
  [413, 905, 'no', 'message'],
  [429, 903, 'later', 'source'],
  [500, 903, 'later', 'message'],
  [502, 903, 'later', 'message'],
  [503, 903, 'later', 'message'],
  [504, 905, 'unknown', 'message'],
])('HTTP %d is %d, %s, for the %s', async (http, code, retry, breadth) => {
  expect(await sending({ http, body: '<html>' })).toMatchObject({ code, retry, breadth });
});

it('waits as long as it is told', async () => {
  expect(await sending({ http: 429, body: '', headers: { 'retry-after': '7' } })).toMatchObject({
    retryAfterMs: 7_000,
  });
  expect(await sending(refusal(45011))).toMatchObject({ retryAfterMs: 60_000 });
});

it.each([
  ['an answer never came', new NoAnswer('maybe', 'reset'), 'unknown', 905],
  ['nobody was there', new NoAnswer('no', 'refused'), 'later', 903],
])('where %s, it is %s', async (_, answer, retry, code) => {
  expect(await sending(answer)).toMatchObject({ retry, code });
});

it('nobody knows what became of a message where the answer is none', async () => {
  for (const body of ['', 'x', '[]', '"ok"']) {
    expect(await sending({ http: 200, body })).toMatchObject({ retry: 'unknown' });
  }
});

it.each([
  ['invalid ip 203.0.113.7 ipv6 ::ffff:203.0.113.7, not in whitelist rid: 6543-abc', '203.0.113.7'],
  ['invalid ip 2001:db8::7, not in whitelist', '2001:db8::7'],
  ['not in whitelist', '…'],
])('names the address that is to be allowed: %s', async (errmsg, ip) => {
  const { text, said } = await sending(refusal(40164, errmsg));
  expect(text).toContain(`no calls from ${ip}.`);
  expect(said).toEqual([{ code: 'wechat.ip', params: { ip } }]);
});

it('repeats no secret', async () => {
  const error = await sending(ok({ errcode: 99, errmsg: `bad t-1 of ${SECRET}` }));
  expect(error.text).toBe('WeChat refused it: 99 bad … of …');
});
