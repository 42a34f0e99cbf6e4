import fc from 'fast-check';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openHistory } from '../../src/history/open-history';
import type { HistoryInput, ReadOptions } from '../../src/history/reader';
import { HistoryRefused } from '../../src/history/refusal';
import { craftedZip } from './crafted-zip';
import { inputOf, readAll } from './from-text';

interface Spoken {
  readonly byCustomer: boolean;
  /** Seconds since the one before. */
  readonly later: number;
  readonly text: string;
}

/** Words of any letters there are, over several lines. */
const text = fc
  .array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 8 })
  .map((words) =>
    words
      .join(' ')
      .replaceAll(/\p{C}|\p{Z}/gu, ' ')
      .trim(),
  )
  .map((line) => line.replaceAll(/ {2,}/g, '\n'))
  // What is no text to WhatsApp, and what it begins a message with.
  .filter((line) => line !== '' && !/[<>()[\]:]|\d/.test(line));
const chat = fc.array(fc.record({ byCustomer: fc.boolean(), later: fc.nat(90_000), text }), {
  minLength: 1,
  maxLength: 20,
});

/** 13 May, so that the order of day and month is told by the first date. */
const FROM = Date.UTC(2024, 4, 13, 9, 59, 58);

interface Dated extends Spoken {
  readonly at: number;
  readonly date: Date;
}

function dated(spoken: readonly Spoken[]): Dated[] {
  let at = FROM;
  return spoken.map((each) => {
    at += each.later * 1_000;
    return { ...each, at, date: new Date(at) };
  });
}

const two = (value: number): string => String(value).padStart(2, '0');
const who = ({ byCustomer }: Spoken): string => (byCustomer ? 'Ann' : 'Shop');

interface Form {
  readonly render: (messages: readonly Dated[]) => HistoryInput;
  /** Some have no seconds. */
  readonly precisionMs: number;
}

function whatsapp(precisionMs: number, header: (date: Date) => string, ends = '\n'): Form {
  const render = (messages: readonly Dated[]): HistoryInput => {
    const lines = messages.map((message) =>
      `${header(message.date)}${who(message)}: ${message.text}`.replaceAll('\n', ends),
    );
    return inputOf({ 'WhatsApp Chat with Ann.txt': lines.join(ends) });
  };
  return { render, precisionMs };
}

const [day, month, year] = [
  (date: Date) => two(date.getUTCDate()),
  (date: Date) => two(date.getUTCMonth() + 1),
  (date: Date) => date.getUTCFullYear(),
];
const time = (date: Date): string => date.toISOString().slice(11, 19);
const half = (date: Date): string => (date.getUTCHours() < 12 ? 'AM' : 'PM');
const ofTwelve = (date: Date): string => `${date.getUTCHours() % 12 || 12}:${two(date.getUTCMinutes())}`;
const arabic = (digits: string): string => digits.replace(/\d/g, (digit) => String.fromCharCode(0x660 + Number(digit)));

const FORMS: Readonly<Record<string, Form>> = {
  'JSON Lines': {
    precisionMs: 1,
    render: (messages) =>
      inputOf({
        x: [{ type: 'chat', id: 1, title: 'Ann' }]
          .concat(
            messages.map((message, id) => ({
              type: 'message',
              chat: 1,
              id,
              title: '',
              created_at: message.date.toISOString(),
              sender: { type: message.byCustomer ? 'customer' : 'agent', name: who(message) },
              text: message.text,
            })),
          )
          .map((line) => JSON.stringify(line))
          .join('\n'),
      }),
  },
  'a chat of Telegram': {
    precisionMs: 1_000,
    render: (messages) => {
      const list = messages.map((message, id) => ({
        id,
        type: 'message',
        date_unixtime: String(message.at / 1_000),
        from: who(message),
        from_id: message.byCustomer ? 'user1' : 'user2',
        text: id % 2 === 0 ? message.text : [message.text.slice(0, 3), { type: 'bold', text: message.text.slice(3) }],
      }));
      return inputOf({
        x: JSON.stringify({ name: 'Ann', type: 'personal_chat', id: 1, messages: list }, undefined, 1),
      });
    },
  },
  'WhatsApp of an iPhone': whatsapp(
    1_000,
    (date) => `[${day(date)}/${month(date)}/${year(date)}, ${time(date)}] `,
    '\r\n',
  ),
  'WhatsApp of a German iPhone': whatsapp(1_000, (date) => `[${day(date)}.${month(date)}.24, ${time(date)}] `),
  'WhatsApp of an American Android': whatsapp(
    60_000,
    (date) => `${Number(month(date))}/${Number(day(date))}/24, ${ofTwelve(date)}\u202f${half(date)} - `,
  ),
  'WhatsApp of a Brazilian Android': whatsapp(
    60_000,
    (date) => `${day(date)}/${month(date)}/${year(date)} ${time(date).slice(0, 5)} - `,
  ),
  'WhatsApp of an Arabic Android': whatsapp(60_000, (date) =>
    arabic(`${day(date)}/${month(date)}/${year(date)}، ${ofTwelve(date)} ${half(date) === 'AM' ? 'ص' : 'م'} - `),
  ),
};

it.each(Object.entries(FORMS))('any chat reads the same from %s', async (_, form) => {
  await fc.assert(
    fc.asyncProperty(chat, async (spoken) => {
      const messages = dated([{ byCustomer: false, later: 0, text: 'The first one' }, ...spoken]);
      const records = await readAll(form.render(messages), { people: { business: ['Shop', 'user2'] } });
      expect(
        records
          .slice(1)
          .map((record) => (record.kind === 'message' ? [record.at, record.author.side, record.content] : record)),
      ).toEqual(
        messages.map(({ at, byCustomer, text: said }) => [
          Math.floor(at / form.precisionMs) * form.precisionMs,
          byCustomer ? 'customer' : 'business',
          { type: 'text', text: said },
        ]),
      );
      const keys = records.slice(1).map((record) => (record.kind === 'message' ? record.key : ''));
      expect(new Set(keys).size).toBe(messages.length);
    }),
    { numRuns: 60 },
  );
});

describe('whatever the bytes are, they are records, gaps or a refusal', () => {
  let file: string;
  beforeAll(() => void (file = path.join(mkdtempSync(path.join(tmpdir(), 'courier-any-')), 'upload')));
  afterAll(() => rmSync(path.dirname(file), { recursive: true }));

  async function isTaken(bytes: Uint8Array, options: ReadOptions = { dateOrder: 'day-first' }): Promise<void> {
    writeFileSync(file, bytes);
    try {
      const input = await openHistory(file, 'export');
      try {
        for (const record of await readAll(input, options)) expect(['chat', 'message', 'gap']).toContain(record.kind);
      } finally {
        await input.close();
      }
    } catch (error) {
      if (!(error instanceof HistoryRefused)) throw error;
    }
  }

  const SEEDS = [
    ...Object.values(FORMS).map(({ render }) => render(dated([{ byCustomer: true, later: 1, text: 'Hello' }]))),
  ];
  const seeds = async (): Promise<Buffer[]> =>
    Promise.all(
      SEEDS.map(async (input) => Buffer.concat(await (await input.open([...input.entries.keys()][0] ?? '')).toArray())),
    );

  it('random ones', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), (bytes) => isTaken(bytes)),
      { numRuns: 150 },
    );
  });

  it('an export with something in it changed', async () => {
    const texts = await seeds();
    const change = fc.record({
      of: fc.nat(texts.length - 1),
      at: fc.nat(400),
      by: fc.uint8Array({ maxLength: 6 }),
      cut: fc.nat(8),
    });
    await fc.assert(
      fc.asyncProperty(change, ({ of, at, by, cut }) => {
        const whole = texts[of] ?? Buffer.alloc(0);
        return isTaken(Buffer.concat([whole.subarray(0, at), by, whole.subarray(at + cut)]));
      }),
      { numRuns: 300 },
    );
  });

  it('an archive with something in it changed', async () => {
    const texts = await seeds();
    const zip = craftedZip(texts.map((content, index) => ({ name: `${index}.txt`, content })));
    const changes = fc.array(fc.record({ at: fc.nat(zip.length - 1), to: fc.nat(255) }), {
      minLength: 1,
      maxLength: 4,
    });
    await fc.assert(
      fc.asyncProperty(changes, (all) => {
        const changed = Buffer.from(zip);
        for (const { at, to } of all) changed[at] = to;
        return isTaken(changed);
      }),
      { numRuns: 300 },
    );
  });
});
