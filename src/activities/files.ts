import type { HttpClient } from '../http/client';
import type { KnownFile } from '../ledger/media';
import { safeFileName } from '../media/file-name';
import type { MediaLinks } from '../media/links';
import type { MediaStore } from '../media/store';
import type { Clock } from '../messengers/contract';

export type StoredFile = Extract<KnownFile, { readonly state: 'stored' }>;

/**
 * How long a link is good: as long as files are kept, or, where the channel stores files and Kommo may come for them at any
 * time (kommo-chat-api.md §12.5), for good.
 */
export type LinkLife = 'while-kept' | 'for-good';

/** No link of ours is without an end. In seconds it still fits the signed 32 bits that caches count in. */
const FOR_GOOD_MS = 50 * 365 * 24 * 60 * 60_000;

/** Our files, as deliveries need them. */
export interface Files {
  /** Where anybody who has the link can fetch it, while the file is there. */
  link(file: StoredFile, life: LinkLife): string;
  /** What it is called, with the extension of what it is. */
  fileName(file: StoredFile): string;
  /** From the beginning. @throws while it is read, when it is not in the store any more. */
  open(file: StoredFile): AsyncIterable<Buffer>;
  readonly store: MediaStore;
  /** For addresses that others choose: fetches from nowhere that is not for the public. */
  readonly http: HttpClient;
  /** Larger files are not taken, bytes. */
  readonly maxBytes: number;
}

export interface FilesOptions {
  readonly store: MediaStore;
  readonly links: MediaLinks;
  readonly http: HttpClient;
  readonly clock: Clock;
  readonly maxBytes: number;
  /** How long a link is good while files are kept, milliseconds: no longer than they are. */
  readonly linkMs: number;
}

export function createFiles({ store, links, http, clock, maxBytes, linkMs }: FilesOptions): Files {
  const fileName = (file: StoredFile): string => safeFileName(file.name, file.extension);
  return {
    store,
    http,
    maxBytes,
    fileName,
    link: (file, life) =>
      links.link({
        mediaId: file.id,
        fileName: fileName(file),
        extension: file.extension,
        expiresAt: clock.now() + (life === 'for-good' ? FOR_GOOD_MS : linkMs),
      }).href,
    open: (file) => read(store, file.storeKey),
  };
}

async function* read(store: MediaStore, key: string): AsyncGenerator<Buffer> {
  const file = await store.open(key);
  if (file === undefined) throw new Error('A file is not in the store any more');
  yield* file.stream as AsyncIterable<Buffer>;
}
