import { readFileSync } from 'node:fs';
import type { HistoryInput } from '../../src/history/reader';
import { gapsIn, inputOf, messagesIn, readAll } from './from-text';

const ANN = { type: 'chat', id: 'c1', title: 'Ann', address: '4930123456' };
const HELLO = {
  type: 'message',
  chat: 'c1',
  id: 'm1',
  created_at: '2024-05-01T10:00:00Z',
  sender: { type: 'customer', id: 'u1', name: 'Ann', phone: '+49 30 123456' },
  text: 'Hello 👋',
};

function linesInput(...lines: readonly (object | string)[]): HistoryInput {
  const text = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');
  return inputOf({ 'chats.jsonl': text, 'files/a.jpg': 'picture', 'files/b.ogg': 'voice' });
}

it('a chat is told, then what was said in it', async () => {
  expect(await readAll(linesInput(ANN, HELLO))).toEqual([
    { kind: 'chat', chat: 'c1', title: 'Ann', address: '4930123456' },
    {
      kind: 'message',
      chat: 'c1',
      key: 'm1',
      at: Date.parse('2024-05-01T10:00:00Z'),
      author: { key: 'u1', name: 'Ann', phone: '4930123456', side: 'customer' },
      content: { type: 'text', text: 'Hello 👋' },
    },
  ]);
});

it('a message of several things becomes several, with keys of their own', async () => {
  const messages = await messagesIn(
    linesInput(ANN, {
      ...HELLO,
      remote_id: 77,
      attachments: [
        { kind: 'picture', file: 'files/a.jpg', mime_type: 'image/jpeg' },
        { kind: 'hologram', file: './files/gone.bin', name: 'Hologram' },
        { kind: 'voice', duration_s: 3 },
      ],
      reply_to: { id: 'm0', text: 'Hi', sender: { name: 'Bob' } },
    }),
  );
  expect(messages.map(({ key, remoteId, content }) => ({ key, remoteId, content }))).toEqual([
    {
      key: 'm1',
      remoteId: '77',
      content: { type: 'text', text: 'Hello 👋', replyTo: { key: 'm0', text: 'Hi', author: 'Bob' } },
    },
    {
      key: 'm1#2',
      remoteId: '77#2',
      content: {
        type: 'picture',
        file: { entry: 'files/a.jpg', name: 'a.jpg', mimeType: 'image/jpeg', size: 7 },
        album: 'm1',
      },
    },
    {
      key: 'm1#3',
      remoteId: '77#3',
      content: { type: 'file', file: { missing: 'lost', name: 'Hologram' }, album: 'm1' },
    },
    {
      key: 'm1#4',
      remoteId: '77#4',
      content: { type: 'voice', file: { missing: 'not-exported', durationS: 3 }, album: 'm1' },
    },
  ]);
});

it('a text beside one file is its caption', async () => {
  const [message] = await messagesIn(
    linesInput(ANN, { ...HELLO, attachments: [{ kind: 'voice', file: 'files/b.ogg' }] }),
  );
  expect(message?.content).toMatchObject({ type: 'voice', caption: 'Hello 👋', file: { entry: 'files/b.ogg' } });
});

it('places and contacts are what they are', async () => {
  const messages = await messagesIn(
    linesInput(ANN, {
      ...HELLO,
      text: null,
      location: { lat: 52.5, lon: 13.4, title: 'Office' },
      contact_card: { name: 'Carl', phones: ['+49 30 98765'] },
    }),
  );
  expect(messages.map(({ content }) => content)).toEqual([
    { type: 'location', latitude: 52.5, longitude: 13.4, title: 'Office' },
    { type: 'contact', name: 'Carl', phone: '+49 30 98765' },
  ]);
});

it('without ids alike messages of a minute are told apart, and are the same in a longer export', async () => {
  const ok = { ...HELLO, id: undefined, text: 'ok' };
  const short = await messagesIn(linesInput(ANN, ok, ok));
  const long = await messagesIn(linesInput(ANN, ok, ok, { ...ok, created_at: '2024-05-01T10:01:00Z' }, ok));
  expect(new Set(long.map(({ key }) => key)).size).toBe(4);
  expect(long.map(({ key }) => key).slice(0, 2)).toEqual(short.map(({ key }) => key));
});

it('times never fall, and one without an offset is of the clock that was named', async () => {
  const at = (created_at: string): object => ({ ...HELLO, id: created_at, created_at });
  const input = linesInput(
    ANN,
    at('2024-05-01T12:00:00+02:00'),
    at('2024-05-01T09:59:00Z'),
    at('2024-05-01T08:30:00'),
    at('2024-05-01T10:00:00.250-01:00'),
  );
  const times = (await messagesIn(input, { timeZone: 'America/Sao_Paulo' })).map((message) =>
    new Date(message.at).toISOString(),
  );
  expect(times).toEqual([
    '2024-05-01T10:00:00.000Z',
    '2024-05-01T10:00:00.000Z',
    '2024-05-01T11:30:00.000Z',
    '2024-05-01T11:30:00.000Z',
  ]);
});

it('what cannot be taken is a gap with its line, and the rest is taken', async () => {
  const input = linesInput(
    ANN,
    '{"type":"message", broken',
    '',
    { ...HELLO, chat: 'unknown' },
    { ...HELLO, created_at: 'yesterday' },
    { ...HELLO, sender: {} },
    { ...HELLO, text: '' },
    { type: 'chat', id: 'g', title: 'Team', group: true },
    { ...HELLO, chat: 'g' },
    { type: 'sticker-set' },
    `"${'x'.repeat(1_100_000)}"`,
    HELLO,
  );
  expect((await gapsIn(input)).map(({ place, why }) => `${place}: ${why}`)).toEqual([
    'line 2: broken',
    'line 4: no-chat',
    'line 5: broken',
    'line 6: no-author',
    'line 7: broken',
    'line 9: group',
    'line 10: broken',
    'line 11: broken',
  ]);
  expect(await messagesIn(input)).toHaveLength(1);
});

it('whoever starts the import says who is who', async () => {
  const unsaid = (name: string): object => ({ ...HELLO, id: name, sender: { name } });
  const input = linesInput({ ...ANN, address: undefined }, unsaid('Ann'), unsaid('Bob'));
  const options = { people: { business: ['Bob'], customer: { address: '4930777' } } };
  const records = await readAll(input, options);
  expect(records[0]).toMatchObject({ kind: 'chat', address: '4930777' });
  expect((await messagesIn(input, options)).map(({ author }) => author.side)).toEqual(['customer', 'business']);
  expect((await messagesIn(input)).map(({ author }) => author.side)).toEqual([undefined, undefined]);
});

it('text comes as a database takes it', async () => {
  const [message] = await messagesIn(linesInput(ANN, { ...HELLO, text: 'a\0b\ud800c' }));
  expect(message?.content).toEqual({ type: 'text', text: 'ab\ufffdc' });
});

it('the example of the documentation is read whole', async () => {
  const page = readFileSync('docs/history-import.md', 'utf8');
  const [, example = ''] = /```jsonl\n([^`]+)```/.exec(page) ?? [];
  const records = await readAll(inputOf({ 'example.jsonl': example }));
  expect(records.map(({ kind }) => kind)).toEqual(['chat', 'message', 'message']);
  expect(records[2]).toMatchObject({ content: { type: 'file', caption: 'The price list', replyTo: { key: 'm1' } } });
});
