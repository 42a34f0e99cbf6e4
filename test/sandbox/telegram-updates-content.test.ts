import type { PhoneMessage } from '../../src/sandbox/control/contract';
import { Harness } from './support/harness';
import { upload } from './support/kommo-inbox';
import { FROM, IN_CHAT, phone, refusal, updates } from './support/phone';

let box: Harness;
let ana: ReturnType<typeof phone>;
beforeEach(async () => {
  box = await Harness.start();
  ana = phone(box);
});
afterEach(() => box.stop());

const text = expect.any(String) as string;
const number = expect.any(Number) as number;
const envelope = { message_id: 1, from: FROM, chat: IN_CHAT, date: 1_790_000_000 };
const AT = { timestampMs: 1_790_000_000_000 };

/** The only update: what the customer wrote, beside what all messages have. */
async function written(message: object): Promise<Record<string, unknown>> {
  expect((await ana.writes({ ...message, ...AT })).status).toBe(201);
  await box.setWebhook();
  const [update] = await updates(box, 1);
  expect(Object.keys(update ?? {})).toEqual(['update_id', 'message']);
  expect(update?.message).toMatchObject(envelope);
  const fields = Object.entries(update?.message ?? {}).filter(([name]) => !(name in envelope));
  return Object.fromEntries(fields);
}

const sound = ['n.ogg', 'audio/ogg', 'sound'] as const;
const film = ['a.mp4', 'video/mp4', 'film'] as const;
const FILES: [string, readonly [string, string, string], Record<string, unknown>][] = [
  ['voice', sound, { voice: { duration: 3, mime_type: 'audio/ogg', file_size: 5 } }],
  ['audio', ['t.mp3', 'audio/mpeg', 'music'], { audio: { duration: 3, file_name: 't.mp3', mime_type: 'audio/mpeg' } }],
  ['video', film, { video: { duration: 3, file_name: 'a.mp4', mime_type: 'video/mp4', thumbnail: {}, thumb: {} } }],
  ['animation', film, { animation: { duration: 3, mime_type: 'video/mp4' }, document: { file_name: 'a.mp4' } }],
  ['video_note', film, { video_note: { duration: 3, length: expect.any(Number) as number, file_size: 4 } }],
];

test.each(FILES)('a file sent as %s', async (as, [name, type, bytes], expected) => {
  const { id: file } = await upload(box, name, type, bytes);
  const caption = as === 'video_note' ? {} : { text: 'Look' };
  const fields = await written({ file, as, durationS: 3, ...caption });
  expect(fields).toMatchObject({ ...expected, ...('text' in caption ? { caption: 'Look' } : {}) });
  expect(fields[as]).toMatchObject({ file_id: text, file_unique_id: text });
  expect(fields).not.toHaveProperty('text');
  expect(await ana.messages()).toMatchObject([
    { kind: as, durationS: 3, file: { id: file, name, mimeType: type, url: `/control/files/${file}` } },
  ]);
});

test('a photo comes in sizes, the largest last', async () => {
  const { id: file } = await upload(box, 'p.jpg', 'image/jpeg', 'picture');
  const { photo, caption } = await written({ file, as: 'photo', text: 'Look' });
  const sizes = photo as { file_id: string; file_size: number; width: number }[];
  expect(sizes.length).toBeGreaterThan(1);
  expect(sizes.at(-1)).toMatchObject({ file_size: 7, file_id: text, file_unique_id: text });
  expect(sizes[0]?.width).toBeLessThan(sizes.at(-1)?.width ?? 0);
  expect(caption).toBe('Look');
});

test('a file is a document where nothing else is said', async () => {
  const { id: file } = await upload(box, 'a.pdf', 'application/pdf', 'pages');
  expect(await written({ file })).toEqual({
    document: { file_name: 'a.pdf', mime_type: 'application/pdf', file_id: text, file_unique_id: text, file_size: 5 },
  });
});

test.each([
  ['s.webp', 'image/webp', { is_animated: false, is_video: false }],
  ['s.tgs', 'application/x-tgsticker', { is_animated: true, is_video: false }],
  ['s.webm', 'video/webm', { is_animated: false, is_video: true }],
])('a sticker %s', async (name, type, kind) => {
  const { id: file } = await upload(box, name, type, 'drawn');
  expect(await written({ file, as: 'sticker' })).toMatchObject({ sticker: { ...kind, type: 'regular', file_size: 5 } });
});

const HERE = { latitude: 55.75, longitude: 37.61 };

test.each<[string, object, object]>([
  ['a place', { location: HERE }, { location: HERE }],
  ['a live place', { location: { ...HERE, livePeriodS: 900 } }, { location: { ...HERE, live_period: 900 } }],
  [
    'a venue, which comes as a place too',
    { location: { ...HERE, title: 'Cafe', address: 'Main 1' } },
    { venue: { location: HERE, title: 'Cafe', address: 'Main 1' }, location: HERE },
  ],
  [
    "somebody's contact",
    { contact: { name: 'Bob R', phone: '+79990001122' } },
    { contact: { phone_number: '+79990001122', first_name: 'Bob', last_name: 'R' } },
  ],
  [
    'the own contact',
    { contact: { name: 'Ana', phone: '79990001122', own: true } },
    { contact: { phone_number: '79990001122', first_name: 'Ana', user_id: FROM.id } },
  ],
])('%s', async (_what, message, expected) => {
  expect(await written(message)).toEqual(expected);
});

test('a poll and a dice', async () => {
  await ana.writes({ poll: { question: 'Which?', options: ['A', 'B'] } });
  await ana.writes({ dice: true });
  await box.setWebhook();
  const [poll, dice] = await updates(box, 2);
  const option = { voter_count: 0 };
  expect(poll?.message).toMatchObject({
    poll: {
      id: text,
      question: 'Which?',
      options: [
        { text: 'A', ...option },
        { text: 'B', ...option },
      ],
      type: 'regular',
    },
  });
  const value = dice?.message?.dice?.value ?? 0;
  expect(dice?.message?.dice).toEqual({ emoji: '🎲', value });
  expect([1, 2, 3, 4, 5, 6]).toContain(value);
  expect(await ana.messages()).toMatchObject([{ kind: 'poll', text: 'Which?' }, { kind: 'dice' }]);
});

test('a reply shows what it is to, with the words that were picked out', async () => {
  await ana.writes({ text: 'Where is my order?' });
  await ana.writes({ text: 'This one', replyTo: 1, quote: 'order' });
  await box.setWebhook();
  const [, reply] = await updates(box, 2);
  expect(reply?.message).toMatchObject({
    message_id: 2,
    text: 'This one',
    reply_to_message: { message_id: 1, from: FROM, text: 'Where is my order?' },
    quote: { text: 'order', position: 12, is_manual: true },
  });
  expect((await ana.messages())[1]).toMatchObject({ quote: { messageId: 1, author: 'Ana Lima', text: 'order' } });
});

test('a reply to a reply shows one of them', async () => {
  await ana.writes({ text: 'one' });
  await ana.writes({ text: 'two', replyTo: 1 });
  await ana.writes({ text: 'three', replyTo: 2 });
  await box.setWebhook();
  const [, , third] = await updates(box, 3);
  expect(third?.message?.reply_to_message).toMatchObject({ message_id: 2, text: 'two' });
  expect(third?.message?.reply_to_message).not.toHaveProperty('reply_to_message');
});

describe('what Telegram finds in a text', () => {
  test.each<[string, [string, string][]]>([
    ['nothing at all', []],
    ['see https://x.example/a?b=c#d, please', [['url', 'https://x.example/a?b=c#d']]],
    ['👍 (www.x.example)!', [['url', 'www.x.example']]],
    ['mail ana.lima+x@mail.x.example.', [['email', 'ana.lima+x@mail.x.example']]],
    ['for @ana_lima', [['mention', '@ana_lima']]],
    ['#Заказ5 und #5', [['hashtag', '#Заказ5']]],
    ['and/or 1/2 or /help', [['bot_command', '/help']]],
    [
      '/start https://x.example/#tag',
      [
        ['bot_command', '/start'],
        ['url', 'https://x.example/#tag'],
      ],
    ],
  ])('%j', async (words, found) => {
    const { id: file } = await upload(box, 'a.pdf', 'application/pdf', 'pages');
    await ana.writes({ text: words });
    await ana.writes({ file, text: words });
    await box.setWebhook();
    const [said, beside] = (await updates(box, 2)).map(({ message }) => message);
    const entities = said?.entities ?? [];
    expect(entities.map(({ type, offset, length }) => [type, words.slice(offset, offset + length)])).toEqual(found);
    expect(beside?.caption_entities ?? []).toEqual(entities);
    expect([said && 'entities' in said, beside && 'caption_entities' in beside]).toEqual(
      [1, 2].map(() => found.length > 0),
    );
  });
});

test('what is passed on names who wrote it', async () => {
  await ana.writes({ text: 'open', forwardFrom: { name: 'Bob' } });
  await ana.writes({ text: 'hidden', forwardFrom: { name: 'Eva', hidden: true } });
  await box.setWebhook();
  const [open, hidden] = await updates(box, 2);
  const bob = { id: number, is_bot: false, first_name: 'Bob' };
  expect(open?.message).toMatchObject({
    forward_origin: { type: 'user', sender_user: bob, date: number },
    forward_from: bob,
    forward_date: number,
  });
  expect(hidden?.message).toMatchObject({
    forward_origin: { type: 'hidden_user', sender_user_name: 'Eva', date: number },
    forward_sender_name: 'Eva',
    forward_date: number,
  });
  expect((await ana.messages()).map(({ forwardedFrom }) => forwardedFrom)).toEqual(['Bob', 'Eva']);
});

test('an album is one update for each file', async () => {
  const photo = (await upload(box, 'p.jpg', 'image/jpeg', 'picture')).id;
  const video = (await upload(box, ...film)).id;
  const items = [
    { file: photo, as: 'photo', text: 'Two' },
    { file: video, as: 'video' },
  ];
  const answer = await ana.album(items, AT);
  expect(answer.status).toBe(201);
  const [first, second] = answer.json as PhoneMessage[];
  expect(first?.albumId).toMatch(/^\d{17}$/);
  expect(second?.albumId).toBe(first?.albumId);
  await box.setWebhook();
  const [one, two] = await updates(box, 2);
  const group = { media_group_id: first?.albumId, date: 1_790_000_000 };
  expect(one?.message).toMatchObject({ ...group, message_id: 1, caption: 'Two', photo: expect.any(Array) as unknown });
  expect(two?.message).toMatchObject({ ...group, message_id: 2, video: { mime_type: 'video/mp4' } });
  expect(two?.message).not.toHaveProperty('caption');
});

test('a file has another id for each bot, and the same unique one', async () => {
  const file = (await upload(box, 'a.pdf', 'application/pdf', 'pages')).id;
  await box.control('POST', '/telegram/bots', { token: '600000001:another-token', name: 'Second', username: 'second' });
  const other = (await box.control('POST', '/telegram/bots/600000001/customers', { firstName: 'Ben' })).json;
  const { chatId } = other as { chatId: string };
  await ana.writes({ file });
  await box.control('POST', `/telegram/bots/600000001/chats/${chatId}/messages`, { file });
  await box.setWebhook();
  await box.telegram('setWebhook', { url: `${box.courierUrl}/hooks/telegram/2` }, '600000001:another-token');
  const [one, two] = await updates(box, 2);
  const [a, b] = [one?.message?.document, two?.message?.document];
  expect(a?.file_unique_id).toBe(b?.file_unique_id);
  expect(a?.file_id).not.toBe(b?.file_id);
});

describe('what a phone does not send is refused in words for a person', () => {
  test.each<[string, object, number, string]>([
    ['nothing', {}, 400, 'The message has no text.'],
    [
      'two things',
      { location: HERE, dice: true },
      400,
      'A message is one thing: a text, a file, a place, a contact, a poll or a dice.',
    ],
    ['words beside a place', { text: 'Here', location: HERE }, 400, 'Only a file has words beside it.'],
    ['a kind without a file', { text: 'x', as: 'photo' }, 400, 'There is no file to send.'],
    ['a duration of words', { text: 'x', durationS: 3 }, 400, 'Only a file has a duration.'],
    ['a file nobody stored', { file: 'none' }, 404, 'there is no file none'],
    ['a reply to nothing', { text: 'x', replyTo: 9 }, 404, 'chat 700000001 has no message 9'],
    ['a quote of nothing', { text: 'x', quote: 'y' }, 400, 'A quote needs the message it is from.'],
    [
      'an address without a title',
      { location: { ...HERE, address: 'Main 1' } },
      400,
      'An address needs a title beside it.',
    ],
    ['a moving venue', { location: { ...HERE, title: 'Cafe', livePeriodS: 60 } }, 400, 'A venue does not move.'],
    ['a contact without a name', { contact: { name: ' ', phone: '12345' } }, 400, 'The contact has no name.'],
    ['a poll with one answer', { poll: { question: 'Q', options: ['A'] } }, 400, 'A poll needs two answers at least.'],
    ['a payload that is none', { text: 'x', start: 'a b' }, 400, 'A payload has up to 64 of A-Z a-z 0-9 _ and -.'],
  ])('%s', async (_what, message, status, words) => {
    expect(refusal(await ana.writes(message))).toEqual([status, words]);
    expect(await ana.messages()).toEqual([]);
  });

  test('words that the quoted message does not have', async () => {
    await ana.writes({ text: 'Hello' });
    expect(refusal(await ana.writes({ text: 'x', replyTo: 1, quote: 'Bye' }))).toEqual([
      400,
      'The quoted message does not say that.',
    ]);
  });

  test.each([
    ['photo', 'A photo has to be a picture.'],
    ['video', 'This is no video.'],
    ['voice', 'A voice message has to be a sound file: OGG, MP3 or M4A.'],
    ['audio', 'This is no sound file.'],
    ['sticker', 'A sticker has to be a WEBP picture, a TGS animation or a WEBM video.'],
    ['animation', 'An animation has to be a GIF or a video without sound.'],
    ['video_note', 'A round video has to be a video.'],
  ])('a PDF as %s', async (as, words) => {
    const { id: file } = await upload(box, 'a.pdf', 'application/pdf', 'pages');
    expect(refusal(await ana.writes({ file, as }))).toEqual([400, words]);
  });

  test('long words beside a file, and any beside a sticker', async () => {
    const { id: file } = await upload(box, 's.webp', 'image/webp', 'drawn');
    expect(refusal(await ana.writes({ file, text: 'x'.repeat(1025) }))).toEqual([
      400,
      'The words beside a file have at most 1024 characters; these are more.',
    ]);
    expect(refusal(await ana.writes({ file, as: 'sticker', text: 'x' }))).toEqual([
      400,
      'A sticker or a round video has no words beside it.',
    ]);
    expect(refusal(await ana.writes({ file, as: 'photo', durationS: 3 }))).toEqual([
      400,
      'Only voice, audio and video have a duration.',
    ]);
    expect((await ana.writes({ file, text: 'x'.repeat(1024) })).status).toBe(201);
  });

  test('albums that are none', async () => {
    const { id: file } = await upload(box, 'p.jpg', 'image/jpeg', 'picture');
    const photo = { file, as: 'photo' };
    expect(refusal(await ana.album([photo]))).toEqual([400, 'An album has 2 files at least.']);
    expect(refusal(await ana.album(Array(11).fill(photo) as object[]))).toEqual([
      400,
      'An album has at most 10 files.',
    ]);
    for (const as of ['document', 'voice', 'sticker']) {
      expect(refusal(await ana.album([photo, { file, as }]))).toEqual([
        400,
        'An album has photos and videos, or documents only, or audio only.',
      ]);
    }
    expect(refusal(await ana.album([photo, { file: 'none', as: 'photo' }]))).toEqual([404, 'there is no file none']);
    expect(await ana.messages()).toEqual([]);
  });
});
