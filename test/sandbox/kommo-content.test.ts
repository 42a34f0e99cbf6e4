import { SANDBOX } from '../../src/sandbox/credentials';
import { Harness } from './support/harness';
import { eventually, pick } from './support/http';
import { inbox, messagesOf } from './support/kommo-inbox';
import { incoming, outgoing, SCOPE } from './support/kommo-caller';

const { users } = SANDBOX.kommo;

let box: Harness;
beforeEach(async () => {
  box = await Harness.start();
  await box.assume({ 'media-fetch-tries': 0 });
  await box.kommo.connect();
});
afterEach(() => box.stop());

const media = 'http://127.0.0.1:1/v/1.bin';
const post = (path: string, body: object) => box.kommo.call('POST', `${SCOPE}${path}`, body);
const edit = (payload: object) =>
  post('', { event_type: 'edit_message', payload: { ...incoming('edited'), ...payload } });
const last = async () => (await messagesOf(box)).at(-1);

describe('the inbox shows', () => {
  const plain = {
    media: null,
    mediaGroupId: null,
    location: null,
    contact: null,
    buttons: [],
    list: null,
    callbackData: null,
    post: null,
    sharedPost: null,
    quote: null,
    forwarded: null,
    reactions: [],
    edited: false,
  };

  test('a text and nothing else', async () => {
    await box.kommo.send(incoming('Hello'));
    expect(await last()).toMatchObject({ type: 'text', text: 'Hello', ...plain });
  });

  test.each(['file', 'video', 'picture', 'voice', 'audio', 'sticker'])('a %s', async (type) => {
    const message = { type, media, file_name: 'n.bin', file_size: 7, media_duration: 9, text: 'words' };
    await box.kommo.send(incoming('', { message }));
    const shown = await eventually(async () => {
      const { media: file } = (await last()) ?? {};
      return file?.state === 'failed' && file;
    });
    expect(shown).toEqual({ state: 'failed', file: null, fileName: 'n.bin', durationS: 9, error: 'not tried' });
    expect(await last()).toMatchObject({ type, text: 'words' });
  });

  test('a place and a contact, which the history has too', async () => {
    const location = { lon: -46.63, lat: -23.55 };
    const contact = { name: 'Ben', phone: '+15550100002' };
    const sent = await box.kommo.send(incoming('', { message: { type: 'location', location } }));
    expect(await last()).toMatchObject({
      type: 'location',
      location: { latitude: -23.55, longitude: -46.63, title: null, address: null },
    });
    await box.kommo.send(incoming('', { message: { type: 'contact', contact } }));
    expect(await last()).toMatchObject({ type: 'contact', contact });
    const { json } = await box.kommo.history(pick(sent, 'new_message', 'conversation_id'));
    expect(json).toMatchObject({ messages: [{ message: { contact } }, { message: { location } }] });
  });

  test('the posts of a message: whose comment it is, and what it shares; an edit leaves the first as it is', async () => {
    const url = 'https://example.org/p/1';
    const post = { id: 'p-1', url, preview_url: `${url}.jpg`, username: 'shop', caption: 'New in' };
    const shared_post = { url, type: 'post', preview_link: `${url}/s.jpg`, preview_permalink: url, site_name: 'Shop' };
    await box.kommo.send(incoming('', { msgid: 'm-1', message: { type: 'text', text: 'Nice!', post, shared_post } }));
    const shown = {
      post: { id: 'p-1', url, by: 'shop', caption: 'New in', preview: `${url}.jpg` },
      sharedPost: { url, by: 'Shop', caption: null, preview: url },
    };
    expect(await last()).toMatchObject(shown);
    await edit({ msgid: 'm-1', message: { type: 'text', text: 'Nicer!', post: { id: 7 } } });
    expect(await last()).toMatchObject({ text: 'Nicer!', ...shown });
  });

  test('that only customers comment: of anybody else it is noted', async () => {
    const post = { id: 'p-1', url: 'https://example.org/p/1' };
    await box.kommo.send(incoming('Hello'));
    await box.kommo.send({ ...outgoing('x', users[0].id), message: { type: 'text', text: 'x', post } });
    expect((await box.journal()).at(-1)?.warnings).toEqual(['message.post: only customers comment']);
  });

  test('quotes: of a message as it is now, and drawn ones', async () => {
    await box.kommo.send(incoming('first', { msgid: 'm-1' }));
    await box.kommo.send(incoming('yes', { reply_to: { message: { msgid: 'm-1' } } }));
    const quoted = await last();
    expect(quoted?.quote).toEqual({ messageId: (await messagesOf(box))[0]?.id, author: 'Ana', text: 'first' });
    await edit({ msgid: 'm-1' });
    expect((await last())?.quote?.text).toBe('edited');
    const drawn = { type: 'text', text: 'long ago', timestamp: 1, msec_timestamp: 1000 };
    await box.kommo.send(incoming('x', { reply_to: { message: { ...drawn, sender: { name: 'Ben' } } } }));
    expect((await last())?.quote).toEqual({ messageId: null, author: 'Ben', text: 'long ago' });
    for (const [sender, author] of [
      [{ id: 'person-1' }, 'Ana'],
      [{ ref_id: users[1].id }, 'Daniel Reyes'],
      [{ id: 'stranger' }, ''],
    ] as const) {
      await box.kommo.send(incoming('x', { reply_to: { message: { ...drawn, sender } } }));
      expect((await last())?.quote?.author).toBe(author);
    }
  });

  test('forwards, of another chat too', async () => {
    await box.kommo.send(incoming('from there', { msgid: 'm-1', conversation_id: 'chat-2' }));
    const forwards = { messages: [{ msgid: 'm-1' }], conversation_id: 'chat-2' };
    await box.kommo.send(incoming('look', { forwards }));
    const chats = await inbox(box);
    expect(chats[1]?.messages[0]).toMatchObject({ forwarded: { author: 'Ana', text: 'from there' }, quote: null });
  });

  test('an import of a user, and one of the bot', async () => {
    await box.kommo.send(outgoing('by Maria', users[0].id));
    await box.kommo.send(outgoing('by bot', SANDBOX.kommo.channel.bot.id));
    expect((await messagesOf(box)).map(({ author, notified, hook }) => [author, notified, hook])).toEqual([
      ['Maria Souza', false, null],
      ['Courier sandbox', false, null],
    ]);
  });
});

describe('an edit', () => {
  test('names the message by either id, and gives an own id to one born in Kommo', async () => {
    const sent = await box.kommo.send(incoming('first', { msgid: 'm-1' }));
    const chatId = pick(sent, 'new_message', 'conversation_id');
    expect((await edit({ msgid: undefined, id: pick(sent, 'new_message', 'msgid') })).json).toMatchObject({
      new_message: { ref_id: 'm-1', sender_id: pick(sent, 'new_message', 'sender_id') },
    });
    const born = pick(await box.managerWrites(chatId, 'Hi'), 'id');
    expect((await edit({ msgid: 'own-9', id: born })).json).toMatchObject({
      new_message: { msgid: born, ref_id: 'own-9' },
    });
    expect((await edit({ msgid: 'own-9', message: { type: 'text', text: 'twice' } })).status).toBe(200);
    expect(await last()).toMatchObject({ id: born, clientId: 'own-9', text: 'twice', edited: true });
    expect((await edit({ msgid: 'm-1', id: born })).text).toContain('msgid: already exists');
  });

  test('makes no notification, and leaves the time alone', async () => {
    await box.kommo.send(incoming('first', { msgid: 'm-1', silent: true, msec_timestamp: 5000 }));
    await edit({ msgid: 'm-1', silent: false });
    expect(await last()).toMatchObject({ text: 'edited', notified: false, at: 5000, edited: true });
  });

  test('to another type needs what that type needs', async () => {
    await box.kommo.send(incoming('first', { msgid: 'm-1' }));
    const bare = await edit({ msgid: 'm-1', message: { type: 'picture', text: 'x' } });
    expect(bare.text).toContain('message.media: required for picture');
    expect((await edit({ msgid: 'm-1', message: { type: 'picture', media } })).status).toBe(200);
    expect(await last()).toMatchObject({ type: 'picture', text: '', media: { fileName: '1.bin' } });
    expect((await edit({ msgid: 'm-1' })).status).toBe(200);
    expect(await last()).toMatchObject({ type: 'text', text: 'edited', media: null });
  });

  test('may report how the message went', async () => {
    await box.kommo.send(outgoing('import', users[0].id, { msgid: 'm-1' }));
    const reported = (delivery_status: object) =>
      edit({ msgid: 'm-1', message: { type: 'text', text: 'x', delivery_status } });
    expect((await reported({ status_code: -1 })).text).toContain(
      'message.delivery_status.error_code: required with status -1',
    );
    expect((await reported({ status_code: -1, error_code: 905, error: 'no' })).status).toBe(200);
    expect(await last()).toMatchObject({ status: 'failed', error: { code: 905, text: 'no' }, text: 'x' });
    await reported({ status_code: 2, error_code: null, error: null });
    await reported({ status_code: 1 });
    expect(await last()).toMatchObject({ status: 'read', error: null });

    await box.kommo.send(incoming('in', { msgid: 'm-2' }));
    await edit({ msgid: 'm-2', message: { type: 'text', text: 'y', delivery_status: { status_code: 2 } } });
    expect(await last()).toMatchObject({ text: 'y', status: null });
  });
});

describe('reactions', () => {
  const react = (more: object) =>
    post('/react', {
      conversation_id: 'chat-1',
      msgid: 'm-1',
      user: { id: 'person-1' },
      type: 'react',
      emoji: '😍',
      ...more,
    });

  test('one for each person, by either id, until it is taken back', async () => {
    const sent = await box.kommo.send(incoming('Hello', { msgid: 'm-1' }));
    await react({});
    await react({ emoji: '👍' });
    const maria = { user: { id: 'any', ref_id: users[0].id } };
    await react({ ...maria, msgid: undefined, id: pick(sent, 'new_message', 'msgid') });
    await react({ emoji: '👀', user: { ref_id: pick(sent, 'new_message', 'sender_id') } });
    expect((await last())?.reactions).toEqual([
      { emoji: '👀', by: 'Ana' },
      { emoji: '😍', by: 'Maria Souza' },
    ]);
    const byRef = { conversation_id: undefined, conversation_ref_id: pick(sent, 'new_message', 'conversation_id') };
    expect((await react({ ...byRef, ...maria, type: 'unreact', emoji: undefined })).status).toBe(200);
    expect((await last())?.reactions).toEqual([{ emoji: '👀', by: 'Ana' }]);
    await react({ ...maria, type: 'unreact', emoji: undefined });
    const marks = (await box.journal()).filter(({ operation }) => operation === 'react').map(({ stored }) => stored);
    expect(marks).toEqual([true, true, true, true, true, false]);
  });
});

describe('typing', () => {
  test('shows until its time is over, or the message is there', async () => {
    await box.kommo.send(incoming('Hello'));
    const typing = { conversation_id: 'chat-1', sender: { id: 'person-1' } };
    const until = async () => (await inbox(box))[0]?.typingUntil ?? null;
    const began = Date.now();
    await post('/typing', typing);
    expect(((await until()) ?? 0) - began).toBeGreaterThanOrEqual(5000);
    await post('/typing', { ...typing, duration_ms: 60_000 });
    expect(((await until()) ?? 0) - began).toBeGreaterThanOrEqual(60_000);
    await box.control('PUT', '/clock', { offsetMs: 61_000 });
    expect(await until()).toBeNull();
    await box.control('PUT', '/clock', { offsetMs: 0 });
    await box.kommo.send(incoming('there'));
    expect(await until()).toBeNull();
  });
});

test('people keep what they were first told of, and the history shows it', async () => {
  const sender = {
    id: 'person-1',
    name: 'Ana',
    avatar: 'http://127.0.0.1:1/ana.png',
    profile: { phone: '+15550100001', email: 'ana@example.org' },
  };
  const sent = await box.kommo.send(incoming('Hello', { sender }));
  await box.kommo.send(outgoing('answer', users[0].id));
  const { json } = await box.kommo.history(pick(sent, 'new_message', 'conversation_id'));
  const ana = {
    id: pick(sent, 'new_message', 'sender_id'),
    client_id: 'person-1',
    name: 'Ana',
    avatar: sender.avatar,
    phone: '15550100001',
    email: 'ana@example.org',
  };
  const { messages } = json as { messages: { sender: object; receiver?: object }[] };
  expect(messages.map(({ sender: from, receiver }) => [from, receiver])).toEqual([
    [{ id: users[0].id, name: 'Maria Souza' }, ana],
    [ana, undefined],
  ]);
});
