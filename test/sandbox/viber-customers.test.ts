import { detail, NIKOLAY, OLENA, said, SENDER, signatureOf, ViberBox, type Event } from './support/viber';

let viber: ViberBox;
beforeAll(async () => {
  viber = await ViberBox.start();
});
beforeEach(() => viber.startOver());
afterAll(() => viber.stop());

const FROM = { id: OLENA.id, name: OLENA.name, country: 'UA', language: 'uk', api_version: 10 };
const first = async (): Promise<Event> => {
  const [event] = await viber.events(1);
  if (!event) throw new Error('nothing came');
  return event;
};
const saysFile = async (as: string, name: string, type: string, more: object = {}) =>
  viber.says({ files: [await viber.file(name, type)], as, ...more });
const anything = (pattern: RegExp): string => expect.stringMatching(pattern) as string;

test('a message comes signed, with who wrote it', async () => {
  const made = await viber.says({ text: 'Привіт 👋🏽', timestampMs: 1_790_000_000_000 });
  expect(made.status).toBe(201);
  const [hook] = await viber.box.courier.until(1);
  const event = await first();
  expect(event).toEqual({
    event: 'message',
    timestamp: 1_790_000_000_000,
    chat_hostname: anything(/./),
    message_token: anything(/^\d{19}$/),
    sender: { ...FROM, avatar: anything(/^http.*\.png$/) },
    message: { type: 'text', text: 'Привіт 👋🏽' },
    silent: false,
  });
  expect(hook?.headers['x-viber-content-signature']).toBe(signatureOf(hook?.raw ?? ''));
  expect(hook?.raw).toMatch(/"message_token":\d{19},/);
  expect(made.json).toMatchObject({ id: event.message_token, handed: false });
  const { avatar } = event.sender as { avatar: string };
  expect((await fetch(avatar)).headers.get('content-type')).toBe('image/png');
});

describe('kinds', () => {
  test('a picture', async () => {
    await saysFile('picture', 'cat.jpg', 'image/jpeg', { text: 'My cat' });
    const media = anything(/\/viber\/in\/.*\.jpg$/);
    const message = { type: 'picture', media, text: 'My cat', thumbnail: media, file_name: 'cat.jpg', size: 5 };
    expect((await first()).message).toEqual(message);
  });

  test('a video, with words or without', async () => {
    await saysFile('video', 'cat.mp4', 'video/mp4', { text: 'My cat', durationS: 7 });
    await viber.box.assume({ 'viber-video-caption': 'absent' });
    await saysFile('video', 'cat.mp4', 'video/mp4', { text: 'My cat' });
    const media = anything(/\.mp4$/);
    expect((await viber.events(2)).map(({ message }) => message)).toEqual([
      { type: 'video', media, text: 'My cat', size: 5, duration: 7 },
      { type: 'video', media, size: 5 },
    ]);
  });

  test('a file, its size by either name', async () => {
    await saysFile('file', 'Contract.pdf', 'application/pdf');
    await viber.box.assume({ 'viber-file-size-field': 'size' });
    await saysFile('file', 'Contract.pdf', 'application/pdf');
    const same = { type: 'file', media: anything(/\.pdf$/), file_name: 'Contract.pdf' };
    expect((await viber.events(2)).map(({ message }) => message)).toEqual([
      { ...same, file_size: 5 },
      { ...same, size: 5 },
    ]);
  });

  test('a sticker, with its picture or without', async () => {
    await saysFile('sticker', 'hi.png', 'image/png');
    await viber.says({ other: 'sticker' });
    expect((await viber.events(2)).map(({ message }) => message)).toEqual([
      { type: 'sticker', sticker_id: 46105, media: anything(/\.png$/) },
      { type: 'sticker', sticker_id: 46105 },
    ]);
  });

  test('a contact', async () => {
    await viber.says({ contact: { name: 'Iryna', phone: '+380671112233' } });
    expect((await first()).message).toEqual({
      type: 'contact',
      contact: { name: 'Iryna', phone_number: '+380671112233' },
    });
  });

  test('a place, in numbers or in strings', async () => {
    await viber.says({ location: { latitude: 50.45, longitude: 30.52, address: 'Khreshchatyk 1' } });
    await viber.box.assume({ 'viber-location-as': 'strings' });
    await viber.says({ location: { latitude: 50.45, longitude: 30.52 } });
    expect((await viber.events(2)).map(({ message }) => message)).toEqual([
      { type: 'location', location: { lat: 50.45, lon: 30.52, address: 'Khreshchatyk 1' } },
      { type: 'location', location: { lat: '50.45', lon: '30.52' } },
    ]);
  });

  test('a link, and a GIF of the panel', async () => {
    await viber.act('link', { url: 'https://shop.example/a', text: 'This one' });
    await viber.says({ other: 'url' });
    await viber.says({ other: 'gif' });
    await viber.box.assume({ 'viber-gif': 'picture' });
    await viber.says({ other: 'gif' });
    const gif = anything(/\.gif$/);
    const messages = (await viber.events(4)).map(({ message }) => message);
    expect(messages).toEqual([
      { type: 'url', media: 'https://shop.example/a', text: 'This one' },
      { type: 'url', media: anything(/^https:/) },
      { type: 'url', media: gif },
      { type: 'picture', media: gif },
    ]);
    expect((await fetch(messages[3]?.media ?? '')).headers.get('content-type')).toBe('image/gif');
  });

  test('a voice note is never brought, or as a type of its own', async () => {
    expect((await saysFile('voice', 'v.ogg', 'audio/ogg', { durationS: 3 })).status).toBe(201);
    await viber.box.assume({ 'viber-voice-notes': 'type-voice' });
    await saysFile('voice', 'v.ogg', 'audio/ogg', { durationS: 3 });
    expect((await first()).message).toMatchObject({ type: 'voice', duration: 3 });
    expect((await viber.messages()).slice(1).map(({ kind, handed }) => [kind, handed])).toEqual([
      ['voice', false],
      ['voice', true],
    ]);
  });

  test('a type that nobody knows', async () => {
    await viber.says({ other: 'poll' });
    expect((await first()).message).toEqual({ type: 'poll' });
  });

  test.each<[object, string]>([
    [{ text: 'x'.repeat(7001) }, 'Viber takes 7000 characters at most.'],
    [{ text: 'x', forwarded: true }, 'A bot of Viber is not told that a message was forwarded.'],
    [{ other: 'rich_media' }, 'Customers of Viber do not send carousels.'],
  ])('%j is refused', async (message, text) => {
    expect(detail(await viber.says(message))).toEqual([409, text]);
  });

  test('what Viber does not have is refused', async () => {
    const [hello] = await viber.messages();
    const id = hello?.id ?? '';
    expect((await viber.says({ text: 'x', replyTo: id })).status).toBe(409);
    expect((await viber.handset(`messages/${id}/reaction`, { emoji: '👍' })).status).toBe(409);
    expect((await saysFile('audio', 'a.mp3', 'audio/mpeg')).status).toBe(409);
    expect((await saysFile('file', 'a.pdf', 'application/pdf', { text: 'words' })).status).toBe(409);
    expect(detail(await viber.act('type'))).toEqual([409, 'Customers of Viber do not type.']);
    expect(detail(await viber.actOnLine('dance'))).toEqual([409, 'Viber does not dance.']);
    expect((await viber.act('read', { page: 1 })).status).toBe(409);
    expect(await viber.view()).toMatchObject({
      can: ['text', 'picture', 'video', 'file', 'sticker', 'location', 'contact', 'read', 'block'],
    });
  });
});

describe('names and pictures', () => {
  test('come only where the webhook asked for them', async () => {
    await viber.call('set_webhook', { url: viber.hookUrl });
    await viber.says({ text: 'Hello' });
    expect((await viber.events(2))[1]?.sender).toEqual({ ...FROM, name: undefined });
  });

  test('not of people who hide them', async () => {
    await viber.act('hide-name');
    await viber.says({ text: 'Hello' });
    await viber.box.assume({ 'viber-hidden-name': 'empty' });
    await viber.says({ text: 'Hello' });
    expect((await viber.events(2)).map(({ sender }) => sender)).toEqual([
      { ...FROM, name: undefined },
      { ...FROM, name: '', avatar: '' },
    ]);
  });

  test('a person without a picture, and with an id that has to be escaped', async () => {
    await viber.says({ text: 'Здравейте' }, NIKOLAY.id);
    expect((await first()).sender).toEqual({
      ...{ id: 'bm9A/XmF+kl2YW5vdjIwMQ==', name: NIKOLAY.name },
      ...{ country: 'BG', language: 'bg', api_version: 10 },
    });
  });
});

describe('buttons', () => {
  const offer = (...buttons: object[]) =>
    viber.sent({ min_api_version: 3, keyboard: { Type: 'keyboard', Buttons: buttons } });
  const press = (id: string, row = 0, column = 0) => viber.handset(`messages/${id}/press`, { row, column });
  const messageEvents = async (count: number) =>
    (await viber.events(count))
      .filter(({ event }) => event === 'message')
      .map(({ message, silent }) => ({ ...message, silent }));

  test('are pressed as a text that is what they hold', async () => {
    const yes = { Columns: 3, Text: 'Yes', ActionType: 'reply', ActionBody: 'order:17:yes' };
    const id = await offer(yes, { ...yes, ActionBody: 'order:17:no', Silent: true });
    await press(id);
    await press(id, 0, 1);
    expect(await messageEvents(3)).toEqual([
      { type: 'text', text: 'order:17:yes', silent: false },
      { type: 'text', text: 'order:17:no', silent: true },
    ]);
    expect(detail(await press(id, 1, 0))).toEqual([409, 'There is no such button.']);
  });

  test('of a carousel, too', async () => {
    const Buttons = [{ ActionType: 'reply', ActionBody: 'card-1', Text: 'Buy' }];
    const id = await viber.sent({
      type: 'rich_media',
      min_api_version: 7,
      rich_media: { Type: 'rich_media', Buttons },
    });
    await press(id);
    expect(await messageEvents(2)).toEqual([{ type: 'text', text: 'card-1', silent: false }]);
  });

  test('give the phone number and the place', async () => {
    const id = await offer(
      { ActionType: 'share-phone', ActionBody: 'phone' },
      { ActionType: 'location-picker', ActionBody: 'place' },
      { ActionType: 'none' },
    );
    await press(id, 0);
    await press(id, 1);
    expect((await press(id, 2)).status).toBe(200);
    expect(await messageEvents(3)).toMatchObject([
      { type: 'contact', contact: { name: OLENA.name, phone_number: OLENA.phone } },
      { type: 'location', location: { lat: 50.4501 } },
    ]);
  });

  test('that open an address say nothing, or the address', async () => {
    const id = await offer({ ActionType: 'open-url', ActionBody: 'https://shop.example' });
    expect((await press(id)).json).toMatchObject({ id, from: 'line' });
    await viber.box.assume({ 'viber-open-url-press': 'sends-url' });
    await press(id);
    expect(await messageEvents(2)).toMatchObject([{ type: 'text', text: 'https://shop.example' }]);
  });
});

test('tracking data comes back with the next message, or with all', async () => {
  await viber.sent({ tracking_data: 'order 17' });
  await viber.says({ text: 'one' });
  await viber.says({ text: 'two' });
  await viber.box.assume({ 'viber-tracking-data': 'until-replaced' });
  await viber.sent({ tracking_data: 'order 18' });
  await viber.says({ text: 'three' });
  await viber.says({ text: 'four' });
  const events = (await viber.events(6)).filter(({ event }) => event === 'message');
  expect(events.map(({ message }) => (message as { tracking_data?: string }).tracking_data)).toEqual([
    ...['order 17', undefined],
    ...['order 18', 'order 18'],
  ]);
});

describe('a conversation', () => {
  const welcome = (body: object) => {
    viber.box.courier.answer = (hook) =>
      hook.raw.includes('conversation_started')
        ? { status: 200, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }
        : 200;
  };

  test('is started by a link, with one welcome that the answer holds', async () => {
    welcome({ sender: SENDER, type: 'text', text: 'Welcome!', tracking_data: 'ad' });
    await viber.act('start', { context: 'summer-ad' }, NIKOLAY.id);
    const [started, delivered] = await viber.events(2);
    expect(started).toMatchObject({
      event: 'conversation_started',
      type: 'open',
      context: 'summer-ad',
      subscribed: false,
      user: { id: NIKOLAY.id, name: NIKOLAY.name },
    });
    const [message] = await viber.messages(NIKOLAY.id);
    expect(message).toMatchObject({ from: 'line', text: 'Welcome!' });
    expect(delivered).toMatchObject({ event: 'delivered', user_id: NIKOLAY.id, message_token: message?.id });
    expect(await viber.view(NIKOLAY.id)).toMatchObject({ state: 'new' });
    expect(said(await viber.send({ receiver: NIKOLAY.id }))).toEqual([6, 'receiverNotSubscribed']);
  });

  test('is not begun by what is no message; why, is in the journal', async () => {
    welcome({ type: 'text', text: 'Welcome!' });
    await viber.act('start');
    await viber.events(1);
    await viber.says({ text: 'Hello' });
    await viber.events(2);
    expect((await viber.messages()).map(({ from }) => from)).toEqual(['customer', 'customer']);
    expect((await viber.box.journal()).find(({ operation }) => operation === 'welcome')).toMatchObject({
      answer: { status: 4, status_message: 'missingData: sender' },
      stored: false,
    });
  });

  test('is told before the first message of somebody who came by an advertisement', async () => {
    await viber.says({ text: 'Hello', referral: { ref: 'ad-7' } });
    expect(await viber.events(2)).toMatchObject([
      { event: 'conversation_started', context: 'ad-7', subscribed: true },
      { event: 'message' },
    ]);
  });

  test('is subscribed to and left; a first message alone is no such event', async () => {
    await viber.says({ text: 'Hello' }, NIKOLAY.id);
    await viber.act('unsubscribe', {}, NIKOLAY.id);
    await viber.act('subscribe', {}, NIKOLAY.id);
    const events = await viber.events(3);
    expect(events.map(({ event }) => event)).toEqual(['message', 'unsubscribed', 'subscribed']);
    expect(events[1]).toMatchObject({ user_id: NIKOLAY.id });
    expect(events[2]).toMatchObject({ user: { id: NIKOLAY.id, name: NIKOLAY.name } });
  });
});

test('events that no page explains can be sent', async () => {
  await viber.act('event', { event: 'client_status', fields: { status: { code: 0 } } });
  expect(await first()).toMatchObject({ event: 'client_status', user_id: OLENA.id, status: { code: 0 } });
});
