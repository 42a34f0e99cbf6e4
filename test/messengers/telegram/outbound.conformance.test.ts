import { telegram } from '../../../src/messengers/telegram';
import type { OutboundContent, OutboundMedia } from '../../../src/messengers/contract';
import type { MediaType } from '../../../src/model/content';
import type { PhoneKind } from '../../../src/sandbox/control/contract';
import { sampleFile, type SampleFile } from '../../support/sample-files';
import { errorOf } from './scripted-http';
import { CHAT, outbound, Stage } from './with-sandbox';

const MB = 1_024 * 1_024;
let stage: Stage;

beforeAll(async () => {
  stage = await Stage.start();
});
afterAll(() => stage.close());
beforeEach(async () => {
  await stage.reset();
  await stage.customerWrites('/start');
});

const part = (content: OutboundContent, replyTo?: string) => ({
  key: 'k',
  chat: CHAT,
  content,
  ...(replyTo === undefined ? {} : { replyTo }),
});
const send = (content: OutboundContent, replyTo?: string) => telegram.send(stage.context, part(content, replyTo));
const last = async () => (await stage.fromBot()).at(-1);

/** A picture of so many pixels, as far as its head says. */
function pngOf(width: number, height: number): SampleFile {
  const { bytes, ...file } = sampleFile('png');
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return { ...file, bytes };
}
const gif = { name: 'a.gif', mimeType: 'image/gif', bytes: Buffer.from('GIF89a\x01\0\x01\0\0\0\0', 'latin1') };
const wav = { name: 'a.wav', mimeType: 'audio/wav', bytes: Buffer.from('RIFF\0\0\0\0WAVEfmt ', 'latin1') };
const mov = { name: 'a.mov', mimeType: 'video/quicktime', bytes: Buffer.from('\0\0\0\x14ftypqt  ', 'latin1') };

describe('files to the customer', () => {
  it.each<[MediaType, string, PhoneKind, SampleFile]>([
    ['picture', 'PNG', 'photo', sampleFile('png')],
    ['picture', 'WebP', 'photo', sampleFile('webp')],
    ['picture', 'GIF', 'animation', gif],
    ['picture', 'PNG with too many pixels', 'document', pngOf(9_000, 2_000)],
    ['picture', 'PNG too long for its width', 'document', pngOf(21, 1)],
    ['picture', 'JPEG that is none', 'document', { ...sampleFile('pdf'), name: 'broken.jpg', mimeType: 'image/jpeg' }],
    ['picture', 'PNG over 10 MB', 'document', sampleFile('png', 10 * MB)],
    ['video', 'MP4', 'video', sampleFile('mp4')],
    ['video', 'QuickTime', 'document', mov],
    ['voice', 'Opus', 'voice', sampleFile('ogg')],
    ['voice', 'MP3', 'voice', sampleFile('mp3')],
    ['voice', 'WAV', 'document', wav],
    ['audio', 'MP3', 'audio', sampleFile('mp3')],
    ['audio', 'WAV', 'document', wav],
    ['file', 'PDF', 'document', sampleFile('pdf')],
    ['file', 'MP4', 'document', sampleFile('mp4')],
    ['file', 'GIF', 'document', gif],
    ['file', 'PDF with an odd name', 'document', { ...sampleFile('pdf'), name: 'Ärger “né”; x=1.pdf' }],
  ])('a %s (%s) arrives byte by byte as %s', async (type, _, kind, file) => {
    const sent = await send({ type, file: outbound(file), caption: 'Olá 👋' });
    const arrived = await last();
    expect(arrived).toMatchObject({ kind, text: 'Olá 👋', file: { name: file.name } });
    expect(String(arrived?.id)).toBe(sent.remoteId);
    expect((await stage.bytesOf(arrived?.file)).equals(file.bytes)).toBe(true);
  });

  it.each<[string, PhoneKind, SampleFile]>([
    ['WebP', 'sticker', sampleFile('webp')],
    ['WebP over 512 KB', 'photo', sampleFile('webp', 512 * 1_024)],
    ['PNG', 'photo', sampleFile('png')],
    ['PDF', 'document', sampleFile('pdf')],
  ])('a sticker is one where Telegram takes it: %s arrives as %s', async (_, kind, file) => {
    await send({ type: 'sticker', file: outbound(file) });
    expect(await last()).toMatchObject({ kind, text: '' });
  });

  it('a sticker with words keeps them', async () => {
    await send({ type: 'sticker', file: outbound(sampleFile('webp')), caption: 'Hi' });
    expect(await last()).toMatchObject({ kind: 'photo', text: 'Hi' });
  });

  it('a voice message has its duration', async () => {
    await send({ type: 'voice', file: outbound(sampleFile('ogg'), { durationS: 7 }) });
    expect(await last()).toMatchObject({ kind: 'voice', durationS: 7 });
  });

  it('as large as may be arrives, one byte more does not', async () => {
    const file = sampleFile('pdf', 50 * MB - 9);
    expect(file.bytes).toHaveLength(50 * MB);
    await send({ type: 'file', file: outbound(file) });
    expect((await last())?.file?.size).toBe(50 * MB);
    const larger = outbound(sampleFile('pdf', 50 * MB - 8));
    const error = await errorOf(send({ type: 'file', file: larger }));
    expect(error).toMatchObject({ code: 905, retry: 'no' });
    expect(error.text).toContain('too big');
  });

  it('with a caption over the limit is refused', async () => {
    const content: OutboundMedia = { type: 'file', file: outbound(sampleFile('pdf')), caption: 'x'.repeat(1_025) };
    expect(await errorOf(send(content))).toMatchObject({ code: 905, retry: 'no' });
  });

  it('that cannot be read to its end has certainly not arrived', async () => {
    const file = outbound(sampleFile('pdf', 200_000), {
      async *open() {
        yield await Promise.resolve(Buffer.alloc(100_000));
        throw new Error('the disk is gone');
      },
    });
    expect(await errorOf(send({ type: 'file', file }))).toMatchObject({ code: 903, retry: 'later' });
    expect(await stage.fromBot()).toEqual([]);
  });
});

describe('an album', () => {
  const sendAlbum = (...items: readonly [MediaType, SampleFile, string?][]) =>
    telegram.sendAlbum?.(stage.context, {
      chat: CHAT,
      items: items.map(([type, file, caption], index) => ({
        key: `k${String(index)}`,
        content: { type, file: outbound(file), ...(caption === undefined ? {} : { caption }) },
      })),
    }) ?? Promise.reject(new Error('no albums'));

  it.each<[string, [MediaType, SampleFile, string?][], PhoneKind[]]>([
    [
      'photos and films',
      [
        ['picture', sampleFile('png'), 'One'],
        ['video', sampleFile('mp4')],
      ],
      ['photo', 'video'],
    ],
    [
      'documents',
      [
        ['file', sampleFile('pdf'), 'One'],
        ['file', sampleFile('mp3')],
      ],
      ['document', 'document'],
    ],
    [
      'music',
      [
        ['audio', sampleFile('mp3'), 'One'],
        ['audio', sampleFile('mp3')],
      ],
      ['audio', 'audio'],
    ],
  ])('of %s arrives as one', async (_, items, kinds) => {
    const sent = await sendAlbum(...items);
    const arrived = await stage.fromBot();
    expect(arrived.map(({ kind }) => kind)).toEqual(kinds);
    expect(arrived.map(({ text }) => text)).toEqual(['One', '']);
    expect(arrived.map(({ id }) => String(id))).toEqual(sent.map(({ remoteId }) => remoteId));
    expect(new Set(arrived.map(({ albumId }) => albumId)).size).toBe(1);
    for (const [index, [, file]] of items.entries()) {
      expect((await stage.bytesOf(arrived[index]?.file)).equals(file.bytes)).toBe(true);
    }
  });

  it('is refused as a whole for one bad piece, and nothing of it arrives', async () => {
    const error = await errorOf(sendAlbum(['picture', sampleFile('png')], ['picture', pngOf(21, 1)]));
    expect(error).toMatchObject({ retry: 'no' });
    expect(await stage.fromBot()).toEqual([]);
  });
});

describe('buttons', () => {
  it('are pressed, told with their place and label, and answered', async () => {
    await telegram.connect(stage.context);
    const { remoteId } = await send({
      type: 'text',
      text: 'Pick',
      buttons: [[{ text: 'Yes' }, { text: 'Site', url: 'https://x.y/z' }], [{ text: 'No' }]],
    });
    expect((await last())?.buttons).toEqual([
      [
        { text: 'Yes', url: null },
        { text: 'Site', url: 'https://x.y/z' },
      ],
      [{ text: 'No', url: null }],
    ]);
    for (const tooOld of [false, true]) {
      await stage.customerDoes(`messages/${remoteId}/press`, { row: 1, column: 0, tooOld });
      // The customer's own message may still come in between.
      let received = await stage.nextReceived();
      if (received.acknowledge === undefined) received = await stage.nextReceived();
      expect(received.events[0]).toMatchObject({
        kind: 'message',
        content: { type: 'press', of: remoteId, row: 1, column: 0, ...(tooOld ? {} : { label: 'No' }) },
      });
      expect((await last())?.pressing).not.toBeNull();
      const [acknowledgement] = received.acknowledge ?? [];
      if (acknowledgement === undefined) throw new Error('the spinner would go on');
      await telegram.acknowledge?.(stage.context, acknowledgement);
      await telegram.acknowledge?.(stage.context, acknowledgement);
      expect((await last())?.pressing).toBeNull();
    }
  });

  it.each(['example.com', 'http://localhost/x', 'mailto:a@b.c', 'no link'])(
    'with a bad link do not hold up the message: %j',
    async (url) => {
      await send({ type: 'text', text: 'Pick', buttons: [[{ text: 'Site', url }, { text: 'Yes' }]] });
      const arrived = await last();
      expect(arrived?.text).toBe(`Pick\n\nSite: ${url}`);
      expect(arrived?.buttons).toEqual([[{ text: 'Yes', url: null }]]);
    },
  );

  it('as many as may be arrive', async () => {
    const buttons = Array.from({ length: 10 }, (_, row) =>
      Array.from({ length: 10 }, (_, column) => ({ text: `${String(row)}/${String(column)} ${'x'.repeat(50)}` })),
    );
    await send({ type: 'text', text: 'Pick', buttons });
    const arrived = await last();
    expect(arrived?.buttons.flat()).toHaveLength(100);
    expect(Math.max(...(arrived?.buttons ?? []).map((row) => row.length))).toBe(8);
  });
});

describe('beside messages', () => {
  it('a quote points to the message, or to nothing where that is gone', async () => {
    const { id } = await stage.customerWrites('Do you deliver?');
    await send({ type: 'text', text: 'Yes' }, String(id));
    expect((await last())?.quote).toMatchObject({ messageId: id });
    await send({ type: 'text', text: 'We do' }, '999999');
    expect(await last()).toMatchObject({ text: 'We do', quote: null });
  });

  it('a reaction is set, changed, repeated and taken back', async () => {
    const { id } = await stage.customerWrites('Thanks');
    const react = (emoji: string | null) =>
      telegram.react?.(stage.context, { chat: CHAT, remoteId: String(id), emoji }) ??
      Promise.reject(new Error('no reactions'));
    const reactions = async () =>
      (await stage.phone()).messages.find((message) => message.id === id)?.reactions.map(({ emoji }) => emoji);
    await react('👍');
    await react('❤️');
    await react('❤️');
    expect(await reactions()).toEqual(['❤']);
    expect(await errorOf(react('🦷'))).toMatchObject({
      code: 905,
      retry: 'no',
      text: 'Telegram does not let bots use the reaction 🦷.',
    });
    await react(null);
    expect(await reactions()).toEqual([]);
  });

  it('a reaction to a message that is not there is refused', async () => {
    const reacted = telegram.react?.(stage.context, { chat: CHAT, remoteId: '999999', emoji: '👍' });
    expect(await errorOf(Promise.resolve(reacted))).toMatchObject({ code: 905, retry: 'no' });
  });

  it('typing shows on the phone', async () => {
    expect((await stage.phone()).typingUntil).toBeNull();
    await telegram.typing?.(stage.context, CHAT);
    expect((await stage.phone()).typingUntil).not.toBeNull();
  });
});

describe('faults on the way of a file', () => {
  const document = () => send({ type: 'file', file: outbound(sampleFile('pdf', 100_000)) });

  it.each([
    ['telegram-error', 429, { retry: 'later', breadth: 'source' }],
    ['telegram-error', 502, { retry: 'later', breadth: 'message' }],
    ['telegram-error', 403, { code: 905, retry: 'no' }],
  ] as const)('%s %d', async (name, status, expected) => {
    await stage.sandbox.fault({ name, operation: 'sendDocument', status, times: 1 });
    expect(await errorOf(document())).toMatchObject(expected);
    expect(await stage.fromBot()).toEqual([]);
  });

  it('an answer that is lost leaves the outcome unknown, and one file at Telegram', async () => {
    await stage.sandbox.fault({ name: 'telegram-drop-after-storing', operation: 'sendDocument', times: 1 });
    expect(await errorOf(document())).toMatchObject({ retry: 'unknown' });
    expect(await stage.fromBot()).toHaveLength(1);
  });
});
