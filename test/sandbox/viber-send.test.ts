import { NIKOLAY, OLENA, readExactly, said, ViberBox } from './support/viber';

let viber: ViberBox;
beforeAll(async () => {
  viber = await ViberBox.start();
});
beforeEach(() => viber.startOver());
afterAll(() => viber.stop());

const long = (length: number): string => 'x'.repeat(length);
const button = (more: object = {}): object => ({ Text: 'Yes', ActionType: 'reply', ActionBody: 'yes', ...more });
const keyboard = (buttons: readonly object[] = [button()], more: object = {}): object => ({
  keyboard: { Type: 'keyboard', DefaultHeight: false, InputFieldState: 'regular', Buttons: buttons, ...more },
});
const carousel = (more: object = {}): object => ({
  type: 'rich_media',
  min_api_version: 7,
  alt_text: 'Three offers',
  rich_media: { Type: 'rich_media', ButtonsGroupColumns: 6, ButtonsGroupRows: 7, BgColor: '#FFFFFF', ...more },
});
const contact = (more: object = {}): object => ({
  type: 'contact',
  contact: { name: 'Shop', phone_number: '+380441234567', ...more },
});
const place = (more: object = {}): object => ({ type: 'location', location: { lat: '50.45', lon: 30.52, ...more } });

test.each<[object, object]>([
  [{}, { kind: 'text', text: 'Good day' }],
  [{ text: 'Добрий день 👋🏽 שלום' }, { text: 'Добрий день 👋🏽 שלום' }],
  [{ text: long(7000), tracking_data: long(4000), min_api_version: 1 }, { text: long(7000) }],
  [{ sender: { name: long(28), avatar: 'https://shop.example/a.png' } }, { kind: 'text' }],
  [
    { type: 'sticker', sticker_id: 46105 },
    { kind: 'sticker', text: '[sticker 46105]' },
  ],
  [
    contact({ name: long(28), phone_number: long(18) }),
    { kind: 'contact', contact: { name: long(28), phone: long(18) } },
  ],
  [place(), { kind: 'location', location: { latitude: 50.45, longitude: 30.52, title: null, address: null } }],
  [{ type: 'url', media: `https://shop.example/${long(1979)}` }, { kind: 'text' }],
  [keyboard(), { text: 'Good day', buttons: [[{ text: 'Yes', url: null }]] }],
  [
    { type: undefined, text: undefined, ...keyboard() },
    { kind: 'other', buttons: [[{ text: 'Yes', url: null }]] },
  ],
  [
    keyboard([
      button({ Columns: 3 }),
      button({ Columns: 3, Text: 'No' }),
      button({ ActionType: 'open-url', ActionBody: 'https://a.example' }),
    ]),
    { buttons: [[{ text: 'Yes' }, { text: 'No' }], [{ url: 'https://a.example' }]] },
  ],
  [keyboard(Array.from({ length: 12 }, () => button())), { text: 'Good day' }],
  [
    { min_api_version: 3, ...keyboard([button({ ActionType: 'share-phone' }), { ActionType: 'none' }]) },
    { text: 'Good day' },
  ],
  [carousel({ Buttons: Array.from({ length: 42 }, () => button()) }), { kind: 'card', text: 'Three offers' }],
])('%j is taken', async (more, shows) => {
  const answer = await viber.send(more);
  expect(readExactly(answer.text)).toEqual({
    status: 0,
    status_message: 'ok',
    message_token: expect.stringMatching(/^\d{19}$/) as string,
    chat_hostname: expect.any(String) as string,
    billing_status: 1,
  });
  const message = (await viber.messages()).at(-1);
  expect(message).toMatchObject({ from: 'line', id: readExactly(answer.text).message_token, ...shows });
});

test.each<[object, number, string]>([
  [{ receiver: undefined }, 4, 'missingData: receiver'],
  [{ receiver: 7 }, 3, 'badData: receiver: a string expected'],
  [{ receiver: '' }, 3, 'badData: receiver: must not be empty'],
  [{ sender: undefined }, 4, 'missingData: sender'],
  [{ sender: 'Shop' }, 3, 'badData: sender: an object expected'],
  [{ sender: {} }, 4, 'missingData: sender.name'],
  [{ sender: { name: '' } }, 3, 'badData: sender.name: must not be empty'],
  [{ sender: { name: long(29) } }, 3, 'badData: sender.name: longer than 28'],
  [{ sender: { name: 'Shop', avatar: 'face' } }, 3, 'badData: sender.avatar: an address expected'],
  [{ tracking_data: long(4001) }, 3, 'badData: tracking_data: longer than 4000'],
  [{ tracking_data: {} }, 3, 'badData: tracking_data: a string expected'],
  [{ min_api_version: '3' }, 3, 'badData: min_api_version: an integer expected'],
  [{ min_api_version: 0 }, 3, 'badData: min_api_version: not from 1 to 9007199254740991'],
  [{ type: undefined }, 4, 'missingData: type'],
  [
    { type: 'voice' },
    3,
    'badData: type: one of text, picture, video, file, sticker, contact, location, url, rich_media expected',
  ],
  [{ text: undefined }, 4, 'missingData: text'],
  [{ text: null }, 4, 'missingData: text'],
  [{ text: '' }, 3, 'badData: text: must not be empty'],
  [{ text: 7 }, 3, 'badData: text: a string expected'],
  [{ text: long(7001) }, 3, 'badData: text: longer than 7000'],
  [{ text: '👋'.repeat(3501) }, 3, 'badData: text: longer than 7000'],
  [{ type: 'sticker' }, 4, 'missingData: sticker_id'],
  [{ type: 'sticker', sticker_id: '46105' }, 3, 'badData: sticker_id: an integer expected'],
  [{ type: 'contact' }, 4, 'missingData: contact'],
  [contact({ name: undefined }), 4, 'missingData: contact.name'],
  [contact({ name: long(29) }), 3, 'badData: contact.name: longer than 28'],
  [contact({ phone_number: undefined }), 4, 'missingData: contact.phone_number'],
  [contact({ phone_number: long(19) }), 3, 'badData: contact.phone_number: longer than 18'],
  [{ type: 'location' }, 4, 'missingData: location'],
  [place({ lat: undefined }), 4, 'missingData: location.lat'],
  [place({ lat: 'north' }), 3, 'badData: location.lat: degrees expected'],
  [place({ lat: 90.1 }), 3, 'badData: location.lat: degrees expected'],
  [place({ lon: 181 }), 3, 'badData: location.lon: degrees expected'],
  [{ type: 'url' }, 4, 'missingData: media'],
  [{ type: 'url', media: 'shop' }, 3, 'badData: media: an address expected'],
  [{ type: 'url', media: `https://shop.example/${long(1980)}` }, 3, 'badData: media: longer than 2000'],
  [{ keyboard: [] }, 3, 'badData: keyboard: an object expected'],
  [keyboard(undefined, { Type: undefined }), 4, 'missingData: keyboard.Type'],
  [keyboard(undefined, { Type: 'keys' }), 3, 'badData: keyboard.Type: one of keyboard expected'],
  [keyboard(undefined, { DefaultHeight: 'tall' }), 3, 'badData: keyboard.DefaultHeight: a boolean expected'],
  [
    keyboard(undefined, { InputFieldState: 'big' }),
    3,
    'badData: keyboard.InputFieldState: one of regular, minimized, hidden expected',
  ],
  [keyboard(undefined, { BgColor: 'red' }), 3, 'badData: keyboard.BgColor: a colour expected'],
  [keyboard(undefined, { Buttons: undefined }), 4, 'missingData: keyboard.Buttons'],
  [keyboard([]), 3, 'badData: keyboard.Buttons: must not be empty'],
  [keyboard([7 as unknown as object]), 3, 'badData: keyboard.Buttons[0]: an object expected'],
  [keyboard([button(), button({ ActionBody: undefined })]), 4, 'missingData: keyboard.Buttons[1].ActionBody'],
  [
    keyboard([button({ ActionType: 'call' })]),
    3,
    'badData: keyboard.Buttons[0].ActionType: one of reply, open-url, location-picker, share-phone, none expected',
  ],
  [
    keyboard([button({ ActionType: 'open-url', ActionBody: 'shop' })]),
    3,
    'badData: keyboard.Buttons[0].ActionBody: an address expected',
  ],
  [keyboard([button({ Columns: 7 })]), 3, 'badData: keyboard.Buttons[0].Columns: not from 1 to 6'],
  [keyboard([button({ Rows: 3 })]), 3, 'badData: keyboard.Buttons[0].Rows: not from 1 to 2'],
  [keyboard([button({ Silent: 1 })]), 3, 'badData: keyboard.Buttons[0].Silent: a boolean expected'],
  [
    keyboard([{ text: 'Yes', actionType: 'reply', actionBody: 'yes' }]),
    3,
    'badData: keyboard.Buttons[0].text: unknown key, Text expected',
  ],
  [
    keyboard([button({ action_body: 'yes' })]),
    3,
    'badData: keyboard.Buttons[0].action_body: unknown key, ActionBody expected',
  ],
  [{ keyboard: { type: 'keyboard', buttons: [button()] } }, 3, 'badData: keyboard.type: unknown key, Type expected'],
  [keyboard(Array.from({ length: 13 }, () => button())), 3, 'badData: keyboard.Buttons: more than 12 rows'],
  [keyboard(Array.from({ length: 7 }, () => button({ Rows: 2 }))), 3, 'badData: keyboard.Buttons: more than 12 rows'],
  [
    keyboard([button({ ActionType: 'share-phone' })]),
    14,
    'incompatibleWithVersion: share-phone needs min_api_version 3',
  ],
  [
    keyboard([button({ ActionType: 'location-picker' })]),
    14,
    'incompatibleWithVersion: location-picker needs min_api_version 3',
  ],
  [
    { ...carousel({ Buttons: [button()] }), min_api_version: 6 },
    14,
    'incompatibleWithVersion: rich_media needs min_api_version 7',
  ],
  [{ ...carousel(), rich_media: undefined }, 4, 'missingData: rich_media'],
  [carousel(), 4, 'missingData: rich_media.Buttons'],
  [
    carousel({ Buttons: Array.from({ length: 43 }, () => button()) }),
    3,
    'badData: rich_media.Buttons: more than 6 cards',
  ],
  [carousel({ ButtonsGroupRows: 8, Buttons: [button()] }), 3, 'badData: rich_media.ButtonsGroupRows: not from 1 to 7'],
  [
    carousel({ ButtonsGroupColumns: 3, Buttons: [button({ Columns: 4 })] }),
    3,
    'badData: rich_media.Buttons: wider than the card',
  ],
])('%j is refused', async (more, status, text) => {
  expect(said(await viber.send(more))).toEqual([status, text]);
  expect((await viber.messages()).map(({ from }) => from)).toEqual(['customer']);
});

test('a field that is not one is passed over, and noted', async () => {
  await viber.sent({ chat_id: 7, ...keyboard([button({ TextSize: 'large', Colour: 'red' })]) });
  expect((await viber.box.journal()).findLast(({ operation }) => operation === 'send_message')).toMatchObject({
    warnings: ['chat_id: no such field', 'keyboard.Buttons[0].Colour: no such field'],
  });
});

describe('readings of what is written', () => {
  test('lengths in code points', async () => {
    await viber.box.assume({ 'viber-length-unit': 'code-points' });
    await viber.sent({ text: '👋'.repeat(7000) });
    expect(said(await viber.send({ text: '👋'.repeat(7001) }))[0]).toBe(3);
  });

  test('keys of another case passed over', async () => {
    await viber.box.assume({ 'viber-wrong-case-keys': 'ignore', 'viber-keyboard-rows': 1 });
    await viber.sent(keyboard([button({ text: 'no' })]));
    expect(said(await viber.send(keyboard([button(), button()])))[0]).toBe(3);
  });

  test('a bad keyboard is told later', async () => {
    await viber.box.assume({ 'viber-bad-keyboard': 'failed' });
    const token = await viber.sent(keyboard([button({ ActionBody: undefined })]));
    expect(await viber.events(1)).toMatchObject([
      { event: 'failed', message_token: token, user_id: OLENA.id, desc: 'missingData: keyboard.Buttons[0].ActionBody' },
    ]);
    expect((await viber.messages()).at(-1)).toMatchObject({ status: 'failed', buttons: [] });
  });
});

describe('who may be written to', () => {
  test('nobody that is not on Viber', async () => {
    expect(said(await viber.send({ receiver: 'AAAAAAAAAAAAAAAAAAAAAA==' }))).toEqual([5, 'receiverNotRegistered']);
    await viber.act('leave');
    expect(said(await viber.send())).toEqual([5, 'receiverNotRegistered']);
    expect((await viber.says({ text: 'still here' })).status).toBe(409);
  });

  test('nobody that has not written or subscribed, whatever was opened', async () => {
    const receiver = NIKOLAY.id;
    expect(said(await viber.send({ receiver }))).toEqual([6, 'receiverNotSubscribed']);
    await viber.act('start', {}, receiver);
    expect(said(await viber.send({ receiver }))).toEqual([6, 'receiverNotSubscribed']);
    await viber.act('subscribe', {}, receiver);
    expect(said(await viber.send({ receiver }))).toEqual([0, 'ok']);
  });

  test('nobody that has unsubscribed, until they write again', async () => {
    await viber.act('block');
    expect((await viber.view()).state).toBe('blocked');
    expect(said(await viber.send())).toEqual([6, 'receiverNotSubscribed']);
    await viber.says({ text: 'I am back' });
    expect(said(await viber.send())).toEqual([0, 'ok']);
    expect((await viber.events(3)).map(({ event }) => event)).toEqual(['unsubscribed', 'message', 'delivered']);
  });

  test('nobody with an app that is too old', async () => {
    await viber.act('app', { suitable: false });
    expect(said(await viber.send())).toEqual([11, 'receiverNoSuitableDevice']);
    await viber.act('app', { suitable: true, apiVersion: 6 });
    expect(said(await viber.send({ min_api_version: 7 }))).toEqual([13, 'apiVersionNotSupported']);
    await viber.sent({ min_api_version: 6 });
    await viber.box.assume({ 'viber-old-client': 'failed' });
    const token = await viber.sent({ min_api_version: 7 });
    expect((await viber.events(2))[1]).toMatchObject({ event: 'failed', message_token: token });
  });
});

test('a hundred messages in an hour without an answer are enough', async () => {
  for (let sent = 0; sent < 100; sent += 1) await viber.sent();
  expect(said(await viber.send())).toEqual([12, 'tooManyRequests']);
  await viber.says({ text: 'Yes?' });
  await viber.sent();
  await viber.box.assume({ 'viber-unanswered-limit': 1 });
  expect(said(await viber.send())).toEqual([12, 'tooManyRequests']);
  await viber.box.control('PUT', '/clock', { offsetMs: 3_700_000 });
  await viber.sent();
});

test('a message outside the session is not refused, but charged', async () => {
  const billing = async (): Promise<unknown> => readExactly((await viber.send()).text).billing_status;
  const hour = (hours: number) => viber.box.control('PUT', '/clock', { offsetMs: hours * 3_600_000 });
  await hour(23);
  await viber.says({ text: 'Anything new?' });
  expect(await billing()).toBe(1);
  await hour(25);
  expect(await billing()).toBe(3);
  await viber.box.assume({ 'viber-billing': 'free-quota' });
  expect(await billing()).toBe(2);
  await viber.box.assume({ 'viber-billing': 'always-0' });
  expect(await billing()).toBe(0);
  await viber.box.assume({ 'viber-billing': 'charged', 'viber-session': 'last-message' });
  await viber.says({ text: 'And now?' });
  await hour(48);
  await viber.says({ text: 'Still here' });
  await hour(71);
  expect(await billing()).toBe(1);
  expect((await viber.view()).windowUntil).toBeNull();
});

describe('about people', () => {
  test('details twice in twelve hours', async () => {
    const ask = (id: unknown = OLENA.id) => viber.call('get_user_details', { id });
    expect((await ask()).json).toMatchObject({
      status: 0,
      user: { id: OLENA.id, name: OLENA.name, country: 'UA', language: 'uk', api_version: 10 },
    });
    expect(said(await ask())).toEqual([0, 'ok']);
    expect(said(await ask())).toEqual([12, 'tooManyRequests']);
    await viber.box.control('PUT', '/clock', { offsetMs: 12 * 3_600_000 + 5000 });
    expect(said(await ask())).toEqual([0, 'ok']);
    expect(said(await ask(NIKOLAY.id))).toEqual([6, 'receiverNotSubscribed']);
    expect(said(await ask('nobody'))).toEqual([5, 'receiverNotRegistered']);
    expect(said(await ask(null))).toEqual([4, 'missingData: id']);
  });

  test('who is online', async () => {
    await viber.act('offline');
    const ids = [OLENA.id, NIKOLAY.id, 'nobody'];
    expect((await viber.call('get_online', { ids })).json).toMatchObject({
      users: [
        { id: OLENA.id, online_status: 1, online_status_message: 'offline', last_online: expect.any(Number) as number },
        { id: NIKOLAY.id, online_status: 0 },
        { id: 'nobody', online_status: 4 },
      ],
    });
    await viber.act('presence', { status: 'undisclosed' });
    expect((await viber.call('get_online', { ids })).json).toMatchObject({ users: [{ online_status: 2 }, {}, {}] });
    expect(said(await viber.call('get_online'))).toEqual([4, 'missingData: ids']);
    const many = Array.from({ length: 101 }, () => 'x');
    expect(said(await viber.call('get_online', { ids: many }))).toEqual([3, 'badData: ids: more than 100']);
  });
});
