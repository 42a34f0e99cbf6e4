import { request as requestPlainly, type IncomingMessage } from 'node:http';
import { request as requestSecurely } from 'node:https';
import path from 'node:path';
import type { Core } from '../core';
import type { SandboxFile } from '../files/sandbox-files';
import { endingOf, mayVisit } from './addresses';
import { badData, ViberError } from './answers';
import type { Wanted } from './message-fields';

const TIMEOUT_MS = 20_000;
const MOST_REDIRECTS = 3;

/** What a kind may weigh, in kB (viber.md §7). */
const MOST_KB = { picture: 1000, video: 26_000, file: 50_000, thumbnail: 100 } as const satisfies Record<
  Wanted['kind'],
  number
>;

const TYPES: Readonly<Record<string, string>> = {
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  gif: 'image/gif',
  mp4: 'video/mp4',
};

export interface For {
  readonly chat: string;
}

/**
 * Viber asks the address what is there (HEAD) and fetches it (GET); a type or a length that is not right is a refusal with 3
 * (viber.md §7). Every request is in the journal.
 */
export async function fetchMedia(core: Core, wanted: Wanted, on: For): Promise<SandboxFile> {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const most = mostBytes(core, wanted.kind);
  const head = await ask(core, 'HEAD', wanted, { on, signal });
  const length = checkHead(head, wanted, most);
  const got = await ask(core, 'GET', { ...wanted, url: head.url }, { on, signal });
  const file = got.file;
  const refuse = (reason: string): never => {
    void core.files.remove(file.id);
    throw refused(wanted, reason);
  };
  if (file.size > most) refuse(`larger than ${String(most)} bytes`);
  if (file.size !== length) refuse('another length than its Content-Length');
  if (file.size === 0) refuse('empty');
  const isOther = wanted.size !== undefined && wanted.size !== file.size;
  if (isOther && core.assumptions.is('viber-size-exact', 'refuse-3')) refuse('size is not that of the file');
  return file;
}

/** A kB by its reading; a MB is its square. */
function mostBytes(core: Core, kind: Wanted['kind']): number {
  const kilobyte = core.assumptions.number('viber-kilobyte');
  const kilobytes = MOST_KB[kind];
  return kilobytes >= 1000 ? (kilobytes / 1000) * kilobyte * kilobyte : kilobytes * kilobyte;
}

/** Its length, when all that is said of it is right. */
function checkHead({ type, length }: Head, wanted: Wanted, most: number): number {
  const expected = wanted.kind === 'file' ? undefined : TYPES[endingOf(new URL(wanted.url).pathname)];
  if (type === undefined) throw refused(wanted, 'no Content-Type');
  if (expected !== undefined && type !== expected) throw refused(wanted, `Content-Type is not ${expected}`);
  if (length === undefined) throw refused(wanted, 'no Content-Length');
  if (length > most) throw refused(wanted, `larger than ${String(most)} bytes`);
  return length;
}

interface Head {
  /** Where it was in the end. */
  readonly url: string;
  readonly type: string | undefined;
  readonly length: number | undefined;
}

interface Asking {
  readonly on: For;
  readonly signal: AbortSignal;
}

function ask(core: Core, method: 'HEAD', wanted: Wanted, asking: Asking): Promise<Head>;
function ask(core: Core, method: 'GET', wanted: Wanted, asking: Asking): Promise<{ readonly file: SandboxFile }>;
async function ask(core: Core, method: 'HEAD' | 'GET', wanted: Wanted, asking: Asking) {
  let { url } = wanted;
  for (let hop = 0; hop <= MOST_REDIRECTS; hop += 1) {
    const got = await askOnce(core, method, { ...wanted, url }, asking);
    if (!('location' in got)) return got;
    url = got.location;
  }
  throw refused(wanted, 'too many redirects');
}

async function askOnce(core: Core, method: 'HEAD' | 'GET', wanted: Wanted, { on, signal }: Asking) {
  const { url } = wanted;
  const entry = core.journal.open({
    side: 'viber',
    direction: 'out',
    operation: 'media-fetch',
    method,
    path: new URL(url).pathname,
    request: { url },
    chat: on.chat,
  });
  try {
    const response = await visit(url, method, signal);
    const { statusCode = 0 } = response;
    entry.status = statusCode;
    const location = redirectOf(core, response, url);
    if (statusCode !== 200 || method === 'HEAD') {
      response.destroy();
      if (location !== undefined) return { location };
      if (statusCode !== 200) throw refused(wanted, `answered ${String(statusCode)}`);
      return { url, ...headersOf(response) };
    }
    const { type = 'application/octet-stream' } = headersOf(response);
    const name = wanted.name ?? nameIn(url);
    const most = mostBytes(core, wanted.kind);
    const file = await core.files.add(within(response, most), { name, mimeType: type });
    entry.stored = true;
    entry.answer = { id: file.id, mimeType: type, size: file.size };
    return { file };
  } catch (error) {
    const refusal = error instanceof ViberError ? error : refused(wanted, 'cannot be fetched');
    entry.answer = refusal.message;
    throw refusal;
  } finally {
    entry.endedAt = core.clock.now();
  }
}

/** Each time by a connection of its own; the answer begins, its body is still to come. */
function visit(url: string, method: 'HEAD' | 'GET', signal: AbortSignal): Promise<IncomingMessage> {
  const request = url.startsWith('https:') ? requestSecurely : requestPlainly;
  return new Promise((resolve, reject) => {
    request(url, { method, signal, agent: false }, resolve).on('error', reject).end();
  });
}

/** No more than one byte above what is allowed, which is enough to see that it is too much. */
async function* within(body: AsyncIterable<Buffer>, most: number): AsyncGenerator<Buffer> {
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    yield chunk.subarray(0, Math.max(0, chunk.length - Math.max(0, size - most - 1)));
    if (size > most) return;
  }
}

function headersOf({ headers }: IncomingMessage): Omit<Head, 'url'> {
  const { 'content-type': type, 'content-length': length } = headers;
  return {
    type: typeof type === 'string' ? type.split(';')[0]?.trim().toLowerCase() : undefined,
    length: typeof length === 'string' && /^\d{1,15}$/.test(length) ? Number(length) : undefined,
  };
}

function redirectOf(core: Core, { statusCode = 0, headers }: IncomingMessage, from: string): string | undefined {
  const { location } = headers;
  if (statusCode < 300 || statusCode > 399 || location === undefined) return undefined;
  if (core.assumptions.is('viber-media-redirects', 'refuse-3') || !URL.canParse(location, from)) return undefined;
  const target = new URL(location, from).href;
  return mayVisit(target, core.assumptions) ? target : undefined;
}

function nameIn(url: string): string {
  return path.posix.basename(new URL(url).pathname);
}

function refused({ kind }: Wanted, reason: string): ViberError {
  return badData(`${kind === 'thumbnail' ? 'thumbnail' : 'media'}: ${reason}`);
}
