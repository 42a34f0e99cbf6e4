import { telegram } from '../../../src/messengers/telegram';
import type { PhoneFileKind } from '../../../src/sandbox/control/contract';
import { sampleFile } from '../../support/sample-files';
import { errorOf } from './scripted-http';
import { Stage } from './with-sandbox';

const MB = 1_024 * 1_024;
let stage: Stage;

beforeAll(async () => {
  stage = await Stage.start();
});
afterAll(() => stage.close());
beforeEach(async () => {
  await stage.reset();
  await telegram.connect(stage.context);
});

async function nextMessage() {
  const event = await stage.nextEvent();
  if (event?.kind !== 'message') throw new Error(`expected a message, got ${event?.kind ?? 'nothing'}`);
  return event;
}

/** Fetches a file as the api does, by the reference that the driver gave it. */
async function fetched(reference: string): Promise<Buffer> {
  const download = await telegram.fetchMedia?.(stage.context, reference);
  if (download?.ok !== true) throw new Error('the file could not be had');
  const chunks: Buffer[] = [];
  for await (const chunk of download.body) chunks.push(chunk);
  return Buffer.concat(chunks);
}

describe('files of the customer', () => {
  it.each<[PhoneFileKind, Parameters<typeof sampleFile>[0], string]>([
    ['photo', 'png', 'picture'],
    ['video', 'mp4', 'video'],
    ['voice', 'ogg', 'voice'],
    ['audio', 'mp3', 'audio'],
    ['document', 'pdf', 'file'],
    ['animation', 'mp4', 'video'],
  ])('a %s arrives with its bytes and its caption', async (as, extension, type) => {
    const file = sampleFile(extension);
    await stage.customerWrites({ file: await stage.putFile(file), as, text: 'Olá 👋' });
    const { content } = await nextMessage();
    expect(content).toMatchObject({ type, caption: 'Olá 👋', file: { size: file.bytes.length } });
    expect('file' in content && (await fetched(content.file.reference)).equals(file.bytes)).toBe(true);
  });

  it.each<[PhoneFileKind, Parameters<typeof sampleFile>[0], string]>([
    ['video_note', 'mp4', 'video'],
    ['sticker', 'webp', 'sticker'],
  ])('a %s arrives with its bytes', async (as, extension, type) => {
    const file = sampleFile(extension);
    await stage.customerWrites({ file: await stage.putFile(file), as });
    const { content } = await nextMessage();
    expect(content.type).toBe(type);
    expect('file' in content && (await fetched(content.file.reference)).equals(file.bytes)).toBe(true);
    expect('caption' in content).toBe(false);
  });

  it('a moving sticker arrives as a picture of itself', async () => {
    const film = { ...sampleFile('mp4'), name: 'a.webm', mimeType: 'video/webm' };
    await stage.customerWrites({ file: await stage.putFile(film), as: 'sticker' });
    const { content } = await nextMessage();
    expect(content.type).toBe('sticker');
    const picture = 'file' in content ? await fetched(content.file.reference) : Buffer.alloc(0);
    expect(picture.subarray(1, 4).toString()).toBe('PNG');
  });

  it('has a duration, and the same name for the same bytes', async () => {
    const file = await stage.putFile(sampleFile('ogg'));
    for (let time = 0; time < 2; time += 1) await stage.customerWrites({ file, as: 'voice', durationS: 7 });
    const contents = [(await nextMessage()).content, (await nextMessage()).content];
    expect(contents).toMatchObject([{ file: { durationS: 7 } }, { file: { durationS: 7 } }]);
    expect(contents.every((content) => 'file' in content && content.file.sameAs !== undefined)).toBe(true);
  });

  it('is told of when it is too big to be had, and refused with what would help', async () => {
    const file = sampleFile('pdf', 20 * MB + 1);
    await stage.customerWrites({ file: await stage.putFile(file), as: 'document', text: 'Big' });
    const { content } = await nextMessage();
    expect(content).toMatchObject({ type: 'file', caption: 'Big', file: { size: file.bytes.length } });
    const error = await errorOf(fetched('file' in content ? content.file.reference : ''));
    expect(error).toMatchObject({ code: 905, retry: 'no' });
    expect(error.text).toContain('20 MB');
  });

  it('is refused when nobody knows it', async () => {
    expect(await errorOf(fetched('BQACAgIAAxkBAAI_not_a_file_of_this_bot'))).toMatchObject({ retry: 'no' });
  });

  it('of an album arrive one by one, with one name for the album', async () => {
    const [one, two] = [await stage.putFile(sampleFile('png')), await stage.putFile(sampleFile('mp4'))];
    await stage.customerSends([
      { file: one, as: 'photo', text: 'Both' },
      { file: two, as: 'video' },
    ]);
    const [first, second] = [(await nextMessage()).content, (await nextMessage()).content];
    expect(first).toMatchObject({ type: 'picture', caption: 'Both' });
    expect(second.type).toBe('video');
    expect(first.album).toBeDefined();
    expect(second.album).toBe(first.album);
  });
});

describe('what is no file', () => {
  it.each([
    [{ location: { latitude: 55.75, longitude: 37.61 } }, { type: 'location', latitude: 55.75, longitude: 37.61 }],
    [
      { location: { latitude: 1, longitude: 2, title: 'Cafe', address: 'Main 1' } },
      { type: 'location', title: 'Cafe', address: 'Main 1' },
    ],
    [{ contact: { name: 'Bob R', phone: '79990001122' } }, { type: 'contact', name: 'Bob R' }],
    [
      { poll: { question: 'When?', options: ['Today', 'Later'] } },
      { type: 'unsupported', what: 'poll', caption: 'When?\n• Today\n• Later' },
    ],
    [{ dice: true as const }, { type: 'text', text: expect.stringMatching(/^🎲 [1-6]$/) as string }],
  ])('%j', async (written, content) => {
    await stage.customerWrites(written);
    expect((await nextMessage()).content).toMatchObject(content);
  });

  it("the customer's own number is the customer's", async () => {
    await stage.customerWrites({ contact: { name: 'Ann', phone: '79990001122', own: true } });
    expect(await nextMessage()).toMatchObject({
      author: { phone: '+79990001122' },
      content: { type: 'contact', phone: '+79990001122' },
    });
  });

  it('the payload of a link is a text', async () => {
    await stage.customerWrites({ text: 'Hi', start: 'abc_1' });
    expect((await nextMessage()).content).toEqual({ type: 'text', text: '/start abc_1' });
  });
});

describe('what surrounds a message', () => {
  it('is the message that it answers', async () => {
    await stage.customerWrites('/start');
    await stage.sandbox.hook();
    const part = {
      key: 'k',
      chat: (await stage.phone()).chatId,
      content: { type: 'text', text: 'Your order?' },
    } as const;
    const { remoteId } = await telegram.send(stage.context, part);
    await stage.customerWrites({ text: 'Yes', replyTo: Number(remoteId) });
    expect((await nextMessage()).content.replyTo).toMatchObject({ remoteId, text: 'Your order?' });
    await stage.customerWrites({ text: 'Yes', replyTo: Number(remoteId), quote: 'order' });
    expect((await nextMessage()).content.replyTo).toMatchObject({ remoteId, text: 'order' });
  });

  it.each([
    [{ name: 'Eve' }, 'Eve'],
    [{ name: 'Mallory', hidden: true }, 'Mallory'],
  ])('is whose it was: %j', async (forwardFrom, author) => {
    await stage.customerWrites({ text: 'Read this', forwardFrom });
    expect((await nextMessage()).content).toMatchObject({ type: 'text', text: 'Read this', forwarded: { author } });
  });
});

describe('what the customer does later', () => {
  it('edits a text, and moves', async () => {
    const { id } = await stage.customerWrites('Hello');
    const { remoteId, key } = await nextMessage();
    await stage.customerEdits(id, { text: 'Hello!' });
    const edit = await stage.nextEvent();
    expect(edit).toMatchObject({ kind: 'edit', remoteId, content: { type: 'text', text: 'Hello!' } });
    expect(edit?.key).not.toBe(key);

    const moving = await stage.customerWrites({ location: { latitude: 1, longitude: 2, livePeriodS: 900 } });
    await nextMessage();
    await stage.customerEdits(moving.id, { location: { latitude: 3, longitude: 4 } });
    expect(await stage.nextEvent()).toMatchObject({
      kind: 'edit',
      remoteId: String(moving.id),
      content: { type: 'location', latitude: 3, longitude: 4 },
    });
  });

  it('reacts, otherwise, and not any more', async () => {
    const { id } = await stage.customerWrites('Hello');
    await nextMessage();
    for (const [given, reaction] of [
      [{ emoji: '🔥' }, { kind: 'emoji', emoji: '🔥' }],
      [{ customEmojiId: '5368324170671202286' }, { kind: 'other', what: 'custom emoji' }],
      [{ emoji: null }, { kind: 'none' }],
    ] as const) {
      await stage.customerDoes(`messages/${String(id)}/reaction`, given);
      expect(await stage.nextEvent()).toMatchObject({ kind: 'reaction', remoteId: String(id), reaction });
    }
  });

  it('blocks the bot and comes back', async () => {
    await stage.customerWrites('Hello');
    await nextMessage();
    await stage.customerDoes('block');
    expect(await stage.nextEvent()).toMatchObject({ kind: 'notice' });
    await stage.customerDoes('unblock');
    expect(await stage.nextEvent()).toMatchObject({ kind: 'notice' });
  });
});

describe('groups', () => {
  it('are not taken, and are told where the bot answers, once', async () => {
    const { chatId } = await stage.addGroup('Team');
    const added = await stage.nextReceived();
    expect(added.events[0]).toMatchObject({ kind: 'ignored', key: `group/${chatId}` });
    const [acknowledgement] = added.acknowledge ?? [];
    if (acknowledgement === undefined) throw new Error('nothing is to be answered');
    await telegram.acknowledge?.(stage.context, acknowledgement);

    const { messages } = await stage.inGroup(chatId, 'messages', { text: 'Hello?' });
    expect(messages.map(({ text }) => text)).toEqual([
      expect.stringMatching(/^I answer in private chats only: t\.me\/\w+$/) as string,
      'Hello?',
    ]);
    const written = await stage.nextReceived();
    // The same key: what is done once for it is not done again.
    expect(written.events[0]?.key).toBe(acknowledgement.ifNew);
  });

  it('that become a supergroup are not told again, and say where they went', async () => {
    const { chatId } = await stage.addGroup('Team');
    await stage.nextReceived();
    const { migratedTo } = await stage.inGroup(chatId, 'migrate');
    // Each chat has a line of its own, so either may come first.
    const received = [await stage.nextReceived(), await stage.nextReceived()];
    expect(received.flatMap(({ acknowledge = [] }) => acknowledge)).toEqual([]);
    expect(received.map(({ events: [event] }) => event?.kind)).toEqual(['ignored', 'ignored']);

    const part = { key: 'k', chat: chatId, content: { type: 'text', text: 'Hi' } } as const;
    const error = await errorOf(telegram.send(stage.context, part));
    expect(error).toMatchObject({ retry: 'later', movedTo: migratedTo });
    await telegram.send(stage.context, { ...part, chat: error.movedTo ?? '' });
  });
});
