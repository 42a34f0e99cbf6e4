import { SANDBOX } from '../../src/sandbox/credentials';
import { FileServer } from './support/file-server';
import { Harness } from './support/harness';
import type { Answered } from './support/http';
import type { Part } from './support/multipart';
import { messageOf, METHODS, PARTS, upload } from './support/telegram-form';

const CHAT = SANDBOX.telegram.customer.id;
const MB = 1024 * 1024;

let box: Harness;
let web: FileServer;
beforeEach(async () => {
  web = new FileServer();
  [box] = await Promise.all([Harness.start(), web.start()]);
  await box.customerWrites('Hello');
});
afterEach(() => Promise.all([box.stop(), web.stop()]));

function expectRefusal(answer: Answered, description: string, code = 400): void {
  expect(answer.json).toEqual({ ok: false, error_code: code, description });
  expect(answer.status).toBe(code);
}

const messages = async () => (await box.state()).telegram.phones[0]?.messages ?? [];
const id = expect.stringMatching(/^[A-Za-z0-9_-]{24,}$/) as string;
const unique = expect.any(String) as string;
const small = { file_id: id, file_unique_id: unique, file_size: expect.any(Number) as number };
const thumb = { ...small, width: 90, height: 67 };
const own = (part: Part) => ({ file_id: id, file_unique_id: unique, file_size: part.bytes.length });
const named = ({ name, type }: Part) => ({ file_name: name, mime_type: type });
type Kind = keyof typeof PARTS;

/** What each kind looks like in the answer (telegram.md §2). */
const CONTENT: Record<Kind, object> = {
  photo: { photo: [thumb, { ...own(PARTS.photo), width: 1280, height: 960 }] },
  video: {
    video: {
      duration: 7,
      width: 1280,
      height: 720,
      ...named(PARTS.video),
      ...own(PARTS.video),
      thumbnail: thumb,
      thumb,
    },
  },
  voice: { voice: { duration: 7, mime_type: 'audio/ogg', ...own(PARTS.voice) } },
  audio: { audio: { duration: 7, ...named(PARTS.audio), ...own(PARTS.audio) } },
  document: { document: { ...named(PARTS.document), ...own(PARTS.document) } },
  animation: {
    animation: { duration: 7, width: 320, height: 240, ...named(PARTS.animation), ...own(PARTS.animation) },
    document: { ...named(PARTS.animation), ...own(PARTS.animation) },
  },
  video_note: { video_note: { duration: 7, length: 240, ...own(PARTS.video_note), thumbnail: thumb, thumb } },
  sticker: {
    sticker: {
      width: 512,
      height: 512,
      emoji: '👍',
      set_name: 'Sandbox',
      is_animated: false,
      is_video: false,
      type: 'regular',
      ...own(PARTS.sticker),
      thumbnail: thumb,
      thumb,
    },
  },
};
const KINDS = Object.keys(PARTS) as Kind[];
const CAPTIONED: readonly Kind[] = KINDS.filter((kind) => kind !== 'sticker' && kind !== 'video_note');

describe.each(KINDS)('a %s', (kind) => {
  const part = PARTS[kind];
  const caption = CAPTIONED.includes(kind) ? { caption: 'Look' } : {};

  test('is sent as an upload, under its own name or another', async () => {
    const fields = { chat_id: CHAT, duration: 7, ...caption };
    const answer = await upload(box, METHODS[kind], fields, { [kind]: part });
    expect(messageOf(answer)).toEqual({
      message_id: 2,
      from: { id: 500000001, is_bot: true, first_name: 'Sandbox Shop', username: 'sandbox_shop_bot' },
      chat: { id: CHAT, first_name: 'Ana', last_name: 'Lima', username: 'ana_lima', type: 'private' },
      date: expect.any(Number) as number,
      ...CONTENT[kind],
      ...caption,
    });
    const attached = await upload(box, METHODS[kind], { ...fields, [kind]: 'attach://p1' }, { p1: part });
    expect(messageOf(attached)).toMatchObject({ message_id: 3, ...CONTENT[kind] });
    expect((await messages()).slice(1)).toMatchObject(
      [2, 3].map((each) => ({
        id: each,
        from: 'bot',
        kind,
        text: caption.caption ?? '',
        file: { name: part.name, size: part.bytes.length },
      })),
    );
    const entry = (await box.journal('&side=telegram')).at(-1);
    expect(entry).toMatchObject({
      operation: METHODS[kind],
      chat: String(CHAT),
      messageId: '3',
      stored: true,
      request: { p1: { file: part.name, size: part.bytes.length } },
    });
  });

  test('is sent again by its id', async () => {
    const first = messageOf(await upload(box, METHODS[kind], { chat_id: CHAT }, { [kind]: part }));
    const value = first[kind];
    const { file_id } = (Array.isArray(value) ? value.at(-1) : value) as { file_id: string };
    const again = await box.telegram(METHODS[kind], { chat_id: CHAT, [kind]: file_id });
    expect(messageOf(again)[kind]).toEqual(value);
  });

  test('is needed', async () => {
    const words = `Bad Request: there is no ${kind.replace('_', ' ')} in the request`;
    expectRefusal(await box.telegram(METHODS[kind], { chat_id: CHAT }), words);
    const elsewhere = { chat_id: CHAT, [kind]: 'attach://p2' };
    expectRefusal(await upload(box, METHODS[kind], elsewhere, { p1: part }), words);
  });

  test.each([
    ['no id', 'wrong file identifier/HTTP URL specified'],
    ['AgACAgIAAxkBAAIBQ2ZvbmVnb25l', 'wrong file_id or the file is temporarily unavailable'],
    ['http://', 'Wrong HTTP URL specified'],
  ])('is not sent as %j', async (value, reason) => {
    expectRefusal(await box.telegram(METHODS[kind], { chat_id: CHAT, [kind]: value }), `Bad Request: ${reason}`);
  });

  test('is not empty and not too large', async () => {
    const empty = { ...part, bytes: Buffer.alloc(0) };
    const send = (sent: Part) => upload(box, METHODS[kind], { chat_id: CHAT }, { [kind]: sent });
    expectRefusal(await send(empty), 'Bad Request: file must be non-empty');
    const most = kind === 'photo' ? 10 * MB : kind === 'sticker' ? 512 * 1024 : 50 * MB;
    const over = Buffer.alloc(most + 1);
    part.bytes.copy(over);
    expectRefusal(await send({ ...part, bytes: over }), 'Bad Request: file is too big');
    expect((await send({ ...part, bytes: over.subarray(0, most) })).status).toBe(200);
  });

  test('is not sent to those who left', async () => {
    await box.control('POST', `/telegram/bots/500000001/chats/${String(CHAT)}/block`);
    const answer = await upload(box, METHODS[kind], { chat_id: CHAT }, { [kind]: part });
    expectRefusal(answer, 'Forbidden: bot was blocked by the user', 403);
    expectRefusal(await upload(box, METHODS[kind], {}, { [kind]: part }), 'Bad Request: chat_id is empty');
    expectRefusal(await upload(box, METHODS[kind], { chat_id: 1 }, { [kind]: part }), 'Bad Request: chat not found');
  });
});

test.each([...CAPTIONED])('the caption of a %s has at most 1024 characters', async (kind) => {
  const send = (caption: string) => upload(box, METHODS[kind], { chat_id: CHAT, caption }, { [kind]: PARTS[kind] });
  expectRefusal(await send('👍'.repeat(513)), 'Bad Request: message caption is too long');
  expect(messageOf(await send('👍'.repeat(512))).caption).toHaveLength(1024);
});

test('a file of one kind is not sent as another by its id', async () => {
  const sent = messageOf(await upload(box, 'sendVideo', { chat_id: CHAT }, { video: PARTS.video }));
  const { file_id, thumbnail } = sent.video as { file_id: string; thumbnail: { file_id: string } };
  const asNote = await box.telegram('sendVideoNote', { chat_id: CHAT, video_note: file_id });
  expectRefusal(asNote, "Bad Request: can't use file of type Video as VideoNote");
  const asPhoto = await box.telegram('sendPhoto', { chat_id: CHAT, photo: thumbnail.file_id });
  expectRefusal(asPhoto, "Bad Request: can't use file of type Thumbnail as Photo");
});

test.each<[string, keyof typeof METHODS, Partial<Part>, string]>([
  ['a picture that is none', 'photo', { bytes: Buffer.from('no picture') }, 'IMAGE_PROCESS_FAILED'],
  ['a picture cut short', 'photo', { bytes: PARTS.photo.bytes.subarray(0, 12) }, 'IMAGE_PROCESS_FAILED'],
  ['a picture that is too long', 'photo', { bytes: gif(20, 401) }, 'PHOTO_INVALID_DIMENSIONS'],
  ['a picture that is too large', 'photo', { bytes: gif(5000, 5001) }, 'PHOTO_INVALID_DIMENSIONS'],
])('refuses %s', async (_what, kind, more, reason) => {
  const part = { ...PARTS[kind], ...more };
  expectRefusal(await upload(box, METHODS[kind], { chat_id: CHAT }, { [kind]: part }), `Bad Request: ${reason}`);
});

function gif(width: number, height: number): Buffer {
  const head = Buffer.from('GIF89a\0\0\0\0');
  head.writeUInt16LE(width, 6);
  head.writeUInt16LE(height, 8);
  return head;
}

function jpeg(width: number, height: number): Buffer {
  const size = Buffer.from('ffc0001108000000000300', 'hex');
  size.writeUInt16BE(height, 5);
  size.writeUInt16BE(width, 7);
  return Buffer.concat([Buffer.from('ffd8ffe000060000000000', 'hex').subarray(0, 10), size]);
}

function webp(chunk: string, body: string): Buffer {
  return Buffer.concat([Buffer.from(`RIFF\0\0\0\0WEBP${chunk}`), Buffer.from(body, 'hex'), Buffer.alloc(8)]);
}

test.each<[string, Buffer, boolean]>([
  ['GIF', gif(20, 400), true],
  ['GIF', gif(20, 401), false],
  ['JPEG', jpeg(1280, 960), true],
  ['JPEG', jpeg(9000, 1001), false],
  ['lossless WEBP', webp('VP8L', '000000002fff3f0000'), false],
  ['lossless WEBP', webp('VP8L', '000000002f13800400'), true],
  ['extended WEBP', webp('VP8X', '0a00000000000000ff0300ff0200'), true],
  ['extended WEBP', webp('VP8X', '0a000000000000000f2700ff0200'), false],
])('measures a %s', async (_kind, bytes, fits) => {
  const part = { ...PARTS.photo, bytes };
  const answer = await upload(box, 'sendPhoto', { chat_id: CHAT }, { photo: part });
  if (fits) expect(answer.status).toBe(200);
  else expectRefusal(answer, 'Bad Request: PHOTO_INVALID_DIMENSIONS');
});

test.each<[string, Part, object, string]>([
  ['sendVideo', { ...PARTS.video, name: 'a.webm', type: 'video/webm' }, {}, 'document'],
  ['sendVoice', { ...PARTS.voice, name: 'a.wav', type: 'audio/wav' }, {}, 'document'],
  ['sendVoice', PARTS.audio, {}, 'voice'],
  ['sendAudio', PARTS.voice, {}, 'document'],
  ['sendAnimation', PARTS.video, {}, 'animation'],
  ['sendDocument', PARTS.animation, {}, 'animation'],
  ['sendDocument', PARTS.video, {}, 'video'],
  ['sendDocument', PARTS.audio, {}, 'audio'],
  ['sendDocument', PARTS.video, { disable_content_type_detection: true }, 'document'],
  ['sendSticker', { ...PARTS.sticker, name: 'a.tgs', type: 'application/octet-stream' }, {}, 'sticker'],
  ['sendSticker', PARTS.photo, {}, 'document'],
])('%s of %j, %j, shows as a %s', async (method, part, more, shown) => {
  const field = method === 'sendAnimation' ? 'animation' : method.slice(4).toLowerCase();
  const answer = await upload(box, method, { chat_id: CHAT, ...more }, { [field]: part });
  expect(messageOf(answer)).toHaveProperty(shown);
  expect((await messages()).at(-1)?.kind).toBe(shown);
});

test('stickers say whether they move', async () => {
  const send = async (name: string): Promise<unknown> =>
    messageOf(await upload(box, 'sendSticker', { chat_id: CHAT }, { sticker: { ...PARTS.sticker, name, type: '' } }))
      .sticker;
  expect(await send('a.webp')).toMatchObject({ is_animated: false, is_video: false });
  expect(await send('a.tgs')).toMatchObject({ is_animated: true, is_video: false });
  expect(await send('a.webm')).toMatchObject({ is_animated: false, is_video: true });
});

test('a name in any script stays as it is, and a path before it goes', async () => {
  const part = { ...PARTS.document, name: 'Счёт «5» – ü.pdf' };
  const answer = await upload(box, 'sendDocument', { chat_id: CHAT }, { document: part });
  expect(messageOf(answer).document).toMatchObject({ file_name: part.name });
});

test('a file answers a message, and has buttons', async () => {
  const reply_parameters = { message_id: 1, quote: 'Hell' };
  const reply_markup = { inline_keyboard: [[{ text: 'Yes', callback_data: 'y' }]] };
  const fields = { chat_id: CHAT, reply_parameters, reply_markup };
  expect(messageOf(await upload(box, 'sendPhoto', fields, { photo: PARTS.photo }))).toMatchObject({
    reply_to_message: { message_id: 1, text: 'Hello' },
    quote: { text: 'Hell', position: 0, is_manual: true },
    reply_markup,
  });
});

describe('addresses', () => {
  const send = (kind: Kind, url: string) => box.telegram(METHODS[kind], { chat_id: CHAT, [kind]: url });

  test.each(KINDS.filter((kind) => kind !== 'video_note'))('a %s is fetched', async (kind) => {
    const { name, type, bytes } = PARTS[kind];
    const url = web.file(`/files/${encodeURIComponent(name)}`, bytes, type);
    expect(messageOf(await send(kind, url))).toMatchObject({ ...CONTENT[kind], ...durations(kind) });
    expect((await messages()).at(-1)).toMatchObject({ kind, file: { name, size: bytes.length } });
    const entries = await box.journal('&side=telegram');
    expect(entries.find(({ operation }) => operation === 'media-fetch')).toMatchObject({
      direction: 'out',
      method: 'GET',
      status: 200,
      stored: true,
      request: { url },
    });
  });

  function durations(kind: Kind): object {
    const content = (CONTENT[kind] as Record<string, unknown>)[kind];
    return kind === 'photo'
      ? {}
      : { [kind]: { ...(content as object), ...('duration' in (content as object) ? { duration: 1 } : {}) } };
  }

  test('a round video is not', async () => {
    const url = web.file('/a.mp4', PARTS.video.bytes, 'video/mp4');
    expectRefusal(await send('video_note', url), "Bad Request: can't upload file by URL");
    expect(web.asked).toEqual([]);
  });

  test.each<[Kind, string]>([
    ['photo', 'text/html'],
    ['photo', 'image/svg+xml'],
    ['video', 'video/webm'],
    ['document', 'text/plain'],
    ['sticker', 'image/png'],
    ['voice', 'text/html'],
  ])('a %s that is %s is refused', async (kind, type) => {
    const url = web.file('/page', 'x', type);
    expectRefusal(await send(kind, url), 'Bad Request: wrong type of the web page content');
  });

  test('what cannot be fetched is refused', async () => {
    const failed = 'Bad Request: failed to get HTTP URL content';
    expectRefusal(await send('photo', web.file('/a', 'x').replace(/\/a$/, '/none')), failed);
    expectRefusal(await send('photo', 'http://127.0.0.1:1/a.png'), failed);
    const broken = web.on('/broken', (_req, res) => {
      res.writeHead(200, { 'Content-Type': 'image/png', 'Content-Length': 99 }).write('x', () => res.destroy());
    });
    expectRefusal(await send('photo', broken), failed);
    await box.assume({ 'telegram-fetch-urls': 'off' });
    expectRefusal(await send('photo', web.file('/a.png', PARTS.photo.bytes, 'image/png')), failed);
  });

  test.each<[Kind, number]>([
    ['photo', 5],
    ['document', 20],
  ])('a %s has at most %d MB', async (kind, megabytes) => {
    const { bytes, type } = PARTS[kind];
    const large = Buffer.concat([bytes, Buffer.alloc(megabytes * MB - bytes.length)]);
    const over = web.file('/over', Buffer.concat([large, Buffer.alloc(1)]), type);
    expectRefusal(await send(kind, over), 'Bad Request: failed to get HTTP URL content');
    expect((await send(kind, web.file('/large', large, type))).status).toBe(200);
  });

  test('an address may point to another, but not for ever', async () => {
    const file = web.file('/a.png', PARTS.photo.bytes, 'image/png');
    const moved = web.on('/moved', (_req, res) => res.writeHead(302, { Location: file }).end());
    expect((await send('photo', moved)).status).toBe(200);
    const round = web.on('/round', (_req, res) => res.writeHead(302, { Location: '/round' }).end());
    expectRefusal(await send('photo', round), 'Bad Request: failed to get HTTP URL content');
  });

  test('who blocks the bot meanwhile gets nothing', async () => {
    const url = web.on('/slow.png', (_req, res) => {
      void box.control('POST', `/telegram/bots/500000001/chats/${String(CHAT)}/block`).then(() => {
        res.writeHead(200, { 'Content-Type': 'image/png' }).end(PARTS.photo.bytes);
      });
    });
    expectRefusal(await send('photo', url), 'Forbidden: bot was blocked by the user', 403);
    expect(await messages()).toHaveLength(1);
  });
});

describe('sendMediaGroup', () => {
  const send = (media: unknown, parts: Record<string, Part> = {}, more: object = {}) =>
    upload(box, 'sendMediaGroup', { chat_id: CHAT, media, ...more }, parts);
  const item = (type: Kind, part: string, more: object = {}) => ({ type, media: `attach://${part}`, ...more });
  const listOf = ({ json }: Answered) => (json as { result: Record<string, unknown>[] }).result;

  test('sends photos and videos as one album, each a message', async () => {
    const media = [item('photo', 'a', { caption: 'Both' }), item('video', 'b', { duration: 9 })];
    const more = { reply_parameters: { message_id: 1 } };
    const album = listOf(await send(media, { a: PARTS.photo, b: PARTS.video }, more));
    const [first] = album;
    expect(first?.media_group_id).toMatch(/^\d{10,}$/);
    expect(album).toMatchObject([
      { message_id: 2, caption: 'Both', reply_to_message: { message_id: 1 }, ...CONTENT.photo },
      { message_id: 3, video: { duration: 9 }, media_group_id: first?.media_group_id },
    ]);
    expect(album[1]).not.toHaveProperty('caption');
    const [one, two] = (await messages()).slice(1);
    expect([one, two]).toMatchObject([
      { kind: 'photo', text: 'Both' },
      { kind: 'video', durationS: 9 },
    ]);
    expect([one?.albumId, two?.albumId]).toEqual([first?.media_group_id, first?.media_group_id]);
    expect((await box.journal('&side=telegram')).at(-1)).toMatchObject({ messageId: '2', stored: true });
  });

  test('takes ids, addresses and parts together', async () => {
    const sent = messageOf(await upload(box, 'sendPhoto', { chat_id: CHAT }, { photo: PARTS.photo }));
    const { file_id } = (sent.photo as { file_id: string }[]).at(-1) ?? { file_id: '' };
    const url = web.file('/a.png', PARTS.photo.bytes, 'image/png');
    const media = [{ type: 'photo', media: file_id }, { type: 'photo', media: url }, item('photo', 'a')];
    expect(listOf(await send(media, { a: PARTS.photo }))).toHaveLength(3);
  });

  test('sends documents together, and music', async () => {
    const documents = [item('document', 'a', { caption: 'one' }), item('document', 'a', { caption: 'two' })];
    // In an album they stay files.
    const album = listOf(await send(documents, { a: PARTS.video }));
    expect(album).toMatchObject([
      { caption: 'one', document: { file_name: 'a.mp4' } },
      { caption: 'two', document: { file_name: 'a.mp4' } },
    ]);
    const music = Array.from({ length: 10 }, () => item('audio', 'a'));
    expect(listOf(await send(music, { a: PARTS.audio }))).toHaveLength(10);
  });

  const photo = item('photo', 'a');
  test.each<[unknown, string]>([
    [undefined, 'parameter "media" is required'],
    [[], 'there are no messages to send'],
    [[photo], 'too few messages to send as an album'],
    [Array.from({ length: 11 }, () => photo), 'too many messages to send as an album'],
    ['no json', "can't parse media JSON object"],
    [{}, 'expected an Array of InputMedia'],
    [[photo, 7], "can't parse InputMedia: expected an Object"],
    [[photo, { media: 'attach://a' }], 'can\'t parse InputMedia: Can\'t find field "type"'],
    [[photo, item('sticker', 'a')], 'can\'t parse InputMedia: type "sticker" is unsupported'],
    [[photo, item('animation', 'a')], 'can\'t parse InputMedia: type "animation" can\'t be used in sendMediaGroup'],
    [[photo, { type: 'photo' }], "can't parse InputMedia: media not found"],
    [[photo, item('photo', 'b')], "can't parse InputMedia: media not found"],
    [[photo, { type: 'photo', media: 5 }], 'can\'t parse InputMedia: Field "media" must be of type String'],
    [[photo, item('photo', 'a', { caption: 5 })], 'can\'t parse InputMedia: Field "caption" must be of type String'],
    [[photo, item('video', 'a', { duration: 'long' })], 'can\'t parse InputMedia: Field "duration" must be a Number'],
    [[photo, item('photo', 'a', { caption: 'x'.repeat(1025) })], 'message caption is too long'],
    [[photo, item('document', 'a')], "document can't be mixed with other media types"],
    [[item('audio', 'a'), item('document', 'a')], "audio can't be mixed with other media types"],
    [[photo, { type: 'photo', media: 'http://127.0.0.1:1/x' }], 'failed to get HTTP URL content'],
    [[photo, item('photo', 'no')], 'IMAGE_PROCESS_FAILED'],
  ])('refuses %j and stores nothing', async (media, reason) => {
    const parts = { a: PARTS.photo, no: { ...PARTS.photo, bytes: Buffer.from('none') } };
    expectRefusal(await send(media, parts), `Bad Request: ${reason}`);
    expect(await messages()).toHaveLength(1);
  });

  test('an answered message has to be there', async () => {
    const answer = await send([photo, photo], { a: PARTS.photo }, { reply_parameters: { message_id: 9 } });
    expectRefusal(answer, 'Bad Request: message to be replied not found');
  });
});

describe('places and cards', () => {
  const place = { chat_id: CHAT, latitude: 55.75, longitude: 37.61 };

  test('a location, still or live', async () => {
    const still = messageOf(await box.telegram('sendLocation', place));
    expect(still.location).toEqual({ latitude: 55.75, longitude: 37.61 });
    const live = messageOf(await box.telegram('sendLocation', { ...place, live_period: 900 }));
    expect(live.location).toEqual({ latitude: 55.75, longitude: 37.61, live_period: 900 });
    expect((await messages()).slice(1)).toMatchObject([
      { kind: 'location', location: { latitude: 55.75, longitude: 37.61, title: null } },
      { kind: 'location' },
    ]);
  });

  test('a venue', async () => {
    const sent = messageOf(await box.telegram('sendVenue', { ...place, title: 'Cafe', address: 'Main 1' }));
    const location = { latitude: 55.75, longitude: 37.61 };
    expect(sent).toMatchObject({ venue: { location, title: 'Cafe', address: 'Main 1' }, location });
    expect((await messages()).at(-1)).toMatchObject({ kind: 'venue', location: { title: 'Cafe', address: 'Main 1' } });
  });

  test('a card', async () => {
    const card = { phone_number: '+79990001122', first_name: 'Bob', last_name: 'R' };
    expect(messageOf(await box.telegram('sendContact', { chat_id: CHAT, ...card })).contact).toEqual(card);
    expect((await messages()).at(-1)?.contact).toEqual({ name: 'Bob R', phone: '+79990001122' });
  });

  test.each<[string, object, string]>([
    ['sendLocation', { latitude: undefined }, 'latitude is empty'],
    ['sendLocation', { longitude: '' }, 'longitude is empty'],
    ['sendLocation', { latitude: 'north' }, 'wrong type of "latitude": a number expected'],
    ['sendLocation', { latitude: 90.1 }, 'invalid location specified'],
    ['sendLocation', { longitude: -181 }, 'invalid location specified'],
    ['sendLocation', { live_period: 59 }, 'wrong live location period specified'],
    ['sendLocation', { live_period: 86_401 }, 'wrong live location period specified'],
    ['sendLocation', { live_period: 60, heading: 361 }, 'wrong live location heading specified'],
    [
      'sendLocation',
      { live_period: 60, proximity_alert_radius: 100_001 },
      'wrong live location proximity alert radius specified',
    ],
    ['sendVenue', { latitude: 91, title: 'x', address: 'x' }, 'wrong venue location specified'],
    ['sendVenue', { address: 'x' }, 'venue title must be non-empty'],
    ['sendVenue', { title: 'x' }, 'venue address must be non-empty'],
    ['sendContact', { first_name: 'x' }, 'parameter "phone_number" is required'],
    ['sendContact', { phone_number: '1' }, 'parameter "first_name" is required'],
    ['sendContact', { phone_number: '1', first_name: 'x', vcard: 'ü'.repeat(1025) }, 'vcard is too long'],
  ])('%s with %j is refused', async (method, more, reason) => {
    expectRefusal(await box.telegram(method, { ...place, ...more }), `Bad Request: ${reason}`);
  });
});

describe('forms', () => {
  const post = async (body: string, type = 'multipart/form-data; boundary=b'): Promise<Answered> => {
    const url = `${box.sandbox.url}/telegram/bot${SANDBOX.telegram.bot.token}/sendDocument`;
    const response = await fetch(url, { method: 'POST', headers: { 'Content-Type': type }, body });
    const text = await response.text();
    return { status: response.status, text, json: JSON.parse(text) as unknown, headers: response.headers };
  };
  const file = '--b\r\nContent-Disposition: form-data; name="document"; filename="a.pdf"\r\n\r\n%PDF';

  test.each([
    ['without a boundary', '', 'multipart/form-data'],
    ['that stops within a file', file, undefined],
    ['that stops within a head', '--b\r\nContent-Disposition: form', undefined],
    [
      'with an argument of a megabyte',
      `--b\r\nContent-Disposition: form-data; name="x"\r\n\r\n${'x'.repeat(MB + 1)}\r\n--b--`,
      undefined,
    ],
  ])('a form %s is refused', async (_what, body, type) => {
    expectRefusal(await post(body, type), "Bad Request: can't parse the form");
    expect((await box.telegram('getMe')).status).toBe(200);
  });

  test('a disturbed upload leaves a message only when it was taken', async () => {
    const send = () => upload(box, 'sendPhoto', { chat_id: CHAT }, { photo: PARTS.photo });
    await box.fault({ name: 'telegram-reset', operation: 'sendPhoto', times: 1 });
    await expect(send()).rejects.toThrow();
    await box.fault({ name: 'telegram-error', status: 500, operation: 'sendPhoto', times: 1 });
    expect((await send()).status).toBe(500);
    expect(await messages()).toHaveLength(1);
    await box.fault({ name: 'telegram-drop-after-storing', operation: 'sendPhoto', times: 1 });
    await expect(send()).rejects.toThrow();
    const taken = await messages();
    expect(taken.map(({ kind }) => kind)).toEqual(['text', 'photo']);
    const kept = await fetch(`${box.sandbox.url}${taken[1]?.file?.url ?? ''}`);
    expect(Buffer.from(await kept.arrayBuffer())).toEqual(PARTS.photo.bytes);
  });
});
