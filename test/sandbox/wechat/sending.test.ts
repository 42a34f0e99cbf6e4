import { sampleFile } from '../../support/sample-files';
import { pick } from '../support/http';
import { codeOf, MEI, WeChatBox } from '../support/wechat';

let wechat: WeChatBox;
beforeEach(async () => {
  wechat = await WeChatBox.start();
  await wechat.open();
});
afterEach(() => wechat.stop());

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const JPG = Buffer.from('ffd8ffe000104a464946', 'hex');
const AMR = Buffer.from('#!AMR\n');
const text = (content: string) => ({ msgtype: 'text', text: { content } });
const last = async () => (await wechat.messages()).at(-1);
const sends = async (count: number) => {
  const codes: unknown[] = [];
  for (let each = 0; each < count; each += 1) codes.push(codeOf(await wechat.send()));
  return codes;
};
/** The token of before has ended. */
const laterCode = async (offsetMs: number, body: object = text('Good day')) => {
  await wechat.later(offsetMs);
  const access_token = pick(await wechat.stableToken(), 'access_token');
  return codeOf(await wechat.call('message/custom/send', { touser: MEI.id, ...body }, { access_token }));
};

test('a text arrives; the answer has no id', async () => {
  const answer = await wechat.send(text('你好 <a href="https://example.com">here</a>'));
  expect(answer).toMatchObject({ status: 200, json: { errcode: 0, errmsg: 'ok' } });
  expect(answer.json).not.toHaveProperty('msgid');
  expect(await last()).toMatchObject({
    from: 'line',
    kind: 'text',
    status: 'delivered',
    text: '你好 <a href="https://example.com">here</a>',
  });
});

describe('files', () => {
  test('are put into the store first, and go out by their id', async () => {
    const id = pick(await wechat.upload('image', 'a.png', 'image/png', sampleFile('png').bytes), 'media_id');
    for (let time = 0; time < 2; time += 1) {
      expect(codeOf(await wechat.send({ msgtype: 'image', image: { media_id: id } }))).toBe(0);
    }
    expect(await last()).toMatchObject({ kind: 'picture', files: [{ mimeType: 'image/png' }] });
    const voice = pick(await wechat.upload('voice', 'a.amr', 'audio/amr', AMR), 'media_id');
    expect(codeOf(await wechat.send({ msgtype: 'voice', voice: { media_id: voice } }))).toBe(0);
    expect(await last()).toMatchObject({ kind: 'voice' });
  });

  test('a video has a picture beside it', async () => {
    const film = pick(await wechat.upload('video', 'a.mp4', 'video/mp4', sampleFile('mp4').bytes), 'media_id');
    const thumb = pick(await wechat.upload('thumb', 'a.jpg', 'image/jpeg', JPG), 'thumb_media_id');
    expect(codeOf(await wechat.send({ msgtype: 'video', video: { media_id: film } }))).toBe(41006);
    const video = { media_id: film, thumb_media_id: thumb, title: 'Tour', description: 'Our shop' };
    expect(codeOf(await wechat.send({ msgtype: 'video', video }))).toBe(0);
    expect(await last()).toMatchObject({ kind: 'video', text: 'Tour\nOur shop' });
  });

  test('end after three days', async () => {
    const id = pick(await wechat.upload('image', 'a.png', 'image/png', sampleFile('png').bytes), 'media_id');
    await wechat.later(72 * HOUR_MS);
    await wechat.says({ text: 'Still there?' });
    expect(await laterCode(72 * HOUR_MS, { msgtype: 'image', image: { media_id: id } })).toBe(40007);
  });

  test.each([
    ['sound', 'a.mp3', sampleFile('mp3').bytes, 40004],
    ['image', 'a.webp', sampleFile('webp').bytes, 40005],
    ['image', 'a.png', sampleFile('webp').bytes, 40005],
    ['voice', 'a.ogg', sampleFile('ogg').bytes, 40005],
    ['video', 'a.m4a', sampleFile('m4a').bytes, 40005],
    ['thumb', 'a.png', sampleFile('png').bytes, 40005],
    ['image', 'a.png', Buffer.alloc(0), 44001],
    ['voice', 'a.amr', Buffer.concat([AMR, Buffer.alloc(2 * 1024 * 1024)]), 40010],
    ['video', 'a.mp4', Buffer.concat([sampleFile('mp4').bytes, Buffer.alloc(10 * 1024 * 1024)]), 40011],
    ['thumb', 'a.jpg', Buffer.concat([JPG, Buffer.alloc(64 * 1024)]), 40012],
    ['image', 'a.jpg', Buffer.concat([JPG, Buffer.alloc(10 * 1024 * 1024)]), 40009],
  ])('an upload as %s of %s is refused', async (type, name, bytes, code) => {
    expect(codeOf(await wechat.upload(type, name, 'application/octet-stream', bytes))).toBe(code);
  });

  test('a form has to have the right part, and an id has to be of the right kind', async () => {
    expect(codeOf(await wechat.call('media/upload', '{}', { type: 'image' }))).toBe(41005);
    const thumb = pick(await wechat.upload('thumb', 'a.jpg', 'image/jpeg', JPG), 'thumb_media_id');
    expect(codeOf(await wechat.send({ msgtype: 'image', image: { media_id: thumb } }))).toBe(40004);
    expect(codeOf(await wechat.send({ msgtype: 'image', image: { media_id: 'none' } }))).toBe(40007);
    expect(codeOf(await wechat.send({ msgtype: 'image', image: {} }))).toBe(41006);
    await wechat.box.assume({ 'wechat-day-uploads': 1 });
    expect(codeOf(await wechat.upload('thumb', 'a.jpg', 'image/jpeg', JPG))).toBe(45009);
  });
});

describe('other kinds', () => {
  const article = { title: 'Offer', description: 'Today', url: 'https://example.com/', picurl: '' };
  const news = (...articles: object[]) => ({ msgtype: 'news', news: { articles } });

  test('a card has one article', async () => {
    expect(codeOf(await wechat.send(news(article)))).toBe(0);
    expect(await last()).toMatchObject({
      kind: 'card',
      text: 'Offer\nToday',
      buttons: [[{ url: 'https://example.com/' }]],
    });
    expect(codeOf(await wechat.send(news(article, article)))).toBe(45008);
    expect(codeOf(await wechat.send(news({ ...article, title: 'x'.repeat(65) })))).toBe(45003);
    expect(codeOf(await wechat.send(news({ ...article, description: 'x'.repeat(121) })))).toBe(45004);
    await wechat.box.assume({ 'wechat-news-limits': 'off' });
    expect(codeOf(await wechat.send(news({ ...article, title: 'x'.repeat(65) })))).toBe(0);
  });

  test('music, articles, cards and mini programs', async () => {
    const thumb = pick(await wechat.upload('thumb', 'a.jpg', 'image/jpeg', JPG), 'thumb_media_id');
    const music = { musicurl: 'https://example.com/a.mp3', hqmusicurl: '', title: 'Song', thumb_media_id: thumb };
    const page = { title: 'Shop', appid: 'wx1', pagepath: 'index', thumb_media_id: thumb };
    for (const body of [
      { msgtype: 'music', music },
      { msgtype: 'mpnewsarticle', mpnewsarticle: { article_id: 'a1' } },
      { msgtype: 'wxcard', wxcard: { card_id: 'c1' } },
      { msgtype: 'miniprogrampage', miniprogrampage: page },
    ]) {
      expect(codeOf(await wechat.send({ ...body, customservice: { kf_account: 'a@shop' } }))).toBe(0);
    }
    expect((await wechat.messages()).slice(1).map(({ kind }) => kind)).toEqual(['audio', 'other', 'other', 'other']);
  });

  test('a menu; a tap brings the entry and its id, and allows three in a minute', async () => {
    const list = [
      { id: 'y', content: 'Yes' },
      { id: 'n', content: 'No' },
    ];
    const menu = { head_content: 'Shall we?', list, tail_content: 'Tap one' };
    expect(codeOf(await wechat.send({ msgtype: 'msgmenu', msgmenu: menu }))).toBe(0);
    const shown = await last();
    expect(shown).toMatchObject({ text: 'Shall we?\nTap one', buttons: [[{ text: 'Yes' }], [{ text: 'No' }]] });
    await wechat.act('close-window');
    expect(codeOf(await wechat.send())).toBe(45015);
    await wechat.handset(`messages/${shown?.id ?? ''}/press`, { row: 1, column: 0 });
    expect((await wechat.told(1))[0]).toMatchObject({ MsgType: 'text', Content: 'No', bizmsgmenuid: 'n' });
    expect(await sends(4)).toEqual([0, 0, 0, 45047]);
    const many = Array.from({ length: 11 }, (_, index) => ({ id: String(index), content: 'x' }));
    expect(codeOf(await wechat.send({ msgtype: 'msgmenu', msgmenu: { ...menu, list: many } }))).toBe(45098);
  });
});

test.each<[object | string, number]>([
  ['', 44002],
  ['[]', 47001],
  ['{"touser"', 47001],
  [{ msgtype: 'text', text: { content: 'x' } }, 40003],
  [{ touser: 'oNobody', ...text('x') }, 40003],
  [{ touser: MEI.id }, 40008],
  [{ touser: MEI.id, msgtype: 'hologram', hologram: {} }, 40008],
  [{ touser: MEI.id, msgtype: 'text' }, 40035],
  [{ touser: MEI.id, ...text('') }, 44004],
  [{ touser: MEI.id, msgtype: 'text', text: { content: 7 } }, 40035],
  [{ touser: MEI.id, ...text('字'.repeat(683)) }, 45002],
  [`{"touser":"${MEI.id}","msgtype":"text","text":{"content":"\\u4f60"}}`, 40033],
])('%j is refused', async (body, code) => {
  expect(codeOf(await wechat.call('message/custom/send', body))).toBe(code);
  expect(await wechat.messages()).toHaveLength(1);
});

test('what only looks like an escape is none, unless all are refused', async () => {
  expect(codeOf(await wechat.send(text('C:\\u4f60 \u0007 你')))).toBe(0);
  await wechat.box.assume({ 'wechat-unicode-escapes': 'refuse-all' });
  expect(codeOf(await wechat.send(text('C:\\u4f60')))).toBe(0);
  expect(codeOf(await wechat.send(text('\u0007')))).toBe(40033);
});

describe('the allowance', () => {
  test('is five after a message, for 48 hours', async () => {
    expect(await sends(6)).toEqual([0, 0, 0, 0, 0, 45047]);
    await wechat.says({ text: 'And?' });
    const until = (await wechat.view()).windowUntil ?? 0;
    expect(until - Date.now()).toBeGreaterThan(47 * HOUR_MS);
    expect(await laterCode(47 * HOUR_MS)).toBe(0);
    expect(await laterCode(49 * HOUR_MS)).toBe(45015);
  });

  test.each([
    ['menu', { key: 'A' }],
    ['scan', {}],
    ['scan-code', { result: 'x' }],
  ])('is three after %s, for a minute', async (act, fields) => {
    await wechat.act('close-window');
    expect(codeOf(await wechat.send())).toBe(45015);
    await wechat.act(act, fields);
    expect(await sends(4)).toEqual([0, 0, 0, 45047]);
    await wechat.act(act, fields);
    expect(await laterCode(2 * MINUTE_MS)).toBe(45015);
  });

  test('is the larger of what is left and what comes, or each of them apart', async () => {
    expect(await sends(4)).toEqual([0, 0, 0, 0]);
    await wechat.act('menu', { key: 'A' });
    expect(await sends(4)).toEqual([0, 0, 0, 45047]);
    await wechat.says({ text: 'Again' });
    await wechat.act('menu', { key: 'A' });
    expect(await sends(6)).toEqual([0, 0, 0, 0, 0, 45047]);
    await wechat.box.assume({ 'wechat-allowance': 'apart' });
    await wechat.says({ text: 'Again' });
    await wechat.act('menu', { key: 'A' });
    expect(await sends(9)).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 45047]);
  });

  test('nothing else opens it', async () => {
    await wechat.act('close-window');
    await wechat.act('view', { url: 'https://example.com/' });
    expect(await sends(1)).toEqual([45015]);
  });

  test('a refused message uses none of it', async () => {
    await wechat.send(text(''));
    expect(await sends(6)).toEqual([0, 0, 0, 0, 0, 45047]);
  });

  test('a day has an end', async () => {
    await wechat.box.assume({ 'wechat-day-sends': 2 });
    expect(await sends(3)).toEqual([0, 0, 45009]);
  });
});

test('whoever switched its messages off, or is blacklisted, gets none', async () => {
  await wechat.act('switch-off');
  expect(codeOf(await wechat.send())).toBe(48002);
  await wechat.act('switch-on');
  await wechat.actOnLine('blacklist', { customer: MEI.id });
  expect(codeOf(await wechat.send())).toBe(43019);
  await wechat.actOnLine('blacklist', { customer: MEI.id, on: false });
  expect(codeOf(await wechat.send())).toBe(0);
});

describe('typing', () => {
  const type = async (command = 'Typing') =>
    codeOf(await wechat.call('message/custom/typing', { touser: MEI.id, command }));

  test('is shown for fifteen seconds, once, until a message ends it', async () => {
    expect(await type()).toBe(0);
    expect(((await wechat.view()).typingUntil ?? 0) - Date.now()).toBeGreaterThan(10_000);
    expect(await type()).toBe(45081);
    await wechat.send();
    expect((await wechat.view()).typingUntil).toBeNull();
    expect(await type()).toBe(0);
    expect(await type('CancelTyping')).toBe(0);
    expect(await type('Dancing')).toBe(45072);
    expect((await wechat.view()).typingUntil).toBeNull();
  });

  test('needs a message of the last half minute, and leave to send', async () => {
    await wechat.later(31_000);
    expect(await type()).toBe(45080);
    await wechat.send();
    await wechat.box.assume({ 'wechat-typing-contact': 'any-message' });
    expect(await type()).toBe(0);
    await wechat.act('close-window');
    expect(await type('CancelTyping')).toBe(45015);
  });
});
