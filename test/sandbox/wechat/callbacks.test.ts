import { eventually, pick } from '../support/http';
import { ACCOUNT, decrypted, JONAS, MEI, opened, paramsOf, readXml, sha1, WeChatBox } from '../support/wechat';

let wechat: WeChatBox;
beforeEach(async () => {
  wechat = await WeChatBox.start();
});
afterEach(() => wechat.stop());

const answers = (answer: () => number | { status: number; headers: object; body?: string }): void => {
  wechat.box.courier.answer = () => answer() as number;
};

describe('the server address', () => {
  test('is asked by GET, signed, and saved once it has echoed', async () => {
    expect((await wechat.server()).status).toBe(200);
    const [asked] = wechat.box.courier.received;
    const query = paramsOf(asked?.path ?? '');
    const [timestamp, nonce] = [query.get('timestamp') ?? '', query.get('nonce') ?? ''];
    expect(query.get('signature')).toBe(sha1(ACCOUNT.token, timestamp, nonce));
    expect([...query.keys()].sort()).toEqual(['echostr', 'nonce', 'signature', 'timestamp']);
    expect(await wechat.line()).toMatchObject({
      webhook: { url: wechat.hookUrl, pending: 0 },
      facts: { mode: 'safe' },
    });
  });

  test.each([
    ['another text', { status: 200, headers: {}, body: 'success' }],
    ['nothing', { status: 200, headers: {} }],
    ['403', 403],
  ])('is not saved where it answers %s', async (_, answer) => {
    answers(() => answer);
    expect(await wechat.server()).toMatchObject({
      status: 409,
      json: { detail: expect.stringMatching('token check failed') as string },
    });
    expect((await wechat.line()).webhook).toBeNull();
  });

  test('is not saved where nobody is, and has its port from WeChat', async () => {
    expect((await wechat.server({ url: 'http://127.0.0.1:1/' })).status).toBe(409);
    expect(pick(await wechat.server({ url: 'https://bridge.example:8443/' }), 'detail')).toMatch(/port 80 or 443/);
    await wechat.box.assume({ 'wechat-loopback': 'off' });
    expect(pick(await wechat.server(), 'detail')).toMatch(/port 80 or 443/);
    expect(wechat.box.courier.received).toEqual([]);
  });

  test('comes with a token, a key and a mode, which are then those of the account', async () => {
    const aesKey = 'B'.repeat(43);
    await wechat.server({ token: 'Other1', aesKey, mode: 'plain' });
    const query = paramsOf(wechat.box.courier.received[0]?.path ?? '');
    expect(query.get('signature')).toBe(sha1('Other1', query.get('timestamp') ?? '', query.get('nonce') ?? ''));
    const { credentials, facts } = await wechat.line();
    expect(credentials).toMatchObject({ token: 'Other1', encodingAesKey: aesKey });
    expect(facts.mode).toBe('plain');
    expect(pick(await wechat.server({ token: 'no!' }), 'detail')).toBe('A token has 3 to 32 letters and digits.');
    expect(pick(await wechat.server({ aesKey: 'short' }), 'detail')).toMatch(/43 letters/);
  });
});

describe('a callback', () => {
  test('of the safe mode is encrypted, and nothing beside it tells what it is', async () => {
    await wechat.open();
    await wechat.says({ text: 'Where is it? 在哪里 ]]> <b>' });
    const [hook] = await wechat.box.courier.until(1);
    const envelope = readXml(hook?.raw ?? '');
    expect(Object.keys(envelope).sort()).toEqual(['#text', 'Encrypt', 'ToUserName']);
    const query = paramsOf(hook?.path ?? '');
    const [timestamp, nonce] = [query.get('timestamp') ?? '', query.get('nonce') ?? ''];
    expect(query.get('openid')).toBe(MEI.id);
    expect(query.get('encrypt_type')).toBe('aes');
    expect(query.get('signature')).toBe(sha1(ACCOUNT.token, timestamp, nonce));
    expect(query.get('msg_signature')).toBe(sha1(ACCOUNT.token, timestamp, nonce, envelope.Encrypt ?? ''));
    const { xml, appId, pad } = decrypted(envelope.Encrypt ?? '');
    expect(appId).toBe(ACCOUNT.appId);
    expect(pad).toBeGreaterThanOrEqual(1);
    expect(pad).toBeLessThanOrEqual(32);
    expect(readXml(xml)).toMatchObject({
      ToUserName: ACCOUNT.id,
      FromUserName: MEI.id,
      MsgType: 'text',
      Content: 'Where is it? 在哪里 ]]> <b>',
      CreateTime: expect.stringMatching(/^\d{10}$/) as string,
      MsgId: expect.stringMatching(/^\d{19}$/) as string,
    });
  });

  test('of the plain mode is as it is', async () => {
    await wechat.server({ mode: 'plain' });
    await wechat.says({ text: 'Hello' });
    const hook = (await wechat.box.courier.until(2))[1];
    expect(readXml(hook?.raw ?? '')).toMatchObject({ MsgType: 'text', Content: 'Hello' });
    const names = [...paramsOf(hook?.path ?? '').keys()].sort();
    expect(names).toEqual(['nonce', 'openid', 'signature', 'timestamp']);
  });

  test('of the compatible mode is both', async () => {
    await wechat.server({ mode: 'compatible' });
    await wechat.says({ text: 'Hello' });
    const hook = (await wechat.box.courier.until(2))[1];
    const both = readXml(hook?.raw ?? '');
    expect(both).toMatchObject({ MsgType: 'text', Content: 'Hello', FromUserName: MEI.id });
    expect(readXml(decrypted(both.Encrypt ?? '').xml)).toMatchObject({ MsgType: 'text', Content: 'Hello' });
  });

  test('has an id that JavaScript cannot count', async () => {
    await wechat.open();
    const ids = [pick(await wechat.says({ text: 'One' }), 'id'), pick(await wechat.says({ text: 'Two' }), 'id')];
    expect((await wechat.told(2)).map(({ MsgId }) => MsgId)).toEqual(ids);
    expect(ids[0]).not.toBe(ids[1]);
    expect(Number(ids[0])).toBe(Number(ids[1]));
  });

  test('comes three times where it is not answered in time, each time with the same id', async () => {
    await wechat.open();
    await wechat.box.assume({ 'wechat-callback-timeout-ms': 50 });
    wechat.box.courier.answer = () => new Promise(() => undefined);
    const id = pick(await wechat.says({ text: 'Anybody?' }), 'id');
    const told = await wechat.told(3);
    expect(told.map(({ MsgId }) => MsgId)).toEqual([id, id, id]);
    await wechat.settled();
    expect(wechat.box.courier.received).toHaveLength(3);
    expect((await wechat.messages()).at(-1)?.handed).toBe(false);
    expect((await wechat.line()).webhook?.lastError).toBe('Read timeout expired');
  });

  test.each(['success', undefined])('answered with %s is taken', async (body) => {
    await wechat.open();
    answers(() => ({ status: 200, headers: {}, ...(body === undefined ? {} : { body }) }));
    await wechat.says({ text: 'Hello' });
    await eventually(async () => (await wechat.messages()).at(-1)?.handed === true);
  });

  test('answered with something else tells the customer that the account is out of service', async () => {
    await wechat.open();
    answers(() => ({ status: 200, headers: {}, body: 'ok' }));
    await wechat.says({ text: 'Hello' });
    await eventually(async () => (await wechat.line()).webhook?.lastError === 'Answered neither success nor a reply');
    expect((await wechat.messages()).at(-1)?.handed).toBe(false);
  });

  test('goes nowhere without a server address', async () => {
    expect((await wechat.says({ text: 'Hello' })).status).toBe(201);
    await wechat.open();
    await wechat.actOnLine('stop-server');
    await wechat.says({ text: 'Hello again' });
    expect(wechat.box.courier.received).toEqual([]);
  });

  test('of another customer waits for none', async () => {
    await wechat.open();
    let stuck = true;
    wechat.box.courier.answer = (hook) =>
      stuck && opened(hook).FromUserName === MEI.id ? new Promise(() => undefined) : 200;
    await wechat.says({ text: 'First' });
    await wechat.says({ text: 'Hi' }, JONAS.id);
    await eventually(async () => (await wechat.messages(JONAS.id)).at(-1)?.handed === true);
    stuck = false;
  });
});
