import { mkdtempSync, readdirSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { crc32 } from 'node:zlib';
import { openArchive } from '../../src/history/archive';
import { openHistory } from '../../src/history/open-history';
import type { HistoryInput } from '../../src/history/reader';
import { recognise } from '../../src/history/recognise';
import { HistoryRefused, type RefusalCode } from '../../src/history/refusal';
import { waitFor } from '../support/wait-for';
import { craftedZip, type Crafted } from './crafted-zip';
import { messagesIn } from './from-text';

let dir: string;
const opened: HistoryInput[] = [];
beforeAll(() => void (dir = mkdtempSync(path.join(tmpdir(), 'courier-history-'))));
afterAll(() => rmSync(dir, { recursive: true, force: true }));
afterEach(async () => {
  for (const input of opened.splice(0)) await input.close();
});

async function opening(content: Buffer | string, name = 'export.zip'): Promise<HistoryInput> {
  const file = path.join(dir, 'upload');
  writeFileSync(file, content);
  const input = await openHistory(file, name);
  opened.push(input);
  return input;
}

async function contentOf(input: HistoryInput, entry: string): Promise<string> {
  return Buffer.concat(await (await input.open(entry)).toArray()).toString('utf8');
}

/** Anything but a refusal is a bug, and fails the test. */
async function refusalOf(attempt: Promise<unknown>): Promise<RefusalCode | undefined> {
  try {
    await attempt;
    return undefined;
  } catch (error) {
    if (error instanceof HistoryRefused) return error.code;
    throw error;
  }
}

const refused = (entries: readonly Crafted[], ending?: Parameters<typeof craftedZip>[1]): Promise<unknown> =>
  refusalOf(opening(craftedZip(entries, ending)));

const CHAT =
  '{"type":"chat","id":"1","title":"Ann"}\n' +
  '{"type":"message","chat":"1","id":"2","created_at":"2024-05-01T10:00:00Z","sender":{"id":"a"},"text":"Grüße 👋"}\n';

it('what is in an archive is listed without folders, and read while it is unpacked', async () => {
  const input = await opening(
    craftedZip([
      { name: 'files/', stored: true },
      { name: './files/a.txt', content: 'stored', stored: true },
      { name: 'files\\b.txt', content: 'deflated' },
      { name: 'chat.jsonl', content: CHAT },
    ]),
  );
  expect([...input.entries.values()].map(({ name, size }) => [name, size])).toEqual([
    ['files/a.txt', 6],
    ['files/b.txt', 8],
    ['chat.jsonl', Buffer.byteLength(CHAT)],
  ]);
  expect(await contentOf(input, 'files/a.txt')).toBe('stored');
  expect(await contentOf(input, 'files/b.txt')).toBe('deflated');
  expect((await messagesIn(input)).map(({ content }) => content)).toEqual([{ type: 'text', text: 'Grüße 👋' }]);
});

it('several files of one archive are read at once', async () => {
  const input = await opening(
    craftedZip([1, 2, 3].map((n) => ({ name: `${n}.txt`, content: String(n).repeat(300_000) }))),
  );
  const read = await Promise.all([1, 2, 3].map((n) => contentOf(input, `${n}.txt`)));
  expect(read).toEqual([1, 2, 3].map((n) => String(n).repeat(300_000)));
});

it('an archive may have its directory in the larger form', async () => {
  const input = await opening(craftedZip([{ name: 'chat.jsonl', content: CHAT }], { zip64: true }));
  expect(await messagesIn(input)).toHaveLength(1);
});

it('a text is taken without an archive, whatever it is called', async () => {
  expect(await messagesIn(await opening(CHAT, 'holiday.jpg'))).toHaveLength(1);
});

describe('names', () => {
  const named = async (name: Buffer, flags: number, extra?: Buffer): Promise<string[]> => [
    ...(await opening(craftedZip([{ name, flags, content: 'x', ...(extra && { extra }) }]))).entries.keys(),
  ];

  it('are in UTF-8, said or not', async () => {
    expect(await named(Buffer.from('Grüße.txt'), 0x800)).toEqual(['Grüße.txt']);
    expect(await named(Buffer.from('Grüße.txt'), 0)).toEqual(['Grüße.txt']);
  });

  it('have accents with their letters, whoever packed them', async () => {
    expect(await named(Buffer.from('Grüße.txt'.normalize('NFD')), 0x800)).toEqual(['Grüße.txt']);
  });

  it('are in CP437 where they are not in UTF-8, or in UTF-8 beside that', async () => {
    const cp437 = Buffer.from('Gr\x81\xe1e.txt', 'latin1');
    expect(await named(cp437, 0)).toEqual(['Grüße.txt']);
    const utf8 = Buffer.from('Größe.txt');
    const extra = Buffer.alloc(9);
    extra.writeUInt16LE(0x7075, 0);
    extra.writeUInt16LE(5 + utf8.length, 2);
    extra.writeUInt8(1, 4);
    extra.writeUInt32LE(crc32(cp437), 5);
    expect(await named(cp437, 0, Buffer.concat([extra, utf8]))).toEqual(['Größe.txt']);
  });

  it.each([
    ['bytes that are no UTF-8 and said to be', Buffer.from('Gr\xfc\xdfe.txt', 'latin1')],
    ['control characters', Buffer.from('a\0b.txt')],
    ['nothing', Buffer.from('')],
    ['far too much', Buffer.from('a'.repeat(5_000))],
  ])('of %s are refused', async (_, name) => {
    expect(await refused([{ name, content: 'x' }])).toBe('bad-name');
  });

  it.each([
    '../evil.txt',
    'a/../../evil.txt',
    '/etc/passwd',
    'C:\\evil.txt',
    '\\\\host\\share',
    '..\\evil.txt',
    'a/..',
  ])('that lead out are refused: %s', async (name) =>
    expect(await refused([{ name, content: 'x' }])).toBe('unsafe-name'),
  );

  it('that are there twice are refused, in whatever form', async () => {
    expect(await refused([{ name: 'a.txt' }, { name: './a.txt' }])).toBe('twice');
    expect(await refused([{ name: 'ü.txt' }, { name: 'ü.txt'.normalize('NFD') }])).toBe('twice');
  });
});

describe('an archive is refused before anything is unpacked', () => {
  it.each<[string, readonly Crafted[], RefusalCode]>([
    ['a link', [{ name: 'a', content: '/etc/passwd', madeBy: 0x031e, attributes: 0xa1ff0000 }], 'link'],
    ['a device', [{ name: 'a', madeBy: 0x031e, attributes: 0x61ff0000 }], 'link'],
    ['a password', [{ name: 'a', content: 'x', flags: 0x801 }], 'encrypted'],
    ['a password of another kind', [{ name: 'a', content: 'x', flags: 0x841 }], 'encrypted'],
    ['another way of packing', [{ name: 'a', content: 'x', method: 12 }], 'compression'],
    ['a file that grows', [{ name: 'a', content: Buffer.alloc(20_000_000) }], 'bomb'],
    ['a file that would grow', [{ name: 'a', content: Buffer.alloc(50_000), size: 4_000_000_000 }], 'bomb'],
    ['nothing', [], 'empty'],
    ['files upon files', ['a', 'b', 'c'].map((name) => ({ name, content: 'x'.repeat(99), offset: 0 })), 'overlap'],
  ])('for %s', async (_, entries, code) => {
    expect(await refused(entries)).toBe(code);
  });

  it('when only all of its files together are too much', async () => {
    const entries = Array.from({ length: 14 }, (_, n) => ({ name: `${n}`, content: 'x', size: 15_000_000 }));
    expect(await refused(entries)).toBe('bomb');
    const file = path.join(dir, 'large');
    writeFileSync(file, craftedZip([1, 2, 3].map((n) => ({ name: `${n}`, content: 'x'.repeat(400) }))));
    expect(await refusalOf(openArchive(file, 'large.zip', 1_199))).toBe('too-large');
    opened.push(await openArchive(file, 'large.zip', 1_200));
  });

  it('for too many files, said or there', async () => {
    expect(await refused([{ name: 'a' }], { count: 100_001, zip64: true })).toBe('too-many-entries');
  });

  it.each([
    ['cut short', (zip: Buffer) => zip.subarray(0, zip.length - 30)],
    ['without its beginning', (zip: Buffer) => Buffer.concat([zip.subarray(0, 4), zip.subarray(40)])],
    ['with more files promised than there are', () => craftedZip([{ name: 'a' }], { count: 3 })],
    ['with something behind it', (zip: Buffer) => Buffer.concat([zip, Buffer.from('more')])],
  ])('when it is %s', async (_, spoil) => {
    const zip = craftedZip([{ name: 'chat.jsonl', content: CHAT.repeat(50) }]);
    expect(await refusalOf(opening(spoil(zip)).then((input) => contentOf(input, 'chat.jsonl')))).toMatch(/^broken/);
  });

  it('with words for people, in which names do no harm', async () => {
    const error: unknown = await opening(craftedZip([{ name: `../${'x'.repeat(900)}\u202e` }])).catch(
      (e: unknown) => e,
    );
    const { text, said } = (error as HistoryRefused).words;
    expect(text).toMatch(/^A file in the archive would be written outside of its folder: \.\.\/x+…x+\ufffd$/);
    expect(said?.[0]?.code).toBe('history.unsafe-name');
    expect((error as HistoryRefused).text.length).toBeLessThan(250);
  });
});

describe('a file that is not what the archive says of it', () => {
  const reading = async (entry: Partial<Crafted>): Promise<unknown> => {
    const input = await opening(craftedZip([{ name: 'a', content: 'x'.repeat(1_000), ...entry }]));
    return refusalOf(contentOf(input, 'a'));
  };

  it.each([
    ['is larger', { size: 10 }],
    ['is smaller', { size: 20_000 }],
    ['has other bytes', { crc: 1 }],
    ['is not packed at all', { method: 8, content: Buffer.alloc(0), size: 10 }],
  ])('and %s is refused while it is read', async (_, entry) => {
    expect(await reading(entry)).toBe('broken-entry');
  });

  it('leaves the others readable', async () => {
    const input = await opening(
      craftedZip([
        { name: 'a', content: 'x', crc: 1 },
        { name: 'b', content: 'fine' },
      ]),
    );
    expect(await refusalOf(contentOf(input, 'a'))).toBe('broken-entry');
    expect(await contentOf(input, 'b')).toBe('fine');
  });
});

describe('what it is', () => {
  const kind = async (content: Buffer | string): Promise<unknown> => {
    const input = await opening(content);
    const recognised = recognise(input).then(({ format }) => format);
    return (await refusalOf(recognised)) ?? recognised;
  };

  it('is seen by what is in it, in whatever folder and among whatever else', async () => {
    const others = Array.from({ length: 300 }, (_, n) => ({ name: `photos/${n}.jpg`, content: 'picture' }));
    expect(await kind(craftedZip([...others, { name: 'a/b/chat.dat', content: CHAT }]))).toBe('lines');
  });

  it('is not a chat that somebody sent as a file', async () => {
    const sent = { name: 'export/files/sent.jsonl', content: CHAT.replaceAll('"1"', '"sent"') };
    const input = await opening(craftedZip([sent, { name: 'export/chat.jsonl', content: CHAT }]));
    expect((await messagesIn(input)).map(({ chat }) => chat)).toEqual(['1']);
  });

  it.each([
    ['something else', 'a,b,c\n1,2,3\n', 'unknown-format'],
    ['a picture', Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\0', 'latin1'), 'unknown-format'],
    [
      'an archive in an archive',
      craftedZip([{ name: 'x.zip', content: craftedZip([{ name: 'c', content: CHAT }]) }]),
      'nested',
    ],
  ])('is refused when it is %s', async (_, content, code) => {
    expect(await kind(content)).toBe(code);
  });

  it('is refused when it is empty', async () => {
    expect(await refusalOf(opening(''))).toBe('empty');
  });
});

it('nothing stays open, however much of it was read', async () => {
  const content = Array.from({ length: 20_000 }, (_, n) => `${n}`).join(' ');
  const zip = craftedZip([
    { name: 'a', content },
    { name: 'b', content, stored: true },
  ]);
  const file = path.join(dir, 'upload');
  const isOpen = (): boolean =>
    readdirSync('/proc/self/fd').some((fd) => {
      try {
        return readlinkSync(`/proc/self/fd/${fd}`) === file;
      } catch {
        // It was the one of the listing itself.
        return false;
      }
    });
  const input = await opening(zip);
  for (const entry of ['a', 'b', 'a']) {
    for await (const chunk of await input.open(entry)) {
      expect(chunk).toBeDefined();
      break;
    }
    (await input.open(entry)).destroy();
  }
  await input.close();
  if (process.platform === 'linux') await waitFor(() => !isOpen(), { what: 'the archive to be closed' });
});

describe('a text', () => {
  const utf16 = (text: string): Buffer => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);

  it.each([
    ['a mark in front', Buffer.from(`\ufeff${CHAT}`)],
    ['UTF-16', utf16(CHAT)],
    ['UTF-16, the other way round', Buffer.from(utf16(CHAT)).swap16()],
    ['line ends of Windows', Buffer.from(CHAT.replaceAll('\n', '\r\n'))],
  ])('is read with %s', async (_, content) => {
    const [message] = await messagesIn(await opening(content));
    expect(message?.content).toEqual({ type: 'text', text: 'Grüße 👋' });
  });

  it('in Latin-1 is refused, and not read wrong', async () => {
    expect(await refusalOf(opening(Buffer.from(CHAT, 'latin1')).then((input) => messagesIn(input)))).toBe('encoding');
  });
});
