import { entryId, tapOn } from '../../../src/messengers/wechat/press';
import { happening, heard, message, messageIn, xmlOf, type Fields } from './webhooks';

const contentOf = (type: string, said: Fields) => messageIn(message(type, said)).content;

describe('a message says', () => {
  it.each<[string, string, Fields, object]>([
    ['a text', 'text', { Content: 'Hi & <b>你好</b>' }, { type: 'text', text: 'Hi & <b>你好</b>' }],
    ['a text with space around it', 'text', { Content: '  a\n b ' }, { type: 'text', text: '  a\n b ' }],
    ['a text of digits', 'text', { Content: '007' }, { type: 'text', text: '007' }],
    [
      'that there is what WeChat keeps to itself',
      'text',
      { Content: '【收到不支持的消息类型，暂无法显示】' },
      { type: 'unsupported', what: 'sticker, or another message that WeChat keeps' },
    ],
    [
      'a picture, by its id',
      'image',
      { PicUrl: 'http://mmbiz.qpic.cn/a/0', MediaId: 'Pic_1-a' },
      { type: 'picture', file: { reference: 'media/Pic_1-a' } },
    ],
    [
      'a picture, by its address',
      'image',
      { PicUrl: 'http://mmbiz.qpic.cn/a/0' },
      { type: 'picture', file: { reference: 'http://mmbiz.qpic.cn/a/0' } },
    ],
    ['a picture that is nowhere', 'image', { PicUrl: 'ftp://a' }, { type: 'unsupported', what: 'picture' }],
    [
      'a voice message',
      'voice',
      { MediaId: 'v1', Format: 'AMR' },
      { type: 'voice', file: { reference: 'media/v1', mimeType: 'audio/amr' } },
    ],
    [
      'a voice message with its words',
      'voice',
      { MediaId: 'v1', Format: 'speex', Recognition: '你好。' },
      { type: 'voice', file: { reference: 'media/v1', mimeType: 'audio/speex' }, caption: '你好。' },
    ],
    ['a video', 'video', { MediaId: 'f1', ThumbMediaId: 't1' }, { type: 'video', file: { reference: 'media/f1' } }],
    ['a short one', 'shortvideo', { MediaId: 'f1' }, { type: 'video', file: { reference: 'media/f1' } }],
    [
      'a place',
      'location',
      { Location_X: '23.134521', Location_Y: '-113.358803', Scale: 20, Label: 'Tianhe 1' },
      { type: 'location', latitude: 23.134521, longitude: -113.358803, address: 'Tianhe 1' },
    ],
    [
      'a place without a name',
      'location',
      { Location_X: '23', Location_Y: '113.5', Label: '' },
      { type: 'location', latitude: 23, longitude: 113.5 },
    ],
    ['no place', 'location', { Location_X: '91', Location_Y: '0' }, { type: 'unsupported', what: 'location' }],
    [
      'a link',
      'link',
      { Title: 'Shop', Description: 'All of it', Url: 'https://x.y/?a=1&b=2' },
      { type: 'text', text: 'Shop\nAll of it\nhttps://x.y/?a=1&b=2' },
    ],
    ['a bare link', 'link', { Title: '', Url: 'https://x.y/' }, { type: 'text', text: 'https://x.y/' }],
    [
      'a file, whose name is all there is',
      'file',
      { Title: 'bill.pdf', Description: '', FileKey: 'k', FileMd5: 'm', FileTotalLen: 12345 },
      { type: 'unsupported', what: 'file', caption: 'bill.pdf' },
    ],
    ['what it is by its type', 'short_story', { Body: 'x' }, { type: 'unsupported', what: 'short story' }],
    ['that it is odd', '猫', {}, { type: 'unsupported', what: 'message of an unknown kind' }],
  ])('%s', (_, type, said, content) => {
    expect(contentOf(type, said)).toEqual(content);
  });

  it.each([
    ['entities', '<Content>a &amp; b &lt;3 &#20320;</Content>', 'a & b <3 你'],
    ['CDATA in pieces', '<Content><![CDATA[a]]>b<![CDATA[c]]></Content>', 'abc'],
  ])('a text in %s', (_, xml, text) => {
    const body = xmlOf(message('text', {})).replace('<MsgId>', `${xml}<MsgId>`);
    expect(heard(body)).toMatchObject({ content: { type: 'text', text } });
  });
});

describe('a tap on an entry of a menu', () => {
  it('is a press of its place, and opens no window', () => {
    const event = messageIn(message('text', { Content: 'Yes', bizmsgmenuid: entryId(2, 3) }));
    expect(event).toMatchObject({
      opensWindow: false,
      content: { type: 'press', of: 'menu', row: 2, column: 3, label: 'Yes' },
    });
  });

  it('of somebody else’s menu says its words', () => {
    const event = messageIn(message('text', { Content: 'Yes', bizmsgmenuid: 'yes' }));
    expect(event).toMatchObject({ opensWindow: false, content: { type: 'text', text: 'Yes' } });
  });

  it.each([
    [0, 0],
    [0, 9],
    [9, 0],
  ])('comes back to where it stood: %d, %d', (row, column) => {
    expect(tapOn(entryId(row, column), 'A')).toEqual({ type: 'press', of: 'menu', row, column, label: 'A' });
  });
});

describe('without a message', () => {
  it.each<[string, { readonly EventKey: string } & Fields, object]>([
    ['CLICK', { EventKey: 'PRICES' }, { type: 'press', of: 'menu of the account', row: 0, column: 0, label: 'PRICES' }],
    [
      'scancode_waitmsg',
      { EventKey: 'SCAN_1', ScanCodeInfo: { ScanType: 'qrcode', ScanResult: 'order 17' } },
      { type: 'text', text: 'order 17' },
    ],
    [
      'scancode_push',
      { EventKey: 'SCAN_1' },
      { type: 'press', of: 'menu of the account', row: 0, column: 0, label: 'SCAN_1' },
    ],
  ])('%s is something that the customer does', (event, more, content) => {
    const key = `event/oAnn_OPENID-000000000000000/1790000000000/${event}/${more.EventKey}`;
    expect(heard(happening(event, more))).toMatchObject({
      kind: 'message',
      key,
      remoteId: key,
      at: 1_790_000_000_000,
      opensWindow: false,
      content,
    });
  });

  it.each<[string, Fields, string]>([
    ['subscribe', { EventKey: '' }, 'The customer follows the account again.'],
    [
      'subscribe',
      { EventKey: 'qrscene_shelf 3', Ticket: 't' },
      'The customer follows the account again by the QR code “shelf 3”.',
    ],
    ['SCAN', { EventKey: '42' }, 'The customer has come back by the QR code “42”.'],
    [
      'unsubscribe',
      {},
      'The customer does not follow the account any more. Messages do not arrive until they follow it again and write.',
    ],
  ])('%s %j is for the manager to know', (event, more, text) => {
    expect(heard(happening(event, more))).toMatchObject({ kind: 'notice', chat: 'oAnn_OPENID-000000000000000', text });
  });

  it.each<[string, Fields]>([
    ['VIEW', { EventKey: 'https://x.y/' }],
    ['LOCATION', { Latitude: '23.1', Longitude: '113.3', Precision: '119.3' }],
    ['TEMPLATESENDJOBFINISH', { MsgID: 200163836, Status: 'success' }],
    ['user_authorization_revoke', { OpenID: 'x' }],
    ['CLICK', { EventKey: '' }],
    ['new_thing', {}],
  ])('%s is of no consequence', (event, more) => {
    expect(heard(happening(event, more)).kind).toBe('ignored');
  });

  it('different things have different keys, and each the same in every try', () => {
    const all = [
      happening('CLICK', { EventKey: 'A' }),
      happening('CLICK', { EventKey: 'B' }),
      happening('SCAN', { EventKey: 'A' }),
    ];
    const later = { ...happening('CLICK', { EventKey: 'A' }), CreateTime: 1_790_000_001 };
    const keys = [...all, later].map((fields) => heard(fields).key);
    expect(new Set(keys).size).toBe(4);
    expect([...all, later].map((fields) => heard(fields).key)).toEqual(keys);
  });
});
