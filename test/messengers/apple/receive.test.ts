import { gzipSync } from 'node:zlib';
import { referenceTo } from './scripted-apple';
import { ANN, BUSINESS, contents, event, heard, ID, message, messages, NOW, receiving, requestOf } from './webhooks';
import { apple } from '../../../src/messengers/apple';
import { WEBHOOK_CONFIRMED } from '../../../src/model/webhook-url';

const KEY = `00${'ab'.repeat(32)}`;
const HEX = `81${'0f'.repeat(20)}`;
const BASE64 = Buffer.from(HEX, 'hex').toString('base64');
const stored = { url: 'https://p01.icloud.example/x', owner: 'M1', key: KEY };
const named = { name: 'IMG_0001.heic', mimeType: 'image/heic', size: '123456', 'signature-base64': BASE64, ...stored };
const older = {
  name: 'IMG_0001.heic',
  'mime-type': 'image/heic',
  'file-size': 123456,
  'decryption-key': KEY,
  'mmcs-url': stored.url,
  'mmcs-owner': stored.owner,
  'mmcs-signature-hex': HEX,
};
const reference = JSON.stringify({ url: stored.url, owner: 'M1', signature: BASE64, key: KEY });
const picture = {
  type: 'picture',
  file: { reference, name: 'IMG_0001.heic', mimeType: 'image/heic', size: 123456 },
};

it('a text comes with all that Apple tells of the customer', () => {
  expect(event(message({ body: 'Hello' }))).toEqual({
    kind: 'message',
    key: `message/${ID}`,
    source: BUSINESS,
    chat: ANN,
    at: NOW,
    author: { remoteId: ANN, name: 'Apple user RkdE0123', language: 'en-US' },
    remoteId: ID,
    opensWindow: true,
    content: { type: 'text', text: 'Hello' },
    chatReference: JSON.stringify({ capabilities: ['LIST', 'QUICK', 'TIME'], closed: false }),
  });
});

it.each<[string, object, readonly object[]]>([
  ['a text as it was written', { body: ' a\n\nb ' }, [{ type: 'text', text: ' a\n\nb ' }]],
  ['no text at all', { body: '' }, [{ type: 'unsupported', what: 'empty message' }]],
  ['a reaction in Apple’s words', { body: 'Liked “Hi”' }, [{ type: 'text', text: 'Liked “Hi”' }]],
  [
    'an answer to a message',
    { body: 'Yes', replyToMessageId: 'm-1' },
    [{ type: 'text', text: 'Yes', replyTo: { remoteId: 'm-1' } }],
  ],
  ['a picture', { body: '\ufffc', attachments: [named] }, [picture]],
  ['a picture in older names', { body: '\ufffc', attachments: [older] }, [picture]],
  [
    'a signature in hexadecimal',
    { attachments: [{ ...named, 'signature-base64': undefined, signature: HEX }] },
    [picture],
  ],
  ['a picture with words', { body: 'look \ufffc', attachments: [named] }, [{ ...picture, caption: 'look' }]],
  [
    'two pictures with words between',
    { body: '\ufffcand\ufffc', attachments: [named, named] },
    [
      { ...picture, caption: 'and', album: ID },
      { ...picture, album: ID },
    ],
  ],
  ['a file without a key', { attachments: [{ ...named, key: undefined }] }, [{ type: 'unsupported', what: 'picture' }]],
  ['a file with a key of another kind', { attachments: [{ ...named, key: 'ab' }] }, [{ type: 'unsupported' }]],
  ['something that is no file', { attachments: [7] }, [{ type: 'unsupported', what: 'file' }]],
  ['a kind that came later', { type: 'hologram_call' }, [{ type: 'unsupported', what: 'hologram call' }]],
  ['a kind without a name', { type: '?' }, [{ type: 'unsupported', what: 'message of an unknown kind' }]],
])('%s is what the customer says', (_, fields, wanted) => {
  expect(contents(message(fields))).toMatchObject(wanted);
  expect(contents(message(fields))).toHaveLength(wanted.length);
});

it.each([
  ['image/gif', 'a.gif', 'picture'],
  ['video/quicktime', 'a.mov', 'video'],
  ['audio/x-caf', 'a.caf', 'voice'],
  ['AUDIO/AMR; x=y', 'a', 'voice'],
  ['application/octet-stream', 'Audio Message.caf', 'voice'],
  ['audio/mpeg', 'a.mp3', 'audio'],
  ['text/vcard', 'Bob.vcf', 'file'],
  ['text/x-vlocation', 'a.loc.vcf', 'file'],
  ['', '', 'file'],
])('a file of the type %j called %j is a %s', (mimeType, name, type) => {
  expect(contents(message({ attachments: [{ ...named, mimeType, name }] }))).toMatchObject([{ type }]);
});

it('files of one message have ids of their own, of which the first is that of the message', () => {
  const ids = messages(message({ attachments: [named, named, named] })).map(({ remoteId }) => remoteId);
  expect(ids).toEqual([ID, `${ID}#1`, `${ID}#2`]);
});

it('names that stand in the headers only are enough', () => {
  const headers = { id: ID, 'source-id': ANN, 'destination-id': BUSINESS };
  const bare = { v: 1, type: 'text', body: 'Hello' };
  expect(heard(bare, {}, headers)).toMatchObject({
    events: [{ key: `message/${ID}`, chat: ANN, source: BUSINESS }],
  });
});

it.each(['LIST,TIME', ' quick , list,QUICK', undefined, ''])('the device can show %j', (list) => {
  const received = heard(message({ body: 'x' }), {}, { 'capability-list': list });
  const told = { undefined: [], '': [], 'LIST,TIME': ['LIST', 'TIME'] }[String(list)] ?? ['LIST', 'QUICK'];
  expect(received).toMatchObject({ events: [{ chatReference: referenceTo(told.join()).replace('[""]', '[]') }] });
});

it.each(['text', 'interactive', 'close', 'hologram_call'])(
  'a webhook of the type %s shows that Apple knows the address',
  (type) => {
    expect(apple.receive(receiving, requestOf(message({ type })))).toMatchObject({
      events: expect.arrayContaining([expect.objectContaining({ kind: 'ignored', key: WEBHOOK_CONFIRMED })]) as unknown,
    });
  },
);

it('who begins to type is shown, and nothing is kept of it', () => {
  expect(heard(message({ type: 'typing_start' }))).toEqual({
    kind: 'events',
    events: [],
    answer: { status: 200 },
    typing: [{ source: BUSINESS, chat: ANN }],
  });
  expect(event(message({ type: 'typing_end' }))).toMatchObject({ kind: 'ignored' });
});

it('who deletes the conversation is told of, and not written to', () => {
  expect(event(message({ type: 'close' }))).toMatchObject({
    kind: 'notice',
    key: `close/${ID}`,
    chat: ANN,
    chatReference: JSON.stringify({ capabilities: [], closed: true }),
    text: expect.stringMatching(/deleted the conversation/) as string,
  });
});

it('the link by which the customer came is told once a day', () => {
  const from = (id: string, now: number, more = {}) =>
    heard(message({ id, body: 'x', intent: 'billing', group: 'sales', ...more }), { clock: { now: () => now } })
      .events[1];
  const first = from('1', NOW);
  expect(first).toMatchObject({
    kind: 'notice',
    text: 'The customer came by a link: intent “billing”, group “sales”.',
  });
  expect(from('2', NOW + 1_000)?.key).toBe(first?.key);
  expect(from('3', NOW + 24 * 3_600_000)?.key).not.toBe(first?.key);
  expect(from('4', NOW, { intent: 'other' })?.key).not.toBe(first?.key);
});

it('what is for a business that nobody here has is kept, and the customer sees that it did not arrive', () => {
  const other = heard(message({ body: 'x', destinationId: '5' }));
  expect(other).toMatchObject({ answer: { status: 404 }, events: [{ kind: 'message', source: '5' }] });
  expect(heard(message({ body: 'x', destinationId: BUSINESS.toUpperCase() }))).toMatchObject({
    answer: { status: 200 },
    events: [{ source: BUSINESS }],
  });
});

describe('a body', () => {
  it('that somebody has unzipped already is read', () => {
    const plain = Buffer.from(JSON.stringify(message({ body: 'Hello' })));
    expect(heard(plain)).toMatchObject({ events: [{ content: { text: 'Hello' } }] });
  });

  it.each<[string, Buffer]>([
    ['broken off', gzipSync('{"type":"text"}').subarray(0, 20)],
    ['a bomb', gzipSync(Buffer.alloc(11 * 1_024 * 1_024))],
    ['no JSON', gzipSync('hello')],
    ['no object', gzipSync('[]')],
    ['of nobody', gzipSync('{"type":"text","body":"x"}')],
  ])('that is %s is kept as it is', (_, body) => {
    expect(heard(body)).toMatchObject({ events: [{ kind: 'unparsed' }], answer: { status: 200 } });
  });
});
