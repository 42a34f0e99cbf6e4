import type { HistoryInput } from '../../src/history/reader';
import type { HistoryMessage } from '../../src/history/record';
import { HistoryRefused } from '../../src/history/refusal';
import { gapsIn, inputOf, messagesIn, readAll } from './from-text';

/** As Telegram Desktop writes it: a message has both forms of its time, and its text twice. */
const said = (id: number, more: object): object => ({
  id,
  type: 'message',
  date: '2024-05-01T12:00:00',
  date_unixtime: String(1_714_557_600 + id),
  from: 'Анна 🌷',
  from_id: 'user5123456789',
  text: '',
  text_entities: [],
  ...more,
});
const OURS = { from: 'Shop', from_id: 'user777' };
const NOT_INCLUDED = '(File not included. Change data exporting settings to download.)';

function chatOf(messages: readonly unknown[], more: object = {}): object {
  return { name: 'Анна 🌷', type: 'personal_chat', id: 5_123_456_789, messages, ...more };
}

function exported(json: object | string, files: Readonly<Record<string, string>> = {}): HistoryInput {
  const text = typeof json === 'string' ? json : JSON.stringify(json, undefined, 1);
  return inputOf({ 'ChatExport_2024-05-01/result.json': text, ...files });
}

async function contentsIn(...messages: readonly object[]): Promise<HistoryMessage['content'][]> {
  const files = { 'ChatExport_2024-05-01/photos/photo_1@01-05-2024_12-00-00.jpg': 'picture' };
  return (await messagesIn(exported(chatOf(messages), files))).map(({ content }) => content);
}

it('a chat of two tells who is who, and where answers go', async () => {
  expect(await readAll(exported(chatOf([said(1, { text: 'Привет' }), said(2, { ...OURS, text: 'Hello' })])))).toEqual([
    { kind: 'chat', chat: 'personal_chat/5123456789', title: 'Анна 🌷', address: '5123456789' },
    {
      kind: 'message',
      chat: 'personal_chat/5123456789',
      key: '1',
      at: 1_714_557_601_000,
      author: { key: 'user5123456789', name: 'Анна 🌷', side: 'customer' },
      content: { type: 'text', text: 'Привет' },
    },
    expect.objectContaining({ key: '2', author: { key: 'user777', name: 'Shop', side: 'business' } }),
  ]);
});

it('a text is whole, in however many pieces it is', async () => {
  const text = [
    'Look ',
    { type: 'bold', text: 'here' },
    ': ',
    { type: 'text_link', text: 'shop', href: 'https://a.example/' },
  ];
  expect(await contentsIn(said(1, { text }), said(2, { text: [{ type: 'link', text: 'https://b.example' }] }))).toEqual(
    [
      { type: 'text', text: 'Look here: shop (https://a.example/)' },
      { type: 'text', text: 'https://b.example' },
    ],
  );
});

it('files are what they are, and where they are', async () => {
  const contents = await contentsIn(
    said(1, { photo: 'photos/photo_1@01-05-2024_12-00-00.jpg', width: 9, height: 9, text: 'A photo' }),
    said(2, { photo: NOT_INCLUDED, photo_file_size: 88 }),
    said(3, {
      file: 'voice_messages/audio_1.ogg',
      media_type: 'voice_message',
      mime_type: 'audio/ogg',
      duration_seconds: 7,
    }),
    said(4, {
      file: '(File exceeds maximum size. Change data exporting settings to download.)',
      media_type: 'video_file',
    }),
    said(5, { file: '(File unavailable, please try again later)', media_type: 'video_message' }),
    said(6, { file: NOT_INCLUDED, file_name: 'song.mp3', media_type: 'audio_file', performer: 'P', title: 'T' }),
    said(7, { file: NOT_INCLUDED, media_type: 'animation' }),
    said(8, { file: NOT_INCLUDED, file_name: 'sticker.webp', media_type: 'sticker', sticker_emoji: '😀' }),
    said(9, { file: 'stickers/AnimatedSticker.tgs', media_type: 'sticker', sticker_emoji: '😀' }),
    said(10, { file: NOT_INCLUDED, file_name: 'prices.pdf', mime_type: 'application/pdf', file_size: 4_096 }),
    said(11, { file: '(Some new sentence.)', media_type: 'hologram' }),
  );
  expect(contents).toEqual([
    {
      type: 'picture',
      file: {
        entry: 'ChatExport_2024-05-01/photos/photo_1@01-05-2024_12-00-00.jpg',
        name: 'photo_1@01-05-2024_12-00-00.jpg',
        size: 7,
      },
      caption: 'A photo',
    },
    { type: 'picture', file: { missing: 'not-exported', size: 88 } },
    { type: 'voice', file: { missing: 'lost', name: 'audio_1.ogg', mimeType: 'audio/ogg', durationS: 7 } },
    { type: 'video', file: { missing: 'too-large' } },
    { type: 'video', file: { missing: 'lost' } },
    { type: 'audio', file: { missing: 'not-exported', name: 'song.mp3' } },
    { type: 'video', file: { missing: 'not-exported' } },
    { type: 'sticker', file: { missing: 'not-exported', name: 'sticker.webp' } },
    { type: 'unsupported', what: 'animated sticker', caption: '😀' },
    {
      type: 'file',
      file: { missing: 'not-exported', name: 'prices.pdf', mimeType: 'application/pdf', size: 4_096 },
    },
    { type: 'file', file: { missing: 'lost' } },
  ]);
});

it('places, contacts and polls come, and nothing comes as nothing', async () => {
  const contents = await contentsIn(
    said(1, {
      location_information: { latitude: 52.52, longitude: -13.405 },
      place_name: 'Office',
      address: 'Main St 1',
    }),
    said(2, { contact_information: { first_name: 'Carl', last_name: null, phone_number: '+49 30 98765' } }),
    said(3, { poll: { question: 'Which?', closed: false, total_voters: 3, answers: [] } }),
    said(4, { poll: { question: [{ type: 'plain', text: 'Wh' }, 'en?'] } }),
    said(5, { game_title: 'Chess' }),
    said(6, {}),
  );
  expect(contents).toEqual([
    { type: 'location', latitude: 52.52, longitude: -13.405, title: 'Office', address: 'Main St 1' },
    { type: 'contact', name: 'Carl', phone: '+49 30 98765' },
    { type: 'unsupported', what: 'poll', caption: 'Which?' },
    { type: 'unsupported', what: 'poll', caption: 'When?' },
    { type: 'unsupported', what: 'game', caption: 'Chess' },
    { type: 'unsupported', what: 'message' },
  ]);
});

it('answers and passed on messages are told as such', async () => {
  const contents = await contentsIn(
    said(2, { text: 'a', reply_to_message_id: 1 }),
    said(3, { text: 'b', reply_to_message_id: 9, reply_to_peer_id: 'channel4' }),
    said(4, { text: 'c', forwarded_from: 'News', edited: '2024-05-02T00:00:00' }),
    said(5, { text: 'd', forwarded_from: null }),
  );
  expect(contents).toEqual([
    { type: 'text', text: 'a', replyTo: { key: '1' } },
    { type: 'text', text: 'b' },
    { type: 'text', text: 'c', forwarded: { author: 'News' } },
    { type: 'text', text: 'd', forwarded: {} },
  ]);
});

it('an export of the whole account has its people, its groups and itself', async () => {
  const account = {
    about: 'Here is the data you requested.',
    personal_information: { user_id: 777, first_name: 'Shop', bio: '' },
    contacts: { about: '', list: [{ user_id: 1, first_name: 'Not', phone_number: '1' }] },
    chats: {
      about: '',
      list: [
        chatOf([said(1, { text: 'one' })]),
        { name: 'Team', type: 'private_supergroup', id: 9_876_543_210, messages: [said(2, { text: 'two' })] },
        { type: 'saved_messages', id: 777, messages: [said(3, { ...OURS, text: 'three' })] },
        {
          name: 'Bot',
          type: 'bot_chat',
          id: 55,
          messages: [said(4, { ...OURS, text: 'four' }), said(5, { from_id: 'user55' })],
        },
        {
          name: null,
          type: 'personal_chat',
          id: 66,
          messages: [said(6, { from: null, from_id: 'user66', text: 'six' })],
        },
        { name: 'Empty', type: 'personal_chat', id: 67, messages: [] },
      ],
    },
    left_chats: { list: [{ name: 'Left', type: 'public_channel', id: 68, messages: [said(8, { text: 'eight' })] }] },
  };
  const input = exported(account);
  expect((await readAll(input)).flatMap((record) => (record.kind === 'chat' ? [record] : []))).toEqual([
    { kind: 'chat', chat: 'personal_chat/5123456789', title: 'Анна 🌷', address: '5123456789' },
    { kind: 'chat', chat: 'private_supergroup/9876543210', title: 'Team', isGroup: true },
    { kind: 'chat', chat: 'saved_messages/777', title: '', isGroup: true },
    { kind: 'chat', chat: 'bot_chat/55', title: 'Bot' },
    { kind: 'chat', chat: 'personal_chat/66', title: '', address: '66' },
    { kind: 'chat', chat: 'personal_chat/67', title: 'Empty', address: '67' },
    { kind: 'chat', chat: 'public_channel/68', title: 'Left', isGroup: true },
  ]);
  expect((await messagesIn(input)).map(({ chat, author }) => [chat, author.side, author.name])).toEqual([
    ['personal_chat/5123456789', 'customer', 'Анна 🌷'],
    ['bot_chat/55', 'business', 'Shop'],
    ['bot_chat/55', undefined, 'Анна 🌷'],
    ['personal_chat/66', 'customer', ''],
  ]);
  expect((await gapsIn(input)).map(({ place, why }) => `${place}: ${why}`)).toEqual([
    'chats.list[1].messages[0]: group',
    'chats.list[2].messages[0]: group',
    'left_chats.list[0].messages[0]: group',
  ]);
});

it('what cannot be taken is a gap with its place, and the rest is taken', async () => {
  const messages = [
    { id: 1, type: 'service', date: '2024-05-01T12:00:00', actor: 'Анна', action: 'phone_call', text: '' },
    said(2, { id: 'two' }),
    said(3, { date: 'yesterday', date_unixtime: 'x' }),
    said(4, { date: '1970-01-01T00:00:00', date_unixtime: '0' }),
    said(5, { from: null, from_id: null }),
    [],
    'text',
    said(8, { text: 'x'.repeat(4_300_000) }),
    said(9, { text: JSON.parse(`${'['.repeat(60)}${']'.repeat(60)}`) as object }),
    said(10, { text: 'fine', reactions: 7, location_information: 'here' }),
  ];
  const input = exported(chatOf(messages));
  expect((await gapsIn(input)).map(({ place, why }) => `${place}: ${why}`)).toEqual([
    'messages[0]: service',
    'messages[1]: broken',
    'messages[2]: no-date',
    'messages[3]: no-date',
    'messages[4]: no-author',
    'messages[5]: broken',
    'messages[6]: broken',
    'messages[7]: broken',
    'messages[8]: broken',
  ]);
  expect(await messagesIn(input)).toMatchObject([{ key: '10', content: { text: 'fine' } }]);
});

it('an export of an older version has its times by a clock that has to be named, and people without a word', async () => {
  const old = { id: 1, type: 'message', date: '2019-07-01T12:00:00', from: 'Anna', from_id: 5_123_456_789, text: 'Hi' };
  const [message] = await messagesIn(exported(chatOf([old])), { timeZone: 'Europe/Moscow' });
  expect(new Date(message?.at ?? 0).toISOString()).toBe('2019-07-01T09:00:00.000Z');
  expect(message?.author).toEqual({ key: 'user5123456789', name: 'Anna', side: 'customer' });
});

it('ids keep all of their digits', async () => {
  const json = JSON.stringify(chatOf([said(1, { text: 'x', reply_to_message_id: 1 })]))
    .replaceAll('5123456789', '9223372036854775807')
    .replaceAll('"reply_to_message_id":1', '"reply_to_message_id":9007199254740993');
  const [chat, message] = await readAll(exported(json));
  expect(chat).toMatchObject({ address: '9223372036854775807' });
  expect(message).toMatchObject({ author: { side: 'customer' }, content: { replyTo: { key: '9007199254740993' } } });
});

it.each([
  ['ends early', (json: string) => json.slice(0, json.length / 2)],
  ['has an error', (json: string) => json.replace('"three', 'three')],
  ['goes on after its end', (json: string) => `${json}{}`],
])('a file that %s is refused, with the place until which it was right', async (_, spoil) => {
  const json = JSON.stringify(
    chatOf(['one', 'two', 'three', 'four'].map((text, index) => said(index, { text: text.repeat(999) }))),
  );
  const error: unknown = await readAll(exported(spoil(json))).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(HistoryRefused);
  expect((error as HistoryRefused).message).toMatch(/^The JSON ends early or has an error after messages\[[0-3]\]\.$/);
});

it.each(['[', '{"a":'])('does not follow %s without an end', async (deep) => {
  const text = `{"name":"x","type":"personal_chat","id":1,"messages":[${deep.repeat(100_000)}`;
  await expect(readAll(exported(text))).rejects.toMatchObject({ code: 'broken-json' });
});
