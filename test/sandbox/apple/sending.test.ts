import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { AppleBox, BID, BUSINESS, GRACE, interactive, MATEO, message } from '../support/apple';
import { eventually } from '../support/http';

let apple: AppleBox;
beforeEach(async () => {
  apple = await AppleBox.start();
  await apple.opened();
});
afterEach(() => apple.stop());

const item = (identifier: string, title: string, more: object = {}) => ({ identifier, title, order: 0, ...more });
const section = (...items: object[]) => ({ title: 'All', order: 0, multipleSelection: false, items });
const bubbles = { receivedMessage: { title: 'Pick a size', style: 'icon' }, replyMessage: { title: 'Size' } };
const quick = (count: number) =>
  interactive({
    'quick-reply': {
      summaryText: 'Well?',
      items: Array.from({ length: count }, (_, index) => ({
        identifier: `i${String(index)}`,
        title: `No. ${String(index)}`,
      })),
    },
  });
const list = (...sections: object[]) => interactive({ listPicker: { sections } }, bubbles);
const slot = (more: object = {}) => ({ identifier: 's', startTime: '2026-11-21T10:00+0000', duration: 3600, ...more });
const times = (...timeslots: object[]) => interactive({ event: { title: 'Visit', timeslots } }, bubbles);

describe('a text', () => {
  test('arrives; the answer is empty', async () => {
    expect(await apple.send({ body: 'Good day 👋' })).toMatchObject({ status: 200, text: '' });
    expect(await apple.last()).toMatchObject({ from: 'line', kind: 'text', text: 'Good day 👋', status: 'delivered' });
  });

  test('may come zipped, and say more of itself', async () => {
    const body = message();
    const headers = {
      id: body.id,
      'destination-id': GRACE.id,
      'content-type': 'application/json',
      'content-encoding': 'gzip',
      'auto-reply': 'true',
    };
    const zipped = gzipSync(JSON.stringify(body));
    expect((await apple.call('POST', 'message', { headers, body: zipped })).status).toBe(200);
    expect((await apple.call('POST', 'message', { headers, body: Buffer.from('{}') })).status).toBe(400);
    const br = { ...headers, 'content-encoding': 'br' };
    expect((await apple.call('POST', 'message', { headers: br, body: zipped })).status).toBe(400);
  });

  test.each<[string, object]>([
    ['v', { v: 2 }],
    ['v', { v: '1' }],
    ['id', { id: 'abc' }],
    ['body', { body: '' }],
    ['body', { body: undefined }],
    ['type', { type: 'hologram' }],
    ['U+FFFC', { body: 'a file \ufffc' }],
    ['destinationId', { destinationId: undefined }],
  ])('with a wrong %s is refused', async (word, fields) => {
    const answer = await apple.send(fields, { 'destination-id': GRACE.id });
    expect(answer.status).toBe(400);
    expect(answer.text).toContain(word);
    expect(await apple.messages()).toHaveLength(1);
  });

  test.each(['id', 'source-id', 'destination-id', 'content-type', 'auto-reply'])(
    'whose header %s is not right is refused',
    async (name) => {
      expect([400, 403]).toContain((await apple.send({}, { [name]: 'another' })).status);
      if (name !== 'auto-reply') expect((await apple.send({}, { [name]: '' })).status).toBe(400);
    },
  );

  test('with a field that Apple does not have is taken with a note, or refused', async () => {
    expect((await apple.send({ colour: 'red' })).status).toBe(200);
    const [entry] = (await apple.box.journal('&side=apple')).slice(-1);
    expect(entry?.warnings).toEqual(['colour: no such field']);
    await apple.box.assume({ 'apple-unknown-fields': 'refuse' });
    expect(await apple.send({ colour: 'red' })).toMatchObject({ status: 400, text: 'colour: no such field' });
  });

  test('by the same id is one, unless Apple does not look', async () => {
    const id = randomUUID();
    await apple.send({ id, body: 'One' });
    expect((await apple.send({ id, body: 'One' })).status).toBe(200);
    expect(await apple.messages()).toHaveLength(2);
    await apple.box.assume({ 'apple-repeated-id': 'again' });
    await apple.send({ id, body: 'One' });
    expect(await apple.messages()).toHaveLength(3);
  });

  test('that is too big is refused', async () => {
    expect((await apple.send({ body: 'x'.repeat(11 * 1024 * 1024) })).status).toBe(413);
  });
});

describe('a customer', () => {
  test.each<[string, string | number]>([
    ['apple-unknown-customer', 404],
    ['apple-unknown-customer', 400],
  ])('who never wrote is not known (%s %s)', async (name, code) => {
    await apple.box.assume({ [name]: code });
    expect((await apple.send({ destinationId: MATEO.id })).status).toBe(code);
    expect((await apple.send({ destinationId: 'urn:mbid:nobody' })).status).toBe(code);
  });

  test.each([410, 404])('who has closed the conversation is not written to (%s)', async (code) => {
    await apple.box.assume({ 'apple-closed': code });
    await apple.act('close');
    expect((await apple.send()).status).toBe(code);
  });
});

describe('typing', () => {
  const typing = (type: string) => apple.send({ type, body: undefined });

  test('is shown until it is taken back, or something comes', async () => {
    await typing('typing_start');
    expect((await apple.view()).typingUntil).toBeGreaterThan(Date.now() + 50_000);
    await typing('typing_end');
    expect((await apple.view()).typingUntil).toBeNull();
    await typing('typing_start');
    await apple.send();
    expect((await apple.view()).typingUntil).toBeNull();
  });
});

describe('a menu', () => {
  test.each([2, 5])('of %i quick replies is shown', async (count) => {
    expect((await apple.send(quick(count))).status).toBe(200);
    const shown = await apple.last();
    expect(shown?.text).toBe('Well?');
    expect(shown?.buttons.flat()).toHaveLength(count);
  });

  test('of a list is shown in its order', async () => {
    const sections = [
      { ...section(item('l', 'Large', { order: 1, subtitle: '42' }), item('m', 'Medium')), title: 'Late', order: 1 },
      { ...section(item('s', 'Small')), title: 'Early', order: 0 },
    ];
    expect((await apple.send(list(...sections))).status).toBe(200);
    expect((await apple.last())?.list).toEqual({
      header: '',
      body: 'Pick a size',
      footer: '',
      button: '',
      sections: [
        { title: 'Early', rows: [{ callbackData: 's', title: 'Small', description: '' }] },
        {
          title: 'Late',
          rows: [
            { callbackData: 'm', title: 'Medium', description: '' },
            { callbackData: 'l', title: 'Large', description: '42' },
          ],
        },
      ],
    });
  });

  test('of times is shown', async () => {
    const later = slot({ identifier: 't', startTime: '2026-11-21T12:30:00+0200', duration: 1800 });
    expect((await apple.send(times(slot(), later))).status).toBe(200);
    expect(await apple.last()).toMatchObject({
      text: 'Pick a size',
      times: {
        title: 'Visit',
        slots: [
          { startsAt: Date.UTC(2026, 10, 21, 10), durationS: 3600 },
          { startsAt: Date.UTC(2026, 10, 21, 10, 30), durationS: 1800 },
        ],
      },
    });
  });

  test('has pictures that it names', async () => {
    const images = [{ identifier: 'i', data: 'AAAA' }];
    const sections = [section(item('s', 'Small', { imageIdentifier: 'i' }))];
    expect((await apple.send(interactive({ images, listPicker: { sections } }, bubbles))).status).toBe(200);
    expect((await apple.send(list(...sections))).status).toBe(400);
  });

  const one = section(item('s', 'Small'));
  test.each<[string, object]>([
    ['one quick reply', quick(1)],
    ['six quick replies', quick(6)],
    ['a list without sections', list()],
    ['a list without rows', list(section())],
    ['a list without what stands above it', interactive({ listPicker: { sections: [one] } })],
    [
      'quick replies with what stands above a list',
      interactive({ 'quick-reply': { summaryText: 'x', items: [item('a', 'A'), item('b', 'B')] } }, bubbles),
    ],
    ['no times', times()],
    ['a time of another form', times(slot({ startTime: '2026-11-21 10:00' }))],
    ['a time of no length', times(slot({ duration: 0 }))],
    ['nothing', interactive({})],
    [
      'two at once',
      interactive({ listPicker: { sections: [one] }, event: { title: 'x', timeslots: [slot()] } }, bubbles),
    ],
    ['no request', interactive({ requestIdentifier: 'x', listPicker: { sections: [one] } }, bubbles)],
    ['another version', interactive({ version: '2.0', listPicker: { sections: [one] } }, bubbles)],
    ['a style that is none', list({ ...one, items: [item('s', 'Small', { style: 'huge' })] })],
    ['another bid', interactive({ listPicker: { sections: [one] } }, { bid: 'com.example' })],
  ])('of %s is refused', async (_, menu) => {
    expect((await apple.send(menu)).status).toBe(400);
    expect(await apple.messages()).toHaveLength(1);
  });

  test('that the device does not have is refused, or not shown', async () => {
    await apple.says({ text: 'Hola' }, MATEO.id);
    const toMateo = { ...quick(2), destinationId: MATEO.id };
    expect(await apple.send(toMateo)).toMatchObject({ status: 400, text: 'The device has no QUICK' });
    expect((await apple.send({ ...list(one), destinationId: MATEO.id })).status).toBe(200);
    await apple.box.assume({ 'apple-missing-capability': 'not-shown' });
    expect((await apple.send(toMateo)).status).toBe(200);
    expect(await apple.last(MATEO.id)).toMatchObject({ kind: 'other', buttons: [] });
  });

  test('of a form is taken', async () => {
    const pages = [{ pageIdentifier: '1', type: 'input', title: 'Name' }];
    const dynamic = { version: '1.2', template: 'messageForms', data: { pages } };
    expect((await apple.send(interactive({ dynamic }, bubbles))).status).toBe(200);
    const other = { ...dynamic, template: 'other' };
    expect((await apple.send(interactive({ dynamic: other }, bubbles))).status).toBe(400);
  });

  test('of somebody’s own app has no data', async () => {
    const bid = 'com.apple.messages.MSMessageExtensionBalloonPlugin:ABCDE12345:com.example.app';
    const own = { bid, appId: 1, appName: 'Game', URL: 'https://example.com', receivedMessage: { title: 'Play' } };
    expect((await apple.send({ type: 'interactive', body: undefined, interactiveData: own })).status).toBe(200);
    const withData = { ...own, data: {} };
    const refused = await apple.send({ type: 'interactive', body: undefined, interactiveData: withData });
    expect(refused).toMatchObject({ status: 400, text: "Third party interactive data disallows use of 'data'" });
  });
});

test('a link has a card', async () => {
  const richLinkData = { url: 'https://example.com/', title: 'Offer', assets: {} };
  expect((await apple.send({ type: 'richLink', body: 'https://example.com/', richLinkData })).status).toBe(200);
  expect(await apple.last()).toMatchObject({
    kind: 'card',
    text: 'Offer',
    buttons: [[{ url: 'https://example.com/' }]],
  });
  expect((await apple.send({ type: 'richLink', body: 'https://example.com/' })).status).toBe(400);
});

describe('a choice', () => {
  /** The answers to a menu, of which the second repeats the first. */
  const answers = async (menu: object, pressed: object) => {
    await apple.send(menu);
    expect((await apple.presses(pressed)).status).toBe(200);
    const [first, second] = await apple.told(2);
    expect(second?.body.id).not.toBe(first?.body.id);
    expect(second?.body.interactiveData).toEqual(first?.body.interactiveData);
    expect(first?.body.type).toBe('interactive');
    return first?.body.interactiveData as Record<string, unknown>;
  };

  test('of a quick reply is told by its place and its name, and once more by another id', async () => {
    const menu = quick(3) as { interactiveData: { data: { requestIdentifier: string } } };
    const { bid, sessionIdentifier, data } = await answers(menu, { row: 1, column: 0 });
    expect(bid).toBe(BID);
    expect(sessionIdentifier).toEqual(expect.stringMatching(/^[0-9a-f-]{36}$/));
    expect(data).toMatchObject({
      requestIdentifier: menu.interactiveData.data.requestIdentifier,
      'quick-reply': { selectedIndex: 1, selectedIdentifier: 'i1', items: [{}, {}, {}] },
      replyMessage: { title: 'No. 1' },
    });
    expect(await apple.last()).toMatchObject({ from: 'customer', text: 'No. 1' });
  });

  test('of a row has that row alone', async () => {
    const { data } = await answers(list(section(item('s', 'Small'), item('l', 'Large', { order: 1 }))), { listRow: 1 });
    expect(data).toMatchObject({
      listPicker: { sections: [{ title: 'All', items: [{ identifier: 'l', title: 'Large' }] }] },
      replyMessage: { title: 'Size', subtitle: 'Large' },
    });
    expect(await apple.last()).toMatchObject({ header: 'Size', text: 'Size\nLarge' });
  });

  test('of a time has that time alone', async () => {
    const { data } = await answers(times(slot(), slot({ identifier: 't' })), { listRow: 1 });
    expect(data).toMatchObject({ event: { timeslots: [{ identifier: 't' }] } });
    expect(await apple.last()).toMatchObject({ text: 'Size', times: { slots: [{ durationS: 3600 }] } });
  });

  test('is told once, and by its place alone, where it is read so', async () => {
    await apple.box.assume({ 'apple-choice-again-ms': 0, 'apple-quick-reply': 'index' });
    await apple.send(quick(2));
    await apple.presses({ row: 0, column: 0 });
    await eventually(async () => (await apple.last())?.handed === true);
    const [told] = await apple.told(1);
    expect(told?.body).toMatchObject({ interactiveData: { data: { 'quick-reply': { selectedIndex: 0 } } } });
    expect(JSON.stringify(told?.body)).not.toContain('selectedIdentifier');
  });

  test('that is not there cannot be made', async () => {
    await apple.send(quick(2));
    expect((await apple.presses({ row: 2, column: 0 })).status).toBe(409);
    expect((await apple.presses({ listRow: 7 })).status).toBe(409);
  });
});

test('faults answer as Apple or what stands before it would', async () => {
  await apple.box.fault({ name: 'apple-error', status: 429, retryAfter: 7, times: 1 });
  const answer = await apple.send();
  expect(answer.status).toBe(429);
  expect(answer.headers.get('retry-after')).toBe('7');
  await apple.box.fault({ name: 'apple-drop-after-storing', times: 1, operation: 'message' });
  await expect(apple.send({ body: 'Stored' })).rejects.toThrow();
  expect(await apple.last()).toMatchObject({ text: 'Stored' });
  expect((await apple.send({ sourceId: BUSINESS.id })).status).toBe(200);
});
