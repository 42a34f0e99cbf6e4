import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { Busboy } from '@fastify/busboy';
import type { SandboxFile, SandboxFiles } from './files/sandbox-files';

export interface Form {
  readonly fields: ReadonlyMap<string, string>;
  readonly uploads: ReadonlyMap<string, SandboxFile>;
}

/** What a part is, from what was said of it and what it is called. */
export type TypeOf = (said: string | undefined, name: string | undefined) => string;

/** Fields have room for less than a megabyte; what is larger goes as a file. */
const FIELD_BYTES = 1024 * 1024;
const MOST_PARTS = 200;

type Parser = InstanceType<typeof Busboy>;
type Part = readonly [name: string, file: SandboxFile];

/** How the reading of a form goes. */
interface Progress {
  unreadable: boolean;
  /** The store failed, which is no fault of the form. */
  fault: Error | undefined;
}

/**
 * Reads a multipart form; its files go to the store as they come, none is ever held whole. Of a form that cannot be read
 * or has more bytes than `limit`, nothing is kept.
 *
 * @throws Error when the client leaves
 */
export async function readForm(
  req: IncomingMessage,
  files: SandboxFiles,
  limit: number,
  typeOf: TypeOf,
): Promise<Form | 'unreadable' | 'too large'> {
  const parser = parserFor(req);
  if (!parser) return 'unreadable';
  const progress: Progress = { unreadable: false, fault: undefined };
  const fields = readFields(parser, progress);
  const { parts, giveUp } = keepFiles(parser, files, typeOf, progress);
  try {
    const size = await pour(req, parser, limit, progress);
    if (progress.fault) throw progress.fault;
    if (size <= limit && !progress.unreadable) return { fields, uploads: await byName(parts, files) };
    await giveUp();
    return size > limit ? 'too large' : 'unreadable';
  } catch (error) {
    await giveUp();
    if (progress.fault) throw progress.fault;
    if (progress.unreadable) return 'unreadable';
    throw error;
  }
}

function readFields(parser: Parser, progress: Progress): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  const spoil = (): void => void (progress.unreadable = true);
  parser.on('error', spoil);
  parser.on('partsLimit', spoil);
  parser.on('field', (name, value, nameCut, valueCut) => {
    if (nameCut || valueCut) spoil();
    fields.set(name, value);
  });
  return fields;
}

function keepFiles(parser: Parser, files: SandboxFiles, typeOf: TypeOf, progress: Progress) {
  const parts: Promise<Part>[] = [];
  const open = new Set<Readable>();
  parser.on('file', (name, stream, fileName, _encoding, said) => {
    open.add(stream);
    const about = { name: path.basename(fileName || 'file'), mimeType: typeOf(said, fileName) };
    const part = files.add(stream, about).then((file): Part => [name, file]);
    part.then(
      () => open.delete(stream),
      (error: unknown) => {
        open.delete(stream);
        const failure = error instanceof Error ? error : new Error(String(error));
        // Errors of the disk have a code; a part that ends too early has none.
        if ('code' in failure) progress.fault ??= failure;
        parser.destroy(failure);
      },
    );
    parts.push(part);
  });
  const giveUp = async (): Promise<void> => {
    for (const stream of open) {
      open.delete(stream);
      stream.destroy(new Error('The form was given up'));
    }
    for (const part of await Promise.allSettled(parts)) {
      if (part.status === 'fulfilled') await files.remove(part.value[1].id);
    }
  };
  return { parts, giveUp };
}

/** Of two parts of the same name the later one counts. */
async function byName(parts: readonly Promise<Part>[], files: SandboxFiles): Promise<ReadonlyMap<string, SandboxFile>> {
  const uploads = new Map<string, SandboxFile>();
  for (const [name, file] of await Promise.all(parts)) {
    const earlier = uploads.get(name);
    if (earlier) await files.remove(earlier.id);
    uploads.set(name, file);
  }
  return uploads;
}

function parserFor({ headers }: IncomingMessage): Parser | undefined {
  try {
    return new Busboy({
      headers: { ...headers, 'content-type': headers['content-type'] ?? '' },
      limits: { fieldSize: FIELD_BYTES, parts: MOST_PARTS },
    });
  } catch {
    // A form without a boundary.
    return undefined;
  }
}

/** Gives how much came: more than `limit` when it stopped for that. */
async function pour(req: IncomingMessage, parser: Parser, limit: number, progress: Progress): Promise<number> {
  let size = 0;
  for await (const chunk of req.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit || progress.unreadable) break;
    if (!parser.write(chunk) && !isSpoiled(progress)) await once(parser, 'drain');
  }
  if (size > limit || progress.unreadable) return size;
  const finished = once(parser, 'finish');
  parser.end();
  await finished;
  return size;
}

/** Writing may have shown it. */
function isSpoiled({ unreadable }: Progress): boolean {
  return unreadable;
}
