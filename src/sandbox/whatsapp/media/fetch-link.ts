import path from 'node:path';
import { request } from 'undici';
import type { Core } from '../../core';
import type { SandboxFile } from '../../files/sandbox-files';
import { bytesOf, type MediaKind } from './media-rules';

const TIMEOUT_MS = 20_000;
/** What was fetched is taken again without asking for ten minutes (whatsapp.md §3). */
const CACHED_MS = 10 * 60 * 1000;

export interface CannotFetch {
  readonly details: string;
}

interface Cached {
  readonly fileId: string;
  readonly until: number;
}

/** Meta fetches linked media itself, after it has answered. */
export class LinkFetcher {
  readonly #cached = new Map<string, Cached>();

  constructor(private readonly core: Core) {}

  async fetch(kind: MediaKind, url: string): Promise<SandboxFile | CannotFetch> {
    const cached = this.#cached.get(url);
    const known = cached && cached.until > this.core.clock.now() ? this.core.files.get(cached.fileId) : undefined;
    if (known) return known;
    if (this.core.assumptions.is('whatsapp-fetch-links', 'off')) return failed('Connection timed out');
    const got = await this.#ask(kind, url);
    if ('id' in got) this.#cached.set(url, { fileId: got.id, until: this.core.clock.now() + CACHED_MS });
    return got;
  }

  clear(): void {
    this.#cached.clear();
  }

  async #ask(kind: MediaKind, url: string): Promise<SandboxFile | CannotFetch> {
    const { core } = this;
    const entry = core.journal.open({
      side: 'whatsapp',
      direction: 'out',
      operation: 'media-fetch',
      method: 'GET',
      path: new URL(url).pathname,
      request: null,
    });
    try {
      const response = await request(url, { method: 'GET', signal: AbortSignal.timeout(TIMEOUT_MS), reset: true });
      entry.status = response.statusCode;
      if (response.statusCode !== 200) {
        response.body.on('error', () => undefined).destroy();
        return failed(`HTTP code ${String(response.statusCode)}`);
      }
      const type = response.headers['content-type'];
      const about = {
        name: path.posix.basename(new URL(url).pathname) || 'file',
        mimeType: typeof type === 'string' ? type : 'application/octet-stream',
      };
      const file = await core.files.add(within(response.body, bytesOf(kind) + 1), about);
      entry.stored = true;
      entry.answer = { id: file.id, mimeType: file.mimeType, size: file.size };
      return file;
    } catch {
      entry.answer = 'The media could not be fetched';
      return failed('Connection failed');
    } finally {
      entry.endedAt = core.clock.now();
    }
  }
}

/** A byte more than is allowed is enough to know. */
async function* within(body: AsyncIterable<Buffer>, limit: number): AsyncGenerator<Buffer> {
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    yield chunk;
    if (size >= limit) return;
  }
}

function failed(reason: string): CannotFetch {
  return { details: `Downloading media from weblink failed with ${reason}` };
}
