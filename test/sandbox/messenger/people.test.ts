import { codeOf, midOf, PAGE, PageBox, PAGES, type PagePerson } from '../support/pages';

let box: PageBox;
let person: PagePerson;
beforeAll(async () => {
  box = await PageBox.start('messenger');
});
afterAll(() => box.stop());
beforeEach(async () => {
  await box.reset();
  person = await box.person();
});

type Attached = { readonly type: string; readonly payload: { readonly url: string; readonly sticker_id?: number } };
const attachmentsOf = (message: Readonly<Record<string, unknown>> | undefined) => message?.attachments as Attached[];

describe('what a customer sends', () => {
  test.each([
    ['picture', 'image', 'image/jpeg', 'a.jpg'],
    ['video', 'video', 'video/mp4', 'a.mp4'],
    ['voice', 'audio', 'audio/ogg', 'a.ogg'],
    ['audio', 'audio', 'audio/mpeg', 'a.mp3'],
    ['file', 'file', 'application/pdf', 'a b.pdf'],
  ])('a %s is an attachment of the type %s behind a link that needs no token', async (as, type, mimeType, name) => {
    const id = await box.file('bytes', name, mimeType);
    await person.says({ files: [id], as });
    const [message] = await box.until(() => box.said());
    const [attachment] = attachmentsOf(message);
    expect(attachment?.type).toBe(type);
    expect(new URL(attachment?.payload.url ?? '').pathname.endsWith(`/${encodeURIComponent(name)}`)).toBe(true);
    const fetched = await fetch(attachment?.payload.url ?? '');
    expect([fetched.headers.get('content-type')?.split(';')[0], await fetched.text()]).toEqual([mimeType, 'bytes']);
    // A link that was changed, and one that has ended.
    expect((await fetch(`${attachment?.payload.url ?? ''}x`)).status).toBe(403);
    await box.control('PUT', '/clock', { offsetMs: 8 * 24 * 60 * 60 * 1000 });
    expect((await fetch(attachment?.payload.url ?? '')).status).toBe(403);
  });

  test('a sticker has a kind of its own, and was a picture before', async () => {
    const id = await box.file('bytes', 'a.webp', 'image/webp');
    await person.says({ files: [id], as: 'sticker' });
    await box.assume({ 'messenger-stickers': 'image' });
    await person.says({ files: [id], as: 'sticker' });
    await box.until(() => box.said(), 2);
    const [now, before] = box.said().flatMap(attachmentsOf);
    expect([now?.type, before?.type]).toEqual(['sticker', 'image']);
    expect(now?.payload.sticker_id).toEqual(before?.payload.sticker_id);
  });

  test('the thumb is a sticker', async () => {
    await person.says({ other: 'like' });
    const [message] = await box.until(() => box.said());
    expect(attachmentsOf(message)).toMatchObject([{ type: 'sticker', payload: { sticker_id: 369_239_263_222_822 } }]);
  });

  test('several pictures are one message; words beside them are another', async () => {
    const files = [await box.file('one', '1.png', 'image/png'), await box.file('two', '2.png', 'image/png')];
    await person.says({ files, as: 'picture', text: 'These two' });
    await box.until(() => box.said(), 2);
    const [pictures, words] = box.said();
    expect(attachmentsOf(pictures)).toHaveLength(2);
    expect(words).toMatchObject({ text: 'These two' });
    expect((await person.tries({ files, as: 'file' })).status).toBe(409);
  });

  test('a place is the preview of a link, and was an attachment once', async () => {
    const location = { latitude: 41.38, longitude: 2.17 };
    await person.says({ location });
    await box.assume({ 'messenger-location': 'attachment' });
    await person.says({ location });
    await box.until(() => box.said(), 2);
    expect(box.said().flatMap(attachmentsOf)).toMatchObject([
      { type: 'fallback', payload: { url: expect.stringContaining('41.38') as string } },
      { type: 'location', payload: { coordinates: { lat: 41.38, long: 2.17 } } },
    ]);
  });

  test.each([
    ['link', 'fallback'],
    ['reel', 'reel'],
    ['ig_reel', 'ig_reel'],
    ['post', 'post'],
    ['ig_post', 'ig_post'],
    ['product', 'template'],
    ['appointment', 'appointment_booking'],
  ])('a %s is of the type %s', async (other, type) => {
    await person.says({ other });
    const [message] = await box.until(() => box.said());
    expect(attachmentsOf(message).map((each) => each.type)).toEqual([type]);
  });

  test('a quote names the message, and whose it was', async () => {
    const own = await person.says('First');
    const mid = midOf(await box.text('Hi'));
    await person.says({ text: 'Yes', replyTo: mid });
    await person.says({ text: 'I mean', replyTo: own.id });
    await box.until(() => box.said(), 3);
    expect(box.said().map(({ reply_to }) => reply_to)).toEqual([
      undefined,
      { mid, is_self_reply: false },
      { mid: own.id, is_self_reply: true },
    ]);
  });

  test.each([
    ['a contact card', { contact: { name: 'Bob', phone: '+15550100' } }],
    ['what nobody knows', { other: 'poll' }],
  ])('%s is not there', async (_name, said) => {
    expect((await person.tries(said)).status).toBe(409);
  });

  test('typing and playing are nobody’s business', async () => {
    expect((await person.does('type')).status).toBe(409);
    expect((await person.does('play')).status).toBe(409);
    expect((await person.sees()).can).toEqual(expect.arrayContaining(['text', 'sticker', 'react', 'edit', 'remove']));
  });
});

describe('what a customer does with a message', () => {
  test('an edit is told with its count, five times at most', async () => {
    const { id } = await person.says('one');
    for (const text of ['2', '3', '4', '5', '6']) expect((await person.edits(id, text)).status).toBe(200);
    expect((await person.edits(id, '7')).status).toBe(409);
    await box.until(() => box.told('message_edit'), 5);
    expect(box.told('message_edit').at(-1)).toEqual({ mid: id, text: '6', num_edit: 5 });
  });

  test('a deletion is told to nobody', async () => {
    const { id } = await person.says('Oops');
    expect((await person.removes(id)).status).toBe(200);
    await person.says('Hello');
    await box.until(() => box.said(), 2);
    expect(box.items()).toHaveLength(2);
    expect((await person.sees()).messages[0]?.removed).toBe(true);
    expect((await person.edits(id, 'Again')).status).toBe(409);
  });

  test.each([
    ['❤️', 'love'],
    ['👍', 'like'],
    ['🦊', 'other'],
  ])('the reaction %s is called %s', async (emoji, reaction) => {
    await person.says('Hello');
    const mid = midOf(await box.text('Hi'));
    await person.reacts(mid, emoji);
    await person.reacts(mid, null);
    await box.until(() => box.told('reaction'), 2);
    expect(box.told('reaction')).toEqual([
      { mid, action: 'react', reaction, emoji },
      { mid, action: 'unreact' },
    ]);
  });

  test('reading tells until when, and only once', async () => {
    await person.says('Hello');
    const first = midOf(await box.text('one'));
    await box.text('two');
    await box.until(() => box.told('delivery'), 2);
    await person.does('read', { messageId: first });
    await person.does('read');
    await person.does('read');
    await box.until(() => box.told('read'), 2);
    const at = (await person.sees()).messages.slice(1).map((each) => each.at);
    expect(box.told('read').map(({ watermark }) => watermark)).toEqual(at);
    expect((await person.does('read', { messageId: 'm_1' })).status).toBe(409);
  });
});

describe('how a customer comes', () => {
  const START = { get_started: { payload: 'START' } };

  test('by the button to start with, where the business has one', async () => {
    expect((await person.does('start')).status).toBe(409);
    expect((await box.api('POST', 'me/messenger_profile', START)).json).toEqual({ result: 'success' });
    await person.does('start');
    expect(await box.until(() => box.told('postback'))).toMatchObject([{ title: 'Get Started', payload: 'START' }]);
    expect((await person.sees()).windowUntil).not.toBeNull();
    expect((await box.api('DELETE', 'me/messenger_profile', { fields: ['get_started'] })).status).toBe(200);
    expect((await person.does('start')).status).toBe(409);
    expect(codeOf(await box.api('POST', 'me/messenger_profile', { nonsense: {} }))).toEqual([100, undefined]);
  });

  test('by a link: with the button, else with the first message', async () => {
    const referral = { ref: 'spring', source: 'SHORTLINK', type: 'OPEN_THREAD' };
    await box.api('POST', 'me/messenger_profile', START);
    await person.does('open-link', { ref: 'spring' });
    await person.does('start');
    expect(await box.until(() => box.told('postback'))).toMatchObject([{ referral }]);
    const other = await box.person(PAGES.customers[1].name);
    await other.does('open-link', { ref: 'spring' });
    await other.says('Hello');
    await other.says('Anybody?');
    await box.until(() => box.said(), 2);
    expect(box.said().map((each) => each.referral)).toEqual([referral, undefined]);
    expect((await person.does('open-link', { ref: 'x'.repeat(2084) })).status).toBe(409);
  });

  test('by a link into a chat that is there', async () => {
    await person.says('Hello');
    await person.does('open-link', { ref: 'spring' });
    expect(await box.until(() => box.told('referral'))).toEqual([
      { ref: 'spring', source: 'SHORTLINK', type: 'OPEN_THREAD' },
    ]);
  });

  test('by an advertisement, with a message or with a press alone', async () => {
    await person.says({ text: 'Hi', referral: { title: 'Sale', ref: 'spring' } });
    const [message] = await box.until(() => box.said());
    expect(message?.referral).toMatchObject({
      ref: 'spring',
      source: 'ADS',
      type: 'OPEN_THREAD',
      ad_id: expect.stringMatching(/^\d+$/) as string,
      ads_context_data: { ad_title: 'Sale', post_id: `${PAGE}_1` },
    });
    await person.does('click-ad', { title: 'Sale' });
    expect(await box.until(() => box.told('referral'))).toMatchObject([{ source: 'ADS' }]);
  });

  test('and agrees to be sent news', async () => {
    await person.says('Hello');
    await person.does('optin', { title: 'Offers' });
    expect(await box.until(() => box.told('optin'))).toMatchObject([{ title: 'Offers' }]);
  });
});

describe('who a customer is', () => {
  const FIELDS = 'first_name,last_name,name,profile_pic';

  test('is told by name and picture once they wrote', async () => {
    expect(codeOf(await box.api('GET', `${person.id}?fields=${FIELDS}`))).toEqual([100, 33]);
    await person.says('Hello');
    const { json } = await box.api('GET', `${person.id}?fields=${FIELDS}`);
    expect(json).toEqual({
      first_name: 'Clara',
      last_name: 'Weber',
      name: 'Clara Weber',
      profile_pic: expect.any(String) as string,
      id: person.id,
    });
    expect((await fetch((json as { profile_pic: string }).profile_pic)).headers.get('content-type')).toBe('image/png');
    expect(codeOf(await box.api('GET', `${person.id}?fields=phone`))).toEqual([100, undefined]);
  });

  test('is not told of who does not want it', async () => {
    await person.says('Hello');
    await person.does('profile', { state: 'hidden' });
    expect((await box.api('GET', `${person.id}?fields=${FIELDS}`)).json).toEqual({ id: person.id });
    await person.does('profile', { state: 'refused' });
    expect(codeOf(await box.api('GET', `${person.id}?fields=${FIELDS}`))).toEqual([100, 2_018_218]);
    await box.onLine('token', { scopes: ['pages_manage_metadata'] });
    expect(codeOf(await box.api('GET', `${person.id}?fields=${FIELDS}`))).toEqual([10, undefined]);
  });
});

test('a new customer has an id of this Page alone, and no name to be found by', async () => {
  const path = `/lines/messenger/${PAGE}/customers`;
  expect((await box.control('POST', path, { name: 'Ivo' })).json).toMatchObject({
    id: expect.stringMatching(/^\d{16,17}$/) as string,
    state: 'new',
  });
  expect((await box.control('POST', path, { name: 'Ivo', username: 'ivo' })).status).toBe(409);
  expect((await person.does('nonsense')).status).toBe(409);
  expect((await box.onLine('nonsense')).status).toBe(409);
});
