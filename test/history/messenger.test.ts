import { Readable } from 'node:stream';
import { lineOf } from '../../src/activities/imports/messenger-line';
import { messenger } from '../../src/history/messenger';
import { recognise } from '../../src/history/recognise';
import type { HistoryInput, ReadOptions } from '../../src/history/reader';
import type { HistoryRecord } from '../../src/history/record';
import type { PastRecord, PastSaid } from '../../src/messengers/history';
import type { SaidContent } from '../../src/model/content';

const AT = Date.UTC(2025, 3, 1, 9);

function inputOf(text: string): HistoryInput {
  return {
    name: 'Custom webhook',
    entries: new Map([['Custom webhook', { name: 'Custom webhook', size: text.length }]]),
    open: () => Promise.resolve(Readable.from([Buffer.from(text)])),
    close: () => Promise.resolve(),
  };
}

async function readOf(text: string, options: ReadOptions = {}): Promise<readonly HistoryRecord[]> {
  const records: HistoryRecord[] = [];
  for await (const record of messenger.read(inputOf(text), ['Custom webhook'], options)) records.push(record);
  return records;
}

function said(content: SaidContent, more: Partial<PastSaid> = {}): PastSaid {
  const author = { id: 'c1', name: 'Ana' };
  return { kind: 'message', chat: 'c1', remoteId: 'm1', at: AT, by: 'customer', author, content, ...more };
}

const CHAT: PastRecord = { kind: 'chat', chat: 'c1', title: 'Ana' };
const written = (...told: readonly PastRecord[]): string => told.map((each) => JSON.stringify(lineOf(each))).join('\n');

describe('what a messenger told', () => {
  it('is read as it was written down: addresses name chats, its ids name messages, references name files', async () => {
    const file = { reference: 'past:0:m2', name: 'a.png', mimeType: 'image/png', size: 68 };
    const records = await readOf(
      written(
        CHAT,
        said({ type: 'text', text: 'Is it there?' }),
        said(
          {
            type: 'picture',
            file,
            caption: 'This one',
            replyTo: { remoteId: 'm1', text: 'Is it there?' },
            album: 'm2',
          },
          { remoteId: 'm2', at: AT + 1, by: 'business', author: { id: 'olga', name: 'Olga' } },
        ),
      ),
    );
    const [, , picture] = records;
    expect(records).toHaveLength(3);
    expect(records[0]).toEqual({ kind: 'chat', chat: 'c1', title: 'Ana', address: 'c1' });
    expect(records[1]).toMatchObject({ key: 'm1', remoteId: 'm1', at: AT, author: { key: 'c1', side: 'customer' } });
    expect(picture).toMatchObject({
      author: { key: 'olga', name: 'Olga', side: 'business' },
      content: {
        type: 'picture',
        caption: 'This one',
        file: { entry: 'past:0:m2', name: 'a.png', mimeType: 'image/png', size: 68 },
        replyTo: { key: 'm1', remoteId: 'm1', text: 'Is it there?' },
        album: 'm2',
      },
    });
  });

  it('has no id where the messenger has none: it is known by minute, side and words', async () => {
    const [, message] = await readOf(written(CHAT, said({ type: 'text', text: 'Hello' }, { isMadeUp: true })));
    expect(message).toMatchObject({ key: 'm1', author: { side: 'customer' } });
    expect(message).not.toHaveProperty('remoteId');
  });

  it.each<SaidContent>([
    { type: 'location', latitude: 1, longitude: 2, title: 'Shop' },
    { type: 'contact', name: 'Bob', phone: '+4930654321' },
    { type: 'unsupported', what: 'link', caption: 'see' },
  ])('is the same content: $type', async (content) => {
    expect((await readOf(written(CHAT, said(content))))[1]).toMatchObject({ content });
  });

  it('has the words of a button that was pressed, and nothing that belongs to a live message alone', async () => {
    const press = said({ type: 'press', row: 0, column: 1, label: 'Yes', referral: { source: 'ad', id: '1' } });
    const [, record] = await readOf(written(CHAT, press));
    expect(record).toMatchObject({ content: { type: 'text', text: 'Yes' } });
    expect(JSON.stringify(record)).not.toContain('referral');
  });

  it('has what cannot be read as a gap with its place', async () => {
    const text = `${written(CHAT)}\nno line\n{"kind":"message","chat":"c1"}\n${written(said({ type: 'text', text: 'x' }, { chat: 'c2' }))}`;
    expect((await readOf(text)).slice(1)).toEqual([
      { kind: 'gap', place: 'line 2', why: 'broken' },
      { kind: 'gap', place: 'line 3', why: 'broken' },
      { kind: 'gap', place: 'line 4', why: 'no-chat', chat: 'c2' },
    ]);
  });

  it('is never what somebody hands in: that could name files which are none of theirs', async () => {
    await expect(recognise(inputOf(written(CHAT, said({ type: 'text', text: 'x' }))))).rejects.toMatchObject({
      code: 'unknown-format',
    });
  });
});
