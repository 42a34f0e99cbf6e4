import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openHistory } from '../../src/history/open-history';
import { HISTORY_FORMATS } from '../../src/history/reader';
import { recognise } from '../../src/history/recognise';
import { surveyOf, type Survey } from '../../src/history/survey';
import { inputOf } from './from-text';
import { GENERATED_EVERY_MS, GENERATED_FROM, writeExport } from './generated-export';
import { watched } from './heap';

const line = (value: object): string => `${JSON.stringify(value)}\n`;
const said = (id: number, more: object): string =>
  line({
    type: 'message',
    chat: 'c',
    id,
    created_at: '2024-05-01T10:00:00Z',
    sender: { type: 'agent', name: 'Bob' },
    ...more,
  });

it('tells what is in an export, and what cannot be taken with its places', async () => {
  const input = inputOf({
    'chat.jsonl':
      line({ type: 'chat', id: 'c', title: 'Ann', address: '49' }) +
      line({ type: 'chat', id: 'g', title: 'Team', group: true }) +
      line({ type: 'chat', id: 'empty', title: 'Nobody' }) +
      said(1, { text: 'hi', sender: { type: 'customer', id: 'u', name: 'Ann' } }) +
      said(2, { created_at: '2024-05-03T10:00:00Z', attachments: [{ kind: 'picture', file: 'a.jpg' }] }) +
      said(3, { created_at: '2024-05-02T10:00:00Z', attachments: [{ kind: 'picture', file: 'gone.jpg', size: 99 }] }) +
      said(4, { created_at: '2024-05-04T10:00:00Z', attachments: [{ kind: 'voice' }] }) +
      said(5, { text: 'new', sender: { id: 'u', name: 'Ann Smith' }, created_at: '2024-05-05T10:00:00Z' }) +
      said(6, { chat: 'g', text: 'x' }) +
      'broken\n'.repeat(25),
    'a.jpg': 'picture',
  });
  const survey = await surveyOf((await recognise(input)).read({}));
  expect(survey).toMatchObject({
    messages: 5,
    oldest: Date.parse('2024-05-01T10:00:00Z'),
    newest: Date.parse('2024-05-05T10:00:00Z'),
    types: { text: 2, picture: 2, voice: 1, video: 0, unsupported: 0 },
    media: { picture: { files: 2, bytes: 7, missing: 1 }, voice: { files: 1, bytes: 0, missing: 1 } },
    bytes: 7,
    missing: { lost: 1, 'not-exported': 1, 'too-large': 0 },
    groups: ['Team'],
    chats: [
      { chat: 'c', title: 'Ann', address: '49', messages: 5, customer: { key: 'u', name: 'Ann' } },
      { chat: 'empty', messages: 0 },
    ],
    people: [
      { key: 'u', name: 'Ann Smith', side: 'customer', messages: 2 },
      { key: 'Bob', name: 'Bob', side: 'business', messages: 3 },
    ],
    gaps: { group: { count: 1, places: ['line 9'] }, broken: { count: 25 } },
  });
  expect(survey.gaps.broken?.places).toHaveLength(20);
  expect(Object.keys(survey.gaps)).toEqual(['broken', 'group']);
});

it.each(HISTORY_FORMATS)('counts every message of a larger export: %s', async (format) => {
  const [messages, chats] = [3_000, format === 'whatsapp' ? 1 : 3];
  const file = path.join(tmpdir(), `courier-generated-${process.pid}-${format}`);
  await writeExport(file, { format, messages, chats });
  const input = await openHistory(file, 'export');
  try {
    const survey: Survey = await surveyOf((await recognise(input)).read({ people: { business: ['Shop'] } }));
    expect(survey).toMatchObject({
      messages,
      oldest: GENERATED_FROM,
      newest: GENERATED_FROM + (messages - 1) * GENERATED_EVERY_MS,
      types: { text: messages },
      gaps: {},
    });
    expect(survey.chats.map((chat) => chat.messages)).toEqual(Array.from({ length: chats }, () => messages / chats));
  } finally {
    await input.close();
    rmSync(file);
  }
});

it('has no more in memory at the end than at the beginning', async () => {
  const file = path.join(tmpdir(), `courier-generated-${process.pid}-heap`);
  await writeExport(file, { format: 'telegram', messages: 16_000 });
  const input = await openHistory(file, 'export');
  try {
    const heaps: number[] = [];
    const survey = await surveyOf(watched((await recognise(input)).read({}), 4_000, heaps));
    expect(survey.messages).toBe(16_000);
    // Twelve thousand messages kept would be more than twice of this.
    expect((heaps.at(-1) ?? 0) - (heaps[0] ?? 0)).toBeLessThan(4 * 1024 ** 2);
  } finally {
    await input.close();
    rmSync(file);
  }
});
