import path from 'node:path';
import { request, type Dispatcher } from 'undici';
import type { PhoneFileKind } from '../control/contract';
import type { SandboxFile } from '../files/sandbox-files';
import type { Sandbox } from '../sandbox';
import { badRequest, TelegramError } from './answers';
import { fetchBytes, mayFetch } from './file-rules';
import { mimeTypeOf } from './mime-types';

const TIMEOUT_MS = 20_000;
const MOST_REDIRECTS = 5;

/** Telegram fetches the file itself (telegram.md §3, §7); every request of it is in the journal. */
export async function fetchByUrl(sandbox: Sandbox, kind: PhoneFileKind, given: string): Promise<SandboxFile> {
  if (!sandbox.assumptions.is('telegram-fetch-urls', 'on')) throw failed();
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  let url = given;
  for (let hop = 0; hop <= MOST_REDIRECTS; hop += 1) {
    const got = await fetchOnce(sandbox, kind, url, signal);
    if (typeof got !== 'string') return got;
    url = got;
  }
  throw failed();
}

/** The file, or the address that it moved to. */
async function fetchOnce(
  sandbox: Sandbox,
  kind: PhoneFileKind,
  url: string,
  signal: AbortSignal,
): Promise<SandboxFile | string> {
  const entry = sandbox.journal.open({
    side: 'telegram',
    direction: 'out',
    operation: 'media-fetch',
    method: 'GET',
    path: new URL(url).pathname,
    request: { url },
  });
  try {
    const response = await request(url, { method: 'GET', signal, reset: true });
    entry.status = response.statusCode;
    const elsewhere = redirectOf(response, url);
    const type = headerOf(response, 'content-type');
    const mimeType = mimeTypeOf(type, new URL(url).pathname);
    const wrong = response.statusCode === 200 && !mayFetch(kind, mimeType);
    if (elsewhere !== undefined || wrong || response.statusCode !== 200) {
      response.body.on('error', () => undefined).destroy();
      if (elsewhere !== undefined) return elsewhere;
      throw wrong ? badRequest('wrong type of the web page content') : failed();
    }
    const name = path.posix.basename(decodeURI(new URL(url).pathname)) || 'file';
    const file = await sandbox.files.add(within(response.body, fetchBytes(kind)), { name, mimeType });
    entry.stored = true;
    entry.answer = { id: file.id, mimeType, size: file.size };
    return file;
  } catch (error) {
    const refusal = error instanceof TelegramError ? error : failed();
    entry.answer = refusal.message;
    throw refusal;
  } finally {
    entry.endedAt = sandbox.clock.now();
  }
}

async function* within(body: AsyncIterable<Buffer>, limit: number): AsyncGenerator<Buffer> {
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > limit) throw failed();
    yield chunk;
  }
}

function redirectOf(response: Dispatcher.ResponseData, from: string): string | undefined {
  const location = headerOf(response, 'location');
  if (response.statusCode < 300 || response.statusCode > 399 || location === undefined) return undefined;
  if (!URL.canParse(location, from)) return undefined;
  const target = new URL(location, from);
  return /^https?:$/.test(target.protocol) ? target.href : undefined;
}

function headerOf({ headers }: Dispatcher.ResponseData, name: string): string | undefined {
  const value = headers[name];
  return typeof value === 'string' ? value : undefined;
}

function failed(): TelegramError {
  return badRequest('failed to get HTTP URL content');
}
