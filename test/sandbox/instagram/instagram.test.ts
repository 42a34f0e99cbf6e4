import { eventually } from '../support/http';
import { ACCOUNT, codeOf, midOf, PAGE, PageBox, PAGES, type PagePerson } from '../support/pages';

let box: PageBox;
let person: PagePerson;
beforeAll(async () => {
  box = await PageBox.start('instagram');
});
afterAll(() => box.stop());
beforeEach(async () => {
  await box.reset();
  person = await box.person();
});

const HOUR_MS = 60 * 60 * 1000;
type Attached = { readonly type: string; readonly payload?: { readonly url: string } };
const attachmentsOf = (message: Readonly<Record<string, unknown>> | undefined) => message?.attachments as Attached[];

describe('an account', () => {
  test('is told by the Page that it is linked with, and by its own id', async () => {
    const { json } = await box.api('GET', `${PAGE}?fields=instagram_business_account{id,name,username}`);
    const { id, name, username } = ACCOUNT;
    expect(json).toEqual({ id: PAGE, instagram_business_account: { id, name, username } });
    expect((await box.api('GET', `${id}?fields=username`)).json).toEqual({ id, username });
  });

  test('is not told to a token without the permission', async () => {
    await box.onLine('token', { scopes: ['pages_manage_metadata'] });
    expect((await box.api('GET', `${PAGE}?fields=instagram_business_account`)).json).toEqual({ id: PAGE });
    expect(codeOf(await box.text('Hi'))).toEqual([10, undefined]);
  });

  test('has to be linked, and to let apps read its messages', async () => {
    await person.says('Hello');
    await box.onLine('message-access', { on: false });
    expect(codeOf(await box.text('Hi'))).toEqual([200, 2_534_041]);
    await box.onLine('message-access');
    expect((await box.text('Hi')).status).toBe(200);
    await box.onLine('link', { on: false });
    expect(codeOf(await box.text('Hi'))).toEqual([100, 33]);
  });

  test('another one needs a Page of its own', async () => {
    const path = '/lines/instagram';
    expect((await box.control('POST', path, { pageId: PAGE })).status).toBe(409);
    const made = await box.control('POST', path, { pageId: '189100000000444', username: 'second' });
    expect(made.json).toMatchObject({ address: 'ig.me/m/second', credentials: { pageId: '189100000000444' } });
  });
});

describe('webhooks', () => {
  test('are about the account, at an address beside the one for Pages', async () => {
    await person.says('Hello');
    const [hook] = await box.until(() => box.courier.received);
    expect(hook?.json).toMatchObject({
      object: 'instagram',
      entry: [{ id: ACCOUNT.id, messaging: [{ sender: { id: person.id }, recipient: { id: ACCOUNT.id } }] }],
    });
    expect((await box.asApp('GET', `${PAGES.app.id}/subscriptions`)).json).toMatchObject({
      data: [{ object: 'instagram', callback_url: `${box.courier.url}/hooks/instagram/1` }],
    });
  });

  test('need the subscription of the Page, which Messenger lives on, too', async () => {
    const url = `${box.sandbox.url}/messenger/v26.0/${PAGE}/subscribed_apps`;
    const headers = { Authorization: `Bearer ${PAGES.pageAccessToken}` };
    await fetch(url, { method: 'DELETE', headers });
    expect((await box.line()).webhook).toBeNull();
    await person.says('Unheard');
    await fetch(`${url}?subscribed_fields=messages`, { method: 'POST', headers });
    await person.says('Heard');
    expect((await box.until(() => box.said())).map(({ text }) => text)).toEqual(['Heard']);
  });

  test('of fields that a Page does not have are the app’s to choose, where the Page refuses them', async () => {
    await box.assume({ 'meta-pages-instagram-fields': 'page-names' });
    expect(codeOf(await box.subscribe(['messages', 'messaging_seen']))).toEqual([100, undefined]);
    await box.subscribe(['messages']);
    await person.says('Hello');
    const mid = midOf(await box.text('Hi'));
    await person.does('read');
    expect(await box.until(() => box.told('read'))).toEqual([{ mid }]);
  });

  test('that fail are given up after 36 hours, and the Page stays subscribed', async () => {
    await box.assume({ 'meta-hook-retry-ms': 1 });
    box.courier.answer = () => 500;
    await person.says('Hello');
    await eventually(() => Promise.resolve(box.courier.received.length > 3));
    await box.control('PUT', '/clock', { offsetMs: 2 * HOUR_MS });
    const before = box.courier.received.length;
    await eventually(() => Promise.resolve(box.courier.received.length > before + 1));
    await box.control('PUT', '/clock', { offsetMs: 37 * HOUR_MS });
    await eventually(async () => (await box.line()).webhook?.pending === 0);
    expect((await box.line()).webhook).not.toBeNull();
  });

  test('that fail for an hour may end the subscription as of Messenger', async () => {
    await box.assume({ 'meta-hook-retry-ms': 1, 'instagram-hook-failures': 'unsubscribed-after-1-hour' });
    box.courier.answer = () => 500;
    await person.says('Hello');
    await eventually(() => Promise.resolve(box.courier.received.length > 3));
    await box.control('PUT', '/clock', { offsetMs: HOUR_MS + 1000 });
    await eventually(async () => (await box.line()).webhook === null);
  });
});

describe('to the customer', () => {
  beforeEach(() => person.says('Hello'));

  test('a text is echoed among the messages, and read one by one; delivery is not told', async () => {
    const mids = [midOf(await box.say({ text: 'one', metadata: 'attempt-1' })), midOf(await box.text('two'))];
    await box.until(() => box.echoes(), 2);
    expect(box.echoes()[0]).toEqual({ mid: mids[0], is_echo: true, metadata: 'attempt-1', text: 'one' });
    await eventually(async () => (await person.newest()).status === 'delivered');
    await person.does('read');
    await box.until(() => box.told('read'), 2);
    expect(box.told('read')).toEqual(mids.map((mid) => ({ mid })));
    expect(box.told('delivery')).toEqual([]);
  });

  test('an echo may name the app', async () => {
    await box.assume({ 'instagram-echo-app-id': 'present' });
    await box.text('Hi');
    await box.until(() => box.echoes());
    expect(box.courier.received.some(({ raw }) => raw.includes(`"app_id":${PAGES.app.id}`))).toBe(true);
  });

  test('a text has 1000 bytes', async () => {
    expect((await box.text('é'.repeat(500))).status).toBe(200);
    expect(codeOf(await box.text(`${'é'.repeat(500)}x`))).toEqual([100, undefined]);
  });

  test.each([
    ['image', 'image/png', 200],
    ['image', 'image/webp', 400],
    ['video', 'video/quicktime', 200],
    ['audio', 'audio/mp4', 200],
    ['audio', 'audio/mpeg', 400],
    ['audio', 'audio/ogg', 400],
    ['file', 'application/pdf', 200],
    ['file', 'application/zip', 400],
  ])('%s of the type %s: %d', async (kind, type, status) => {
    const answer = await box.upload(kind, 'bytes', type);
    expect(answer.status).toBe(status);
    if (status === 400) expect(codeOf(answer)).toEqual([100, 2_018_047]);
  });

  test('a heart, an own post; no stickers', async () => {
    expect((await box.say({ attachment: { type: 'like_heart' } })).status).toBe(200);
    expect((await box.say({ attachment: { type: 'MEDIA_SHARE', payload: { id: '17900000000000' } } })).status).toBe(
      200,
    );
    expect(codeOf(await box.say({ sticker_id: 369_239_263_222_822 }))).toEqual([100, undefined]);
    expect((await box.api('GET', 'sticker_packs')).status).toBe(400);
  });

  test('eleven pictures are too many', async () => {
    const attachments = Array.from({ length: 11 }, () => ({ type: 'image', payload: { url: 'https://x.y/z.png' } }));
    expect(codeOf(await box.say({ attachments }))).toEqual([100, undefined]);
  });

  test('the only reaction is a heart', async () => {
    const { id: message_id } = await person.newest();
    const react = (reaction: string) => box.send({ sender_action: 'react', payload: { message_id, reaction } });
    expect(codeOf(await react('like'))).toEqual([100, undefined]);
    expect((await react('love')).status).toBe(200);
    expect((await person.newest()).reactions.map(({ emoji }) => emoji)).toEqual(['❤']);
  });

  test('outside the window, and to nobody, it has codes of its own', async () => {
    await person.does('close-window');
    expect(codeOf(await box.text('Hi'))).toEqual([10, 2_534_022]);
    expect((await box.text('Hi', { messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' })).status).toBe(200);
    const nobody = await box.send({ recipient: { id: '99' }, message: { text: 'Hi' } });
    expect(codeOf(nobody)).toEqual([100, 2_534_014]);
  });

  test('buttons are pressed', async () => {
    const payload = {
      template_type: 'button',
      text: 'Pick',
      buttons: [{ type: 'postback', title: 'Yes', payload: 'YES' }],
    };
    await box.say({ attachment: { type: 'template', payload } });
    await person.presses((await person.newest()).id);
    expect(await box.until(() => box.told('postback'))).toMatchObject([{ title: 'Yes', payload: 'YES' }]);
  });

  test('what a person writes in the inbox is echoed without our words', async () => {
    await person.does('business-writes', { text: 'From the inbox' });
    expect(await box.until(() => box.echoes())).toMatchObject([{ text: 'From the inbox' }]);
    expect(box.echoes()[0]).not.toHaveProperty('metadata');
  });
});

describe('from the customer', () => {
  test('a message that is taken back is told', async () => {
    const { id: mid } = await person.says('Oops');
    await person.removes(mid);
    await box.until(() => box.said(), 2);
    expect(box.said()[1]).toEqual({ mid, is_deleted: true });
  });

  test('an edit is told', async () => {
    const { id: mid } = await person.says('One');
    await person.edits(mid, 'Two');
    expect(await box.until(() => box.told('message_edit'))).toEqual([{ mid, text: 'Two', num_edit: 1 }]);
  });

  test('a reaction is a heart, or another one', async () => {
    const { id: mid } = await person.says('Hello');
    await person.reacts(mid, '❤️');
    await person.reacts(mid, '👍');
    await box.until(() => box.told('reaction'), 2);
    expect(box.told('reaction').map(({ reaction }) => reaction)).toEqual(['love', 'other']);
  });

  test.each([
    ['story_mention', 'story_mention'],
    ['share', 'share'],
    ['ig_reel', 'ig_reel'],
  ])('a %s has the address of what it shows', async (other, type) => {
    await person.says({ other });
    const [message] = await box.until(() => box.said());
    const [attachment] = attachmentsOf(message);
    expect(attachment?.type).toBe(type);
    expect((await fetch(attachment?.payload?.url ?? '')).status).toBe(200);
  });

  test('an answer to a story names it', async () => {
    await person.says({ other: 'story_reply' });
    expect(await box.until(() => box.said())).toMatchObject([
      { text: 'Is it still there?', reply_to: { story: { id: expect.any(String) as string } } },
    ]);
  });

  test('of what can be seen once there is no address, and of odd kinds nothing', async () => {
    await person.says({ other: 'ephemeral' });
    await person.says({ other: 'unsupported' });
    await box.until(() => box.said(), 2);
    expect(attachmentsOf(box.said()[0])).toEqual([{ type: 'ephemeral' }]);
    expect(box.said()[1]).toEqual({ mid: expect.any(String) as string, is_unsupported: true });
  });

  test('a sticker comes as a picture, or not at all', async () => {
    const id = await box.file('bytes', 'a.webp', 'image/webp');
    await person.says({ files: [id], as: 'sticker' });
    await box.assume({ 'instagram-stickers': 'unsupported' });
    await person.says({ files: [id], as: 'sticker' });
    await box.until(() => box.said(), 2);
    expect(attachmentsOf(box.said()[0]).map(({ type }) => type)).toEqual(['image']);
    expect(box.said()[1]).toEqual({ mid: expect.any(String) as string, is_unsupported: true });
  });

  test.each([
    ['a place', { location: { latitude: 1, longitude: 2 } }],
    ['a contact card', { contact: { name: 'Bob', phone: '+15550100' } }],
  ])('%s is not there', async (_name, said) => {
    expect((await person.tries(said)).status).toBe(409);
    expect((await person.sees()).can).not.toContain('location');
  });

  test('a profile is told once they wrote', async () => {
    const asked = `${person.id}?fields=name,username,is_user_follow_business`;
    expect((await box.api('GET', asked)).status).toBe(400);
    await person.says('Hello');
    expect((await box.api('GET', asked)).json).toEqual({
      id: person.id,
      name: 'Lena Fischer',
      username: 'lena.fischer',
      is_user_follow_business: true,
    });
    await person.does('profile', { state: 'hidden' });
    expect((await box.api('GET', asked)).json).toEqual({ id: person.id });
  });

  test('who pressed a button without a word has not agreed to be told of', async () => {
    await person.does('open-link', { ref: 'spring' });
    expect((await box.api('GET', `${person.id}?fields=name`)).status).toBe(400);
  });
});
