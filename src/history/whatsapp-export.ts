import { readPhone } from '../model/phone';
import { createClock } from './local-time';
import { createKeyMaker } from './message-key';
import type { DateOrder, HistoryInput, HistoryReader, ReadOptions } from './reader';
import type { GapReason, HistoryAuthor, HistoryRecord } from './record';
import { settled } from './settled';
import { linesOf, LINE_MOST } from './text-lines';
import { contactOf } from './vcard';
import { understood } from './whatsapp-content';
import { DateOrders, wallTimeOf } from './whatsapp-dates';
import { headerOf, type Header } from './whatsapp-header';
import { comparable, titleOf } from './whatsapp-title';
import { GROUP_NOTICE } from './whatsapp-words';

/**
 * “Export chat” of WhatsApp, of iPhones and of Android, in the language and with the dates of the phone. A file is read twice: what
 * order its dates have, and whether it is a group, nobody knows before its end.
 */
export const whatsapp: HistoryReader = {
  format: 'whatsapp',
  recognises: (head) => head.split('\n', LINES_LOOKED_AT).some((line) => headerOf(line) !== undefined),
  read: (input, entries, options) => settled(readAll(input, entries, options), options),
};

const LINES_LOOKED_AT = 50;

async function* readAll(
  input: HistoryInput,
  entries: readonly string[],
  options: ReadOptions,
): AsyncGenerator<HistoryRecord, void, undefined> {
  const clock = createClock(options.timeZone);
  const told = new Set<string>();
  for (const entry of entries) {
    const known = await looked(input, entry, options);
    const title = titleOf(entry, input.name);
    const chat = title === '' || told.has(title) ? entry : title;
    told.add(chat);
    const address = readPhone(title);
    yield {
      kind: 'chat',
      chat,
      title,
      ...(address === undefined ? {} : { address }),
      ...(known.isGroup ? { isGroup: true } : {}),
    };
    yield* messagesIn(input, entry, {
      ...known,
      chat,
      clock,
      customer: customerOf(title, known.authors),
      prefix: entries.length > 1 ? `${entry}, ` : '',
    });
  }
}

/** What the whole of a file tells. */
interface Known {
  readonly order: DateOrder;
  readonly form: Header['form'] | undefined;
  readonly authors: ReadonlySet<string>;
  readonly isGroup: boolean;
}

/** More names than this are a group for certain. */
const AUTHORS_MOST = 100;

/** @throws HistoryRefused as `DateOrders.decide` */
async function looked(input: HistoryInput, entry: string, { dateOrder, people = {} }: ReadOptions): Promise<Known> {
  const orders = new DateOrders();
  const authors = new Set<string>();
  let form: Header['form'] | undefined;
  let hasGroupNotice = false;
  for await (const { text } of linesOf(await input.open(entry))) {
    const header = text === undefined ? undefined : headerOf(text);
    if (header === undefined) continue;
    form ??= header.form;
    if (form !== header.form) continue;
    orders.see(header);
    const { author, said } = splitRest(header.rest);
    if (author === undefined || said.startsWith('\u200e')) hasGroupNotice ||= GROUP_NOTICE.test(header.rest);
    // On iPhones notices have an author, the group itself.
    if (author !== undefined && !said.startsWith('\u200e') && authors.size < AUTHORS_MOST) authors.add(author);
  }
  const others = [...authors].filter((author) => people.business?.includes(author) !== true);
  const most = others.length < authors.size ? 1 : 2;
  return { order: orders.decide(dateOrder), form, authors, isGroup: hasGroupNotice || others.length > most };
}

/** Who of those who wrote it is with. @returns undefined where the names do not tell */
function customerOf(title: string, authors: ReadonlySet<string>): ((author: string) => boolean) | undefined {
  const wanted = comparable(title);
  const named = [...authors].find((author) => wanted !== '' && comparable(author) === wanted);
  if (named !== undefined) return (author) => author === named;
  // Only one of them wrote, and it is the other one.
  if (wanted !== '' && authors.size <= 1) return () => false;
  // Of the two one is not in the phone's contacts.
  const [phone, second] = [...authors].filter((author) => readPhone(author) !== undefined);
  return phone !== undefined && second === undefined && authors.size === 2 ? (author) => author === phone : undefined;
}

interface Reading extends Known {
  readonly chat: string;
  readonly clock: (digits: number) => number;
  readonly customer: ((author: string) => boolean) | undefined;
  readonly prefix: string;
}

interface Begun {
  readonly header: Header;
  readonly line: number;
  text: string;
}

async function* messagesIn(
  input: HistoryInput,
  entry: string,
  reading: Reading,
): AsyncGenerator<HistoryRecord, void, undefined> {
  const keyOf = createKeyMaker();
  const gap = (line: number, why: GapReason): HistoryRecord => ({
    kind: 'gap',
    chat: reading.chat,
    place: `${reading.prefix}line ${String(line)}`,
    why,
  });
  const finished = ({ header, line, text }: Begun): HistoryRecord => {
    if (reading.isGroup) return gap(line, 'group');
    if (text.length > LINE_MOST) return gap(line, 'broken');
    const { author, said } = splitRest(text);
    if (author === undefined) return gap(line, 'service');
    const digits = wallTimeOf(header, reading.order);
    if (digits === undefined) return gap(line, 'no-date');
    const what = understood(said, { input, entry, form: header.form });
    if ('gap' in what) return gap(line, what.gap);
    const key = keyOf({ at: digits, author, text: what.words });
    const at = reading.clock(digits);
    return { kind: 'message', chat: reading.chat, key, at, author: authorOf(author, reading), content: what.content };
  };

  let begun: Begun | undefined;
  for await (const { number, text } of linesOf(await input.open(entry))) {
    const header = text === undefined ? undefined : headerOf(text);
    if (header !== undefined && header.form === reading.form) {
      if (begun !== undefined) yield await withContact(finished(begun), input);
      begun = { header, line: number, text: header.rest };
    } else if (text === undefined) {
      yield gap(number, 'broken');
    } else if (begun === undefined) {
      if (text.trim() !== '') yield gap(number, 'broken');
    } else if (begun.text.length <= LINE_MOST) begun.text += `\n${text}`;
  }
  if (begun !== undefined) yield await withContact(finished(begun), input);
}

async function withContact(record: HistoryRecord, input: HistoryInput): Promise<HistoryRecord> {
  if (record.kind !== 'message' || record.content.type !== 'file') return record;
  return { ...record, content: await contactOf(record.content, input) };
}

function authorOf(name: string, { customer }: Reading): HistoryAuthor {
  const phone = readPhone(name);
  return {
    key: name,
    name: phone === undefined ? name : '',
    ...(phone === undefined ? {} : { phone }),
    ...(customer === undefined ? {} : { side: customer(name) ? 'customer' : 'business' }),
  };
}

/** Longer than names may be; a colon behind so much is one of a notice. */
const NAME_MOST = 100;

function splitRest(rest: string): { readonly author?: string; readonly said: string } {
  const [, before, said = ''] = /^([^\n:]{1,200}?):(?:[ \u00a0]|(?=\n)|$)([^]*)$/.exec(rest) ?? [];
  const author = before
    ?.replaceAll(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .replaceAll(/[\u00a0\u202f]/g, ' ')
    .replace(/^~\s?/, '')
    .trim();
  // Names are not quoted; what notices name is.
  if (author === undefined || author === '' || author.length > NAME_MOST || /["“”«»]/.test(author))
    return { said: rest };
  return { author, said };
}
