import { Readable } from 'node:stream';
import type { HistoryInput, ReadOptions } from '../../src/history/reader';
import { recognise } from '../../src/history/recognise';
import type { HistoryGap, HistoryMessage, HistoryRecord } from '../../src/history/record';

/** An input that is in memory: what an archive would have in it. */
export function inputOf(files: Readonly<Record<string, string | Buffer>>, name = 'export.zip'): HistoryInput {
  const contents = new Map(Object.entries(files).map(([entry, content]) => [entry, Buffer.from(content as string)]));
  return {
    name,
    entries: new Map([...contents].map(([entry, content]) => [entry, { name: entry, size: content.length }])),
    open: (entry) => Promise.resolve(Readable.from(inPieces(contents.get(entry) ?? Buffer.alloc(0)))),
    close: () => Promise.resolve(),
  };
}

/** Small and odd pieces, so that letters and lines are cut in two. */
function* inPieces(content: Buffer, size = 997): Generator<Buffer> {
  for (let from = 0; from < content.length; from += size) yield content.subarray(from, from + size);
}

export async function readAll(input: HistoryInput, options: ReadOptions = {}): Promise<HistoryRecord[]> {
  const records: HistoryRecord[] = [];
  for await (const record of (await recognise(input)).read(options)) records.push(record);
  return records;
}

export async function messagesIn(input: HistoryInput, options?: ReadOptions): Promise<HistoryMessage[]> {
  return (await readAll(input, options)).filter((record) => record.kind === 'message');
}

export async function gapsIn(input: HistoryInput, options?: ReadOptions): Promise<HistoryGap[]> {
  return (await readAll(input, options)).filter((record) => record.kind === 'gap');
}
