import { eventually, pick } from '../support/http';
import { ACCOUNT, codeOf, MEI, WeChatBox } from '../support/wechat';

let wechat: WeChatBox;
beforeEach(async () => {
  wechat = await WeChatBox.start();
  await wechat.open();
});
afterEach(() => wechat.stop());

const lastTold = async (count = 1) => (await wechat.told(count)).at(-1);

describe('what customers send', () => {
  test('a picture, at a public address and in the store', async () => {
    await wechat.says({ files: [await wechat.file('cat.jpg', 'image/jpeg', 'picture')], as: 'picture' });
    const told = await lastTold();
    expect(told).toMatchObject({ MsgType: 'image' });
    expect(await (await fetch(told?.PicUrl ?? '')).text()).toBe('picture');
    const stored = await wechat.call('media/get', undefined, { media_id: told?.MediaId ?? '' });
    expect(stored.text).toBe('picture');
    expect(stored.headers.get('content-type')).toBe('image/jpeg');
    expect(stored.headers.get('content-disposition')).toBe(`attachment; filename="${told?.MediaId ?? ''}.jpg"`);
  });

  test('a video, whose bytes are one step further', async () => {
    await wechat.says({ files: [await wechat.file('a.mp4', 'video/mp4', 'film')], as: 'video' });
    const told = await lastTold();
    expect(told).toMatchObject({ MsgType: 'video', ThumbMediaId: expect.any(String) as string });
    const answer = await wechat.call('media/get', undefined, { media_id: told?.MediaId ?? '' });
    expect(await (await fetch(pick(answer, 'video_url'))).text()).toBe('film');
    await wechat.box.assume({ 'wechat-video': 'shortvideo' });
    await wechat.says({ files: [await wechat.file('a.mp4', 'video/mp4')], as: 'video' });
    expect(await lastTold(2)).toMatchObject({ MsgType: 'shortvideo' });
  });

  test('a voice message, with what WeChat has understood or not', async () => {
    const file = await wechat.file('v.amr', 'audio/amr', '#!AMR');
    await wechat.says({ files: [file], as: 'voice' });
    const told = await lastTold();
    expect(told).toMatchObject({ MsgType: 'voice', Format: 'amr' });
    expect(told).not.toHaveProperty('Recognition');
    await wechat.box.assume({ 'wechat-recognition': 'sent', 'wechat-voice-16k': 'sent' });
    await wechat.says({ files: [file], as: 'voice' });
    const second = await lastTold(2);
    expect(second).toMatchObject({ Recognition: 'When does the shop open?' });
    const fine = await wechat.call('media/get/jssdk', undefined, { media_id: second?.MediaId16K ?? '' });
    expect(fine.text).toBe('#!AMR');
  });

  test('nothing of it is there after three days', async () => {
    await wechat.says({ files: [await wechat.file('cat.jpg', 'image/jpeg')], as: 'picture' });
    const { MediaId = '', PicUrl = '' } = (await lastTold()) ?? {};
    await wechat.later(3 * 86_400_000);
    const gone = await wechat.call('media/get', undefined, { media_id: MediaId });
    expect([gone.status, codeOf(gone)]).toEqual([200, 40007]);
    expect(gone.headers.get('content-type')).toMatch(/^text\/plain/);
    expect((await fetch(PicUrl)).status).toBe(404);
  });

  test('a place, a link, a file that cannot be fetched, a sticker that cannot be shown', async () => {
    await wechat.says({ location: { latitude: 31.23, longitude: 121.47, title: 'Bund', address: 'Shanghai' } });
    await wechat.act('link', { url: 'https://example.com/a?b&c', title: 'A <page>' });
    await wechat.says({ files: [await wechat.file('list.pdf', 'application/pdf')] });
    await wechat.says({ files: [await wechat.file('s.gif', 'image/gif')], as: 'sticker' });
    expect(await wechat.told(4)).toMatchObject([
      { MsgType: 'location', Location_X: '31.23', Location_Y: '121.47', Label: 'Shanghai' },
      { MsgType: 'link', Title: 'A <page>', Url: 'https://example.com/a?b&c' },
      { MsgType: 'file', Title: 'list.pdf', FileTotalLen: '5' },
      { MsgType: 'text', Content: '【收到不支持的消息类型，暂无法显示】' },
    ]);
    await wechat.box.assume({ 'wechat-file': 'lost', 'wechat-sticker': 'lost' });
    await wechat.says({ files: [await wechat.file('list.pdf', 'application/pdf')] });
    await wechat.says({ files: [await wechat.file('s.gif', 'image/gif')], as: 'sticker' });
    await wechat.says({ other: 'red_packet' });
    expect((await wechat.told(5)).at(-1)).toMatchObject({ MsgType: 'red_packet' });
  });

  test.each([[{ text: 'x', forwarded: true }], [{ contact: { name: 'Bob', phone: '+16505550000' } }]])(
    '%j is nothing that an account is told',
    async (message) => {
      expect((await wechat.says(message)).status).toBe(409);
    },
  );
});

describe('following', () => {
  test('and no more: both are told, and nothing is sent to whoever has left', async () => {
    await wechat.act('unfollow');
    expect(await lastTold()).toMatchObject({ MsgType: 'event', Event: 'unsubscribe' });
    expect(codeOf(await wechat.send())).toBe(45015);
    await wechat.box.assume({ 'wechat-unfollowed': 43_004 });
    expect(codeOf(await wechat.send())).toBe(43004);
    expect((await wechat.says({ text: 'Hello' })).status).toBe(409);
    await wechat.act('follow', { scene: 'poster' });
    expect(await lastTold(2)).toMatchObject({
      Event: 'subscribe',
      EventKey: 'qrscene_poster',
      Ticket: expect.stringMatching(/^TICKET_/) as string,
    });
    expect(codeOf(await wechat.send())).toBe(0);
  });

  test('a new customer follows before writing', async () => {
    const made = await wechat.box.control('POST', `/lines/wechat/${ACCOUNT.id}/customers`, { name: 'Ada' });
    const id = pick(made, 'id');
    expect(id).toMatch(/^o[\w-]{27}$/);
    expect(codeOf(await wechat.send(undefined, id))).toBe(40003);
    await wechat.says({ text: 'Hello' }, id);
    const told = await wechat.told(2);
    expect(told.map(({ Event, Content }) => Event ?? Content)).toEqual(['subscribe', 'Hello']);
    expect(told[0]).not.toHaveProperty('MsgId');
  });
});

test('what else customers do is told', async () => {
  await wechat.act('scan', { scene: 'till' });
  await wechat.act('menu', { key: 'OPENING_HOURS' });
  await wechat.act('scan-code', { result: 'https://example.com/1', waits: true });
  await wechat.act('view', { url: 'https://example.com/' });
  await wechat.act('report-location', { latitude: 1, longitude: 2 });
  await wechat.act('event', { event: 'TEMPLATESENDJOBFINISH', fields: { MsgID: 7, Status: 'success' } });
  expect(await wechat.told(6)).toMatchObject([
    { Event: 'SCAN', EventKey: 'till' },
    { Event: 'CLICK', EventKey: 'OPENING_HOURS' },
    { Event: 'scancode_waitmsg', ScanCodeInfo: { ScanResult: 'https://example.com/1' } },
    { Event: 'VIEW', EventKey: 'https://example.com/' },
    { Event: 'LOCATION', Latitude: '1' },
    { Event: 'TEMPLATESENDJOBFINISH', Status: 'success' },
  ]);
  expect((await wechat.act('type')).status).toBe(409);
});

test('a referral is a scan', async () => {
  await wechat.says({ text: 'Hello', referral: { ref: 'advert-7' } });
  expect((await wechat.told(2)).map(({ Event, EventKey }) => [Event, EventKey])).toEqual([
    ['SCAN', 'advert-7'],
    [undefined, undefined],
  ]);
});

describe('a person', () => {
  test('has no name and no picture, but for the one that staff gave', async () => {
    const info = () => wechat.call('user/info', undefined, { openid: MEI.id, lang: 'en' });
    expect((await info()).json).toMatchObject({
      subscribe: 1,
      openid: MEI.id,
      nickname: '',
      headimgurl: '',
      language: 'zh_CN',
      remark: '',
      unionid: MEI.unionId,
      subscribe_time: MEI.since / 1000,
    });
    expect(codeOf(await wechat.call('user/info/updateremark', { openid: MEI.id, remark: 'Mei, wholesale' }))).toBe(0);
    expect((await info()).json).toMatchObject({ remark: 'Mei, wholesale' });
    expect(codeOf(await wechat.call('user/info/updateremark', { openid: MEI.id, remark: 'x'.repeat(31) }))).toBe(40035);
    await wechat.act('unfollow');
    expect((await info()).json).toEqual({ subscribe: 0, openid: MEI.id, tagid_list: [] });
    expect(codeOf(await wechat.call('user/info', undefined, { openid: 'oNobody' }))).toBe(40003);
  });

  test('can be asked for with up to a hundred', async () => {
    const list = (count: number) => ({ user_list: Array.from({ length: count }, () => ({ openid: MEI.id })) });
    const answer = await wechat.call('user/info/batchget', list(2));
    expect(answer.json).toMatchObject({ user_info_list: [{ openid: MEI.id }, { openid: MEI.id }] });
    expect(codeOf(await wechat.call('user/info/batchget', list(101)))).toBe(40035);
  });
});

test('addresses and the reach of the server', async () => {
  expect((await wechat.call('get_api_domain_ip')).json).toEqual({ ip_list: ['127.0.0.1'] });
  expect((await wechat.call('callback/check', { action: 'all', check_operator: 'DEFAULT' })).json).toMatchObject({
    dns: [{ ip: '127.0.0.1' }],
    ping: [{ package_loss: '0%' }],
  });
  expect(codeOf(await wechat.call('callback/check', { action: 'all', check_operator: 'NOBODY' }))).toBe(40035);
});

test('faults act on callbacks', async () => {
  await wechat.box.fault({ name: 'wechat-hook-duplicate', times: 1 });
  await wechat.says({ text: 'Twice' });
  const [one, two] = await wechat.told(2);
  expect(two).toEqual(one);
  await eventually(async () => (await wechat.messages()).at(-1)?.handed === true);
});
