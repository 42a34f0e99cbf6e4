import { FileServer } from '../support/file-server';
import { eventually, pick } from '../support/http';
import { codeOf, midOf, PAGE, PageBox, PAGES, type PagePerson } from '../support/pages';

let box: PageBox;
let person: PagePerson;
beforeAll(async () => {
  box = await PageBox.start('messenger');
});
afterAll(() => box.stop());
beforeEach(async () => {
  await box.reset();
  person = await box.opened();
});

const long = (length: number): string => 'x'.repeat(length);
const MB = 1024 * 1024;
const attachment = (type: string, payload: object): object => ({ attachment: { type, payload } });
const template = (payload: object): object => attachment('template', payload);
const postback = (title: string, payload = 'P'): object => ({ type: 'postback', title, payload });
const buttons = (list: object[], text = 'Pick'): object => template({ template_type: 'button', text, buttons: list });
const cards = (elements: object[]): object => template({ template_type: 'generic', elements });
const quick = (title: string, payload = 'P'): object => ({ content_type: 'text', title, payload });
const times = (count: number, make: (index: number) => object): object[] =>
  Array.from({ length: count }, (_none, index) => make(index));

describe('a text', () => {
  test('arrives; an echo, the delivery and the reading tell of it', async () => {
    const answer = await box.text('Hi', {});
    expect(answer.json).toEqual({ recipient_id: person.id, message_id: expect.stringMatching(/^m_/) as string });
    expect(answer.headers.get('facebook-api-version')).toBe('v26.0');
    const echoed = await box.until(() => box.echoes());
    expect(echoed).toMatchObject([{ mid: midOf(answer), is_echo: true, text: 'Hi' }]);
    // The app's id is a bare number, past what JavaScript has.
    const raw = box.courier.received.find((hook) => hook.raw.includes('is_echo'))?.raw ?? '';
    expect(raw).toContain(`"app_id":${PAGES.app.id}`);
    const [delivery] = await box.until(() => box.told('delivery'));
    expect(delivery).toMatchObject({ mids: [midOf(answer)] });
    const { at } = await person.newest();
    expect(delivery?.watermark).toBe(at);
    await person.does('read');
    expect(await box.until(() => box.told('read'))).toEqual([{ watermark: at }]);
    expect(await person.newest()).toMatchObject({ from: 'line', text: 'Hi', status: 'read' });
  });

  test('brings its metadata back in the echo, from the Page to the person', async () => {
    await box.say({ text: 'Hi', metadata: 'attempt-7' });
    const [item] = await box.until(() => box.items().filter(({ sender }) => (sender as { id: string }).id === PAGE));
    expect(item).toMatchObject({
      sender: { id: PAGE },
      recipient: { id: person.id },
      message: { metadata: 'attempt-7' },
    });
  });

  test('quotes a message of the chat; one that is not there is refused', async () => {
    const [first] = (await person.sees()).messages;
    await box.text('Quoting', { reply_to: { mid: first?.id } });
    expect((await person.newest()).quote?.text).toBe('Hello');
    expect(codeOf(await box.text('Quoting', { reply_to: { mid: 'm_stale' } }))).toEqual([100, undefined]);
    await box.assume({ 'meta-pages-stale-quote': 'ignore' });
    expect((await box.text('Quoting', { reply_to: { mid: 'm_stale' } })).status).toBe(200);
  });

  test.each([
    ['of 2000 units', { text: long(2000) }, 200],
    ['of 2001 units', { text: long(2001) }, 400],
    ['of nothing', { text: '' }, 400],
    ['beside a file', { text: 'Hi', ...attachment('image', { url: 'https://x.y/z.png' }) }, 400],
    ['with a key that nobody knows', { text: 'Hi', colour: 'red' }, 400],
  ])('%s: %s', async (_name, message, status) => {
    const answer = await box.say(message);
    expect(answer.status).toBe(status);
    if (status === 400) expect(codeOf(answer)).toEqual([100, undefined]);
  });
});

describe('by what right', () => {
  test('inside 24 hours as an answer or an update; after that by a person for seven days', async () => {
    expect((await box.text('Hi', { messaging_type: 'UPDATE' })).status).toBe(200);
    await person.does('close-window');
    for (const messaging_type of ['RESPONSE', 'UPDATE']) {
      const refused = await box.text('Hi', { messaging_type });
      expect(codeOf(refused)).toEqual([10, 2_018_278]);
      expect(refused.text).toContain('outside of allowed window');
    }
    const byAgent = { messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' };
    expect((await box.text('Hi', byAgent)).status).toBe(200);
    await person.does('close-window', { days: 7 });
    expect(codeOf(await box.text('Hi', byAgent))).toEqual([10, 2_018_278]);
  });

  test('Human Agent has to be given by App Review', async () => {
    await box.onLine('human-agent', { on: false });
    const refused = await box.text('Hi', { messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' });
    expect(codeOf(refused)).toEqual([10, undefined]);
  });

  test.each([
    ['a dead tag', { messaging_type: 'MESSAGE_TAG', tag: 'ACCOUNT_UPDATE' }],
    ['no tag', { messaging_type: 'MESSAGE_TAG' }],
    ['a tag on an answer', { messaging_type: 'RESPONSE', tag: 'HUMAN_AGENT' }],
    ['a template that is not approved', { messaging_type: 'UTILITY' }],
    ['a right that there is not', { messaging_type: 'WISH' }],
    ['a push of no kind', { notification_type: 'LOUD' }],
  ])('%s is refused with 100', async (_name, more) => {
    expect(codeOf(await box.text('Hi', more))).toEqual([100, undefined]);
  });

  test.each([
    ['a message', () => person.says('Again')],
    ['a press', () => person.does('postback', { title: 'Menu', payload: 'M' })],
    ['a link into the chat', () => person.does('open-link', { ref: 'x' })],
    [
      'a reaction',
      async () => {
        const { messages } = await person.sees();
        await person.reacts(messages[0]?.id ?? '', '❤');
      },
    ],
  ])('%s opens the window again', async (_name, act) => {
    await person.does('close-window');
    expect((await person.sees()).windowUntil).toBeNull();
    await act();
    expect((await person.sees()).windowUntil).toBeGreaterThan(Date.now());
    expect((await box.text('Hi')).status).toBe(200);
  });

  test('an ad that is pressed without a word does not', async () => {
    await person.does('close-window');
    await person.does('click-ad');
    expect((await box.text('Hi')).status).toBe(400);
  });
});

describe('whom it goes to', () => {
  const to = (recipient: object) => box.send({ recipient, message: { text: 'Hi' } });

  test.each([
    ['nobody that the Page knows', { id: '99' }, [100, 2_018_001]],
    ['somebody who never wrote', { id: PAGES.customers[1].id }, [100, 2_018_001]],
    ['no id', { id: 'ann' }, [100, undefined]],
    ['nobody at all', {}, [100, undefined]],
    ['two at once', { id: '1', user_ref: '2' }, [100, undefined]],
  ])('%s is refused', async (_name, recipient, code) => {
    expect(codeOf(await to(recipient))).toEqual(code);
  });

  test.each([
    ['block', 'unblock', [551, 1_545_041]],
    ['leave', 'return', [551, 1_545_041]],
  ])('somebody who did %s cannot be reached until they %s', async (does, undoes, code) => {
    await person.does(does);
    expect(codeOf(await box.text('Hi'))).toEqual(code);
    expect((await person.tries('Still here')).status).toBe(409);
    await person.does(undoes);
    expect((await box.text('Hi')).status).toBe(200);
  });

  test.each([
    ['200', [200, 1_545_041]],
    ['2', [2, undefined]],
  ])('Meta may say %s of who has blocked the Page', async (reading, code) => {
    await box.assume({ 'meta-pages-blocked': reading });
    await person.does('block');
    expect(codeOf(await box.text('Hi'))).toEqual(code);
  });

  test('who has thrown the chat away gets nothing until they write again', async () => {
    await person.does('delete-chat');
    expect((await person.sees()).messages).toEqual([]);
    expect(codeOf(await box.text('Hi'))).toEqual([10, 2_018_108]);
    await person.says('Hello again');
    expect((await box.text('Hi')).status).toBe(200);
  });

  test('a phone that is off is told of nothing until it is on', async () => {
    await person.does('offline');
    const mids = [midOf(await box.text('one')), midOf(await box.text('two'))];
    await box.until(() => box.echoes(), 2);
    expect(box.told('delivery')).toEqual([]);
    await person.does('online');
    const { at } = await person.newest();
    expect(await box.until(() => box.told('delivery'))).toEqual([{ mids, watermark: at }]);
  });
});

describe('a file', () => {
  let files: FileServer;
  beforeEach(async () => {
    files = new FileServer();
    await files.start();
  });
  afterEach(() => files.stop());

  test('is uploaded with the message', async () => {
    const answer = await box.upload('file', '%PDF-1', 'application/pdf', 'a b.pdf');
    expect(answer.status).toBe(200);
    expect(await person.newest()).toMatchObject({ kind: 'file', files: [{ name: 'a b.pdf', size: 6 }] });
    const [echo] = await box.until(() => box.echoes());
    const [file] = echo?.attachments as { type: string; payload: { url: string } }[];
    expect(file?.type).toBe('file');
    expect(await (await fetch(file?.payload.url ?? '')).text()).toBe('%PDF-1');
  });

  test('is fetched from its address', async () => {
    const url = files.file('/lamp.png', 'png bytes', 'image/png');
    expect((await box.say(attachment('image', { url }))).status).toBe(200);
    expect(await person.newest()).toMatchObject({ kind: 'picture', files: [{ mimeType: 'image/png', size: 9 }] });
  });

  test('is kept under an id where it is to be sent again', async () => {
    const url = files.file('/lamp.png', 'png bytes', 'image/png');
    const first = await box.say(attachment('image', { url, is_reusable: true }));
    const attachment_id = pick(first, 'attachment_id');
    expect((await box.say(attachment('image', { attachment_id }))).status).toBe(200);
    const kept = await box.api('POST', `${PAGE}/message_attachments`, {
      message: attachment('file', { url, is_reusable: true }),
    });
    expect((await box.say(attachment('file', { attachment_id: pick(kept, 'attachment_id') }))).status).toBe(200);
    expect(files.asked).toHaveLength(2);
    expect(codeOf(await box.say(attachment('video', { attachment_id })))).toEqual([100, 2_018_074]);
    await box.control('PUT', '/clock', { offsetMs: 91 * 24 * 60 * 60 * 1000 });
    await person.says('Long ago');
    expect(codeOf(await box.say(attachment('image', { attachment_id })))).toEqual([100, 2_018_074]);
  });

  test('several pictures go in one message, and nothing else does', async () => {
    const url = files.file('/lamp.png', 'png bytes', 'image/png');
    const image = { type: 'image', payload: { url } };
    expect((await box.say({ attachments: [image, image] })).status).toBe(200);
    expect((await person.newest()).files).toHaveLength(2);
    expect(codeOf(await box.say({ attachments: [image, { type: 'file', payload: { url } }] }))).toEqual([
      100,
      undefined,
    ]);
    expect(codeOf(await box.say({ attachments: times(31, () => image) }))).toEqual([100, undefined]);
  });

  test.each([
    ['a picture of more than 8 MB', 'image', 8 * MB + 1, 'image/png', [100, 2_018_109]],
    ['a file of more than 25 MB', 'file', 25 * MB + 1, 'application/zip', [100, 2_018_109]],
    ['an empty one', 'file', 0, 'application/zip', [100, 2_018_047]],
    ['a picture that is none', 'image', 9, 'application/pdf', [100, 2_018_047]],
    ['a video of another kind', 'video', 9, 'video/quicktime', [100, 2_018_047]],
    ['a sound in OGG', 'audio', 9, 'audio/ogg', [100, 2_018_047]],
  ])('%s is refused, uploaded or fetched', async (_name, kind, size, type, code) => {
    expect(codeOf(await box.upload(kind, Buffer.alloc(size), type))).toEqual(code);
    const url = files.file('/x', Buffer.alloc(size), type);
    expect(codeOf(await box.say(attachment(kind, { url })))).toEqual(code);
  });

  test('a sound in OGG may be taken all the same', async () => {
    await box.assume({ 'messenger-ogg': 'accept' });
    expect((await box.upload('audio', 'OggS', 'audio/ogg')).status).toBe(200);
  });

  test('that cannot be fetched is refused', async () => {
    const gone = files.on('/gone.png', (_req, res) => res.writeHead(404).end());
    expect(codeOf(await box.say(attachment('image', { url: gone })))).toEqual([100, 2_018_008]);
    const plain = attachment('image', { url: 'http://shop.example.com/a.png' });
    expect(codeOf(await box.say(plain))).toEqual([100, 2_018_008]);
    await box.assume({ 'meta-pages-fetch-urls': 'off' });
    const url = files.file('/lamp.png', 'png bytes', 'image/png');
    expect(codeOf(await box.say(attachment('image', { url })))).toEqual([100, 2_018_008]);
  });

  test.each([
    ['neither', {}],
    ['both', { url: 'https://x.y/z', attachment_id: '1' }],
    ['no address', { url: 'lamp' }],
  ])('%s is refused', async (_name, payload) => {
    expect(codeOf(await box.say(attachment('image', payload)))).toEqual([100, undefined]);
  });
});

describe('buttons', () => {
  test('of a template are pressed as postbacks', async () => {
    const list = [postback('Yes', 'YES'), { type: 'web_url', title: 'Shop', url: 'https://shop.example.com/' }];
    await box.say(buttons([...list, { type: 'phone_number', title: 'Call', payload: '+15550100' }]));
    const message = await person.newest();
    expect(message.buttons.flat().map(({ text, url }) => [text, url])).toEqual([
      ['Yes', null],
      ['Shop', 'https://shop.example.com/'],
      ['Call', 'tel:+15550100'],
    ]);
    await person.presses(message.id);
    const [pressed] = await box.until(() => box.told('postback'));
    expect(pressed).toEqual({ mid: expect.stringMatching(/^m_/) as string, title: 'Yes', payload: 'YES' });
    // A link and a call are nobody's business.
    await person.presses(message.id, 1);
    await person.presses(message.id, 2);
    expect(box.told('postback')).toHaveLength(1);
  });

  test('above the keyboard are pressed as messages, and are gone after an answer', async () => {
    await box.say({ text: 'Pick', quick_replies: [quick('Red', 'RED'), quick('Blue', 'BLUE')] });
    const { id } = await person.newest();
    await person.presses(id, 0, 1);
    await box.until(() => box.said(), 2);
    expect(box.said()[1]).toMatchObject({ text: 'Blue', quick_reply: { payload: 'BLUE' } });
    expect((await person.presses(id)).status).toBe(409);
  });

  test('share a phone number, or an address', async () => {
    const quick_replies = [{ content_type: 'user_phone_number' }, { content_type: 'user_email' }];
    await box.say({ text: 'Where can we reach you?', quick_replies });
    await person.presses((await person.newest()).id);
    await box.until(() => box.said(), 2);
    const { phone } = PAGES.customers[0];
    expect(box.said()[1]).toMatchObject({ text: phone, quick_reply: { payload: phone } });
  });

  test('of cards', async () => {
    const card = { title: 'Lamp', subtitle: '$10', buttons: [postback('Buy', 'LAMP')] };
    await box.say(cards([card, { ...card, title: 'Chair', buttons: [postback('Buy', 'CHAIR')] }]));
    const message = await person.newest();
    expect(message).toMatchObject({ kind: 'card', text: 'Lamp\n$10\n\nChair\n$10' });
    await person.presses(message.id, 1);
    expect(await box.until(() => box.told('postback'))).toMatchObject([{ payload: 'CHAIR' }]);
  });

  test.each([
    ['four', buttons(times(4, () => postback('Yes')))],
    ['none', buttons([])],
    ['with a long title', buttons([postback(long(21))])],
    ['with a long payload', buttons([postback('Yes', long(1001))])],
    ['under a long text', buttons([postback('Yes')], long(641))],
    ['that lead nowhere', buttons([{ type: 'web_url', title: 'Shop', url: 'shop' }])],
    ['of a kind that there is not', buttons([{ type: 'wish', title: 'Yes' }])],
    ['of a template that there is not', template({ template_type: 'list', elements: [] })],
    ['on eleven cards', cards(times(11, () => ({ title: 'Lamp', subtitle: '$10' })))],
    ['on a card with a long title', cards([{ title: long(81), subtitle: '$10' }])],
    ['on a card with a long subtitle', cards([{ title: 'Lamp', subtitle: long(81) }])],
    ['on a card of a title alone', cards([{ title: 'Lamp' }])],
    ['fourteen above the keyboard', { text: 'Pick', quick_replies: times(14, () => quick('Yes')) }],
    ['long ones above the keyboard', { text: 'Pick', quick_replies: [quick(long(21))] }],
    ['above the keyboard and in a template', { ...buttons([postback('Yes')]), quick_replies: [quick('No')] }],
  ])('%s are refused', async (_name, message) => {
    expect(codeOf(await box.say(message))).toEqual([100, undefined]);
  });

  test('as many and as long as they may be', async () => {
    expect(
      (
        await box.say(
          buttons(
            times(3, () => postback(long(20), long(1000))),
            long(640),
          ),
        )
      ).status,
    ).toBe(200);
    const many = times(13, () => quick(long(20), long(1000)));
    expect((await box.say({ text: 'Pick', quick_replies: many })).status).toBe(200);
    expect((await box.say(cards(times(10, () => ({ title: long(80), subtitle: long(80) }))))).status).toBe(200);
  });
});

describe('stickers', () => {
  test('of the catalogue are found and sent', async () => {
    const packs = await box.api('GET', 'sticker_packs');
    const [pack] = (packs.json as { data: { id: string }[] }).data;
    const listed = await box.api('GET', `sticker_packs/${pack?.id ?? ''}/stickers`);
    const [thumb] = (listed.json as { data: { id: string; label: string }[] }).data;
    expect((await box.api('GET', `sticker_search?q=${encodeURIComponent('👍')}`)).json).toMatchObject({
      data: [{ id: thumb?.id }],
    });
    expect((await box.say({ sticker_id: Number(thumb?.id) })).status).toBe(200);
    expect(await person.newest()).toMatchObject({ kind: 'sticker', text: '👍' });
    expect(codeOf(await box.say({ sticker_id: 12_345 }))).toEqual([100, undefined]);
  });
});

describe('what the Page does beside writing', () => {
  const acts = (sender_action: string, more: object = {}) => box.send({ sender_action, ...more });

  test('typing is seen until it ends or a message comes', async () => {
    expect((await acts('typing_on')).json).toEqual({ recipient_id: person.id });
    expect((await person.sees()).typingUntil).toBeGreaterThan(Date.now());
    await acts('typing_off');
    expect((await person.sees()).typingUntil).toBeNull();
    await acts('typing_on');
    await box.text('Hi');
    expect((await person.sees()).typingUntil).toBeNull();
  });

  test('reactions have words of their own', async () => {
    const { id: message_id } = await person.newest();
    await acts('react', { payload: { message_id, reaction: 'love' } });
    expect((await person.newest()).reactions.map(({ emoji }) => emoji)).toEqual(['❤']);
    await acts('unreact', { payload: { message_id } });
    expect((await person.newest()).reactions).toEqual([]);
    expect(codeOf(await acts('react', { payload: { message_id, reaction: 'fox' } }))).toEqual([100, undefined]);
    expect(codeOf(await acts('react', { payload: { message_id: 'm_1', reaction: 'love' } }))).toEqual([100, undefined]);
  });

  test.each([
    ['an act that there is not', { sender_action: 'dance' }],
    ['an act and a message', { sender_action: 'typing_on', message: { text: 'Hi' } }],
    ['neither', {}],
  ])('%s is refused', async (_name, fields) => {
    expect(codeOf(await box.send(fields))).toEqual([100, undefined]);
  });

  test('it is refused after the window like a message, or not', async () => {
    await person.does('close-window');
    expect(codeOf(await acts('mark_seen'))).toEqual([10, 2_018_278]);
    await box.assume({ 'meta-pages-actions-outside-window': 'accept' });
    expect((await acts('mark_seen')).status).toBe(200);
  });
});

describe('trouble', () => {
  test('any code can be ordered, for a line or a person', async () => {
    await box.onLine('refuse', { code: 100, subcode: 2_018_109 });
    expect(codeOf(await box.text('Hi'))).toEqual([100, 2_018_109]);
    await person.does('refuse', { code: 1200, status: 500, times: 2 });
    for (const text of ['one', 'two']) expect(await box.text(text)).toMatchObject({ status: 500 });
    expect((await box.text('Hi')).status).toBe(200);
  });

  test('a message may be sent although the answer denies it', async () => {
    await box.onLine('fail');
    const answer = await box.say({ text: 'Hi', metadata: 'attempt-8' });
    expect(codeOf(answer)).toEqual([1, 1_357_046]);
    expect(await box.until(() => box.echoes())).toMatchObject([{ metadata: 'attempt-8' }]);
    expect((await person.newest()).text).toBe('Hi');
  });

  test.each([
    ['restricted', [10, 1_893_063]],
    ['blocked', [368, undefined]],
  ])('a Page that is %s sends nothing', async (state, code) => {
    await box.onLine('standing', { state });
    expect(codeOf(await box.text('Hi'))).toEqual(code);
    await box.onLine('standing', { state: 'ok' });
    expect((await box.text('Hi')).status).toBe(200);
  });

  test('a warning and a block are told', async () => {
    await box.onLine('warn', { reason: 'Spam' });
    await box.onLine('standing', { state: 'blocked', reason: 'Spam' });
    await box.onLine('standing', { state: 'ok' });
    await box.until(() => box.told('policy_enforcement'), 3);
    expect(box.told('policy_enforcement')).toEqual([
      { action: 'warning', reason: 'Spam' },
      { action: 'block', reason: 'Spam' },
      { action: 'unblock' },
    ]);
  });

  test('a limit is told with the minutes that it lasts', async () => {
    await box.fault('error', { status: 429, retryAfter: 90, times: 1 });
    const limited = await box.text('Hi');
    expect([limited.status, codeOf(limited)]).toEqual([429, [613, undefined]]);
    const usage = JSON.parse(limited.headers.get('x-business-use-case-usage') ?? '{}') as Record<string, object[]>;
    expect(usage[PAGE]).toMatchObject([{ type: 'messenger', estimated_time_to_regain_access: 2 }]);
    expect(limited.headers.get('retry-after')).toBeNull();
  });

  test('too many at once meet 613', async () => {
    await box.assume({ 'meta-pages-send-rate': 2 });
    const answers = await Promise.all([1, 2, 3].map(() => box.text('Hi')));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 400]);
    expect(answers.filter(({ status }) => status === 400).map(codeOf)).toEqual([[613, undefined]]);
  });

  test('too many calls for those who wrote meet 80006, and answers tell how near it is', async () => {
    await box.assume({ 'meta-pages-calls-per-person': 4 });
    const answers = [];
    for (const field of ['id', 'name', 'id', 'name', 'id']) answers.push(await box.api('GET', `me?fields=${field}`));
    const last = answers.at(-1);
    expect(last && codeOf(last)).toEqual([80_006, undefined]);
    expect(answers[0]?.headers.get('x-app-usage')).toContain('call_count');
    await box.control('PUT', '/clock', { offsetMs: 25 * 60 * 60 * 1000 });
    expect((await box.api('GET', 'me')).status).toBe(200);
  });

  test('a dropped answer leaves the message behind', async () => {
    await box.fault('drop-after-storing', { times: 1, operation: 'send' });
    await expect(box.text('Hi')).rejects.toThrow();
    expect((await person.newest()).text).toBe('Hi');
  });

  test.each([
    [401, 190],
    [403, 10],
    [500, 1],
    [503, 2],
  ])('an error of status %d has the code %d', async (status, code) => {
    await box.fault('error', { status, times: 1, chat: person.id });
    const answer = await box.text('Hi');
    expect([answer.status, codeOf(answer)[0]]).toEqual([status, code]);
  });
});

test('what a person writes in the Page’s inbox comes as an echo that names the inbox', async () => {
  await person.does('business-writes', { text: 'From the inbox' });
  await person.does('business-writes', { text: 'From another app', app: true });
  await box.until(() => box.echoes(), 2);
  const raws = box.courier.received.map(({ raw }) => raw).filter((raw) => raw.includes('is_echo'));
  expect(raws[0]).toContain('"app_id":26390203743090');
  expect(raws[1]).toContain('"app_id":18911000000000003');
  expect(raws.some((raw) => raw.includes('metadata'))).toBe(false);
  await eventually(async () => (await person.newest()).status === 'delivered');
  expect((await person.sees()).messages.map(({ from }) => from)).toEqual(['customer', 'business', 'line']);
});
