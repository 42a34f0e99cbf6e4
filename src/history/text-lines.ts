import type { Readable } from 'node:stream';
import { HistoryRefused } from './refusal';

/** Longer than any message may be, with room for what surrounds it; no more than this of a line is ever held. */
export const LINE_MOST = 1_048_576;

/** Looked at to tell the encoding: enough for accents to show up in, and one read of a file. */
const HEAD = 65_536;

export interface TextLine {
  /** From 1, as editors count. */
  readonly number: number;
  /** Left out: longer than `LINE_MOST`, or bytes that are no text. */
  readonly text?: string;
}

/**
 * A text by its lines, without their ends (LF or CRLF). UTF-8, with a mark or without; UTF-16 with one.
 * @throws HistoryRefused `encoding` where its beginning is in another encoding, `empty` where there is not a byte
 */
export async function* linesOf(bytes: Readable): AsyncGenerator<TextLine, void, undefined> {
  let number = 0;
  for await (const line of byteLines(asUtf8(bytes))) {
    number += 1;
    const text = line === undefined ? undefined : decoded(line);
    yield text === undefined ? { number } : { number, text };
  }
}

/** The text's bytes in UTF-8 and without a mark, whatever they were in. The stream is ended with whoever reads it. */
export async function* asUtf8(bytes: Readable): AsyncGenerator<Buffer, void, undefined> {
  const chunks = bytes[Symbol.asyncIterator]() as AsyncIterator<Buffer, undefined>;
  try {
    let head = Buffer.alloc(0);
    let next = await chunks.next();
    while (next.done !== true && head.length < HEAD) {
      head = Buffer.concat([head, next.value]);
      next = await chunks.next();
    }
    if (head.length === 0) throw new HistoryRefused('empty');
    const encoding = encodingOf(head, next.done === true);
    const decoder = encoding === 'utf-8' ? undefined : new TextDecoder(encoding);
    const utf8 = (chunk: Buffer): Buffer =>
      decoder === undefined ? chunk : Buffer.from(decoder.decode(chunk, { stream: true }), 'utf8');
    yield decoder === undefined && startsWith(head, UTF_8_MARK) ? head.subarray(UTF_8_MARK.length) : utf8(head);
    for (; next.done !== true; next = await chunks.next()) yield utf8(next.value);
  } finally {
    bytes.destroy();
  }
}

/** Text to recognise something by, of bytes that may be no text at all: what is no letter is a replacement for one. */
export function roughText(head: Buffer): string {
  const encoding = startsWith(head, [0xff, 0xfe]) ? 'utf-16le' : startsWith(head, [0xfe, 0xff]) ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding).decode(head);
}

const UTF_8_MARK = [0xef, 0xbb, 0xbf];

/** @throws HistoryRefused */
function encodingOf(head: Buffer, whole: boolean): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (startsWith(head, [0xff, 0xfe])) return 'utf-16le';
  if (startsWith(head, [0xfe, 0xff])) return 'utf-16be';
  // Half of the bytes of a plain text in UTF-16 are NUL, which no text in UTF-8 has.
  if (head.includes(0)) throw new HistoryRefused('encoding');
  try {
    // A letter may be cut in two where the head ends, and only there.
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: !whole });
  } catch {
    throw new HistoryRefused('encoding');
  }
  return 'utf-8';
}

function startsWith(bytes: Buffer, mark: readonly number[]): boolean {
  return mark.every((byte, index) => bytes[index] === byte);
}

const LF = 0x0a;
const CR = 0x0d;

/** @yields undefined for a line that is too long */
async function* byteLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer | undefined, void, undefined> {
  let pieces: Buffer[] = [];
  let length = 0;
  const take = (piece: Buffer): void => {
    length += piece.length;
    if (length <= LINE_MOST) pieces.push(piece);
    else pieces = [];
  };
  const line = (): Buffer | undefined => {
    const whole = length > LINE_MOST ? undefined : pieces.length === 1 ? pieces[0] : Buffer.concat(pieces);
    pieces = [];
    length = 0;
    return whole?.at(-1) === CR ? whole.subarray(0, -1) : whole;
  };
  for await (const chunk of chunks) {
    let from = 0;
    for (let end = chunk.indexOf(LF); end >= 0; end = chunk.indexOf(LF, from)) {
      take(chunk.subarray(from, end));
      from = end + 1;
      yield line();
    }
    if (from < chunk.length) take(chunk.subarray(from));
  }
  if (length > 0) yield line();
}

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function decoded(line: Buffer): string | undefined {
  try {
    return strict.decode(line);
  } catch {
    return undefined;
  }
}
