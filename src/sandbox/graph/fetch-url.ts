import path from 'node:path';
import { request } from 'undici';
import type { Side } from '../control/contract';
import type { Core } from '../core';
import type { SandboxFile } from '../files/sandbox-files';

export interface Fetching {
  readonly side: Side;
  readonly url: string;
  /** A byte more than this is read, so that whoever asked can tell. */
  readonly mostBytes: number;
  readonly timeoutMs: number;
}

/** Why nothing was fetched, in Meta's words. */
export interface NotFetched {
  readonly reason: string;
  readonly timedOut: boolean;
}

/** Meta fetches a file that a message links to; the request is in the journal. */
export async function fetchUrl(core: Core, fetching: Fetching): Promise<SandboxFile | NotFetched> {
  const { side, url, mostBytes, timeoutMs } = fetching;
  const entry = core.journal.open({
    side,
    direction: 'out',
    operation: 'media-fetch',
    method: 'GET',
    path: new URL(url).pathname,
    request: null,
  });
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const response = await request(url, { method: 'GET', signal, reset: true });
    entry.status = response.statusCode;
    if (response.statusCode !== 200) {
      response.body.on('error', () => undefined).destroy();
      return { reason: `HTTP code ${String(response.statusCode)}`, timedOut: false };
    }
    const type = response.headers['content-type'];
    const about = {
      name: path.posix.basename(new URL(url).pathname) || 'file',
      mimeType: typeof type === 'string' ? type : 'application/octet-stream',
    };
    const file = await core.files.add(within(response.body, mostBytes + 1), about);
    entry.stored = true;
    entry.answer = { id: file.id, mimeType: file.mimeType, size: file.size };
    return file;
  } catch {
    entry.answer = 'The media could not be fetched';
    return { reason: 'Connection failed', timedOut: signal.aborted };
  } finally {
    entry.endedAt = core.clock.now();
  }
}

async function* within(body: AsyncIterable<Buffer>, limit: number): AsyncGenerator<Buffer> {
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    yield chunk;
    if (size >= limit) return;
  }
}
