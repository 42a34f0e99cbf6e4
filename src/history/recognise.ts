import { lines } from './lines';
import type { HistoryFormat, HistoryInput, HistoryReader, ReadOptions } from './reader';
import type { HistoryRecord } from './record';
import { HistoryRefused } from './refusal';
import { telegram } from './telegram-export';
import { roughText } from './text-lines';
import { whatsapp } from './whatsapp-export';

/** An export whose kind is known. */
export interface HistoryExport {
  readonly format: HistoryFormat;
  /** As `HistoryReader.read`. */
  read(options: ReadOptions): AsyncIterable<HistoryRecord>;
}

const READERS: readonly HistoryReader[] = [lines, telegram, whatsapp];

/** Of a file's beginning: more than its first message, and one read. */
const HEAD = 65_536;

/**
 * In archives pictures by the thousand stand beside one text, which is at the top or close to it: files are looked into by how
 * deep they are, likely names first, and no more than this many.
 */
const LOOKED_INTO = 200;

/**
 * Finds out by what is in it which kind of export this is.
 * @throws HistoryRefused `unknown-format`, and what opening its files throws
 */
export async function recognise(input: HistoryInput): Promise<HistoryExport> {
  let found: { readonly reader: HistoryReader; readonly entries: string[] } | undefined;
  for (const entry of likely(input)) {
    // What lies deeper is a file of a chat, whatever it looks like.
    if (found !== undefined && depthOf(entry) > depthOf(found.entries[0] ?? '')) break;
    const text = roughText(await headOf(input, entry));
    const reader = READERS.find((each) => each.recognises(text));
    if (reader === undefined) continue;
    found ??= { reader, entries: [] };
    if (reader === found.reader) found.entries.push(entry);
  }
  if (found === undefined) throw new HistoryRefused(whatElse(input));
  const { reader, entries } = found;
  const inOrder = [...input.entries.keys()].filter((entry) => entries.includes(entry));
  return { format: reader.format, read: (options) => reader.read(input, inOrder, options) };
}

/** Names of files that are no texts, whatever they hold: not worth opening. Everything else is looked into. */
const NO_TEXT = /\.(jpe?g|png|gif|webp|tgs|mp4|mov|webm|ogg|oga|opus|mp3|m4a|aac|pdf|docx?|xlsx?|vcf|html?|css|js)$/i;
const LIKELY = /\.(json|jsonl|ndjson|txt)$/i;

function likely({ entries }: HistoryInput): string[] {
  const names = [...entries.keys()].filter((name) => entries.size === 1 || !NO_TEXT.test(name));
  const rank = (name: string): number => depthOf(name) * 2 + (LIKELY.test(name) ? 0 : 1);
  return names.sort((one, other) => rank(one) - rank(other)).slice(0, LOOKED_INTO);
}

function depthOf(entry: string): number {
  return entry.split('/').length;
}

/** What people hand in by mistake, by its names, as there is nothing else that it could be taken for. */
function whatElse({ name: own, entries }: HistoryInput): 'telegram-html' | 'nested' | 'unknown-format' {
  const names = [...entries.keys()];
  if (names.some((name) => /(^|\/)messages\d*\.html$/i.test(name))) return 'telegram-html';
  const isNested = names.some((name) => name !== own && /\.(zip|7z|rar|tar|t?gz)$/i.test(name));
  return isNested ? 'nested' : 'unknown-format';
}

async function headOf(input: HistoryInput, entry: string): Promise<Buffer> {
  const stream = await input.open(entry);
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      length += chunk.length;
      if (length >= HEAD) break;
    }
  } finally {
    stream.destroy();
  }
  return Buffer.concat(chunks);
}
