import type { Core } from '../../core';
import type { SandboxFile } from '../../files/sandbox-files';
import { fetchUrl } from '../../graph/fetch-url';
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
    const { core } = this;
    const cached = this.#cached.get(url);
    const known = cached && cached.until > core.clock.now() ? core.files.get(cached.fileId) : undefined;
    if (known) return known;
    if (core.assumptions.is('whatsapp-fetch-links', 'off')) return failed('Connection timed out');
    const got = await fetchUrl(core, { side: 'whatsapp', url, mostBytes: bytesOf(kind), timeoutMs: TIMEOUT_MS });
    if (!('id' in got)) return failed(got.reason);
    this.#cached.set(url, { fileId: got.id, until: core.clock.now() + CACHED_MS });
    return got;
  }

  clear(): void {
    this.#cached.clear();
  }
}

function failed(reason: string): CannotFetch {
  return { details: `Downloading media from weblink failed with ${reason}` };
}
