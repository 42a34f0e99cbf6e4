import { AddressRefused, NoAnswer, type HttpDownload, type OpenDownload } from '../http/client';
import { retryAfterMs } from '../http/retry-after';
import { DeliveryError } from '../messengers/delivery-error';
import type { FileFacts, MediaType } from '../model/content';
import { kindOf } from './kinds';
import type { MediaStore } from './store';

export interface CopyOptions {
  /** Opens the file at its side, from the beginning each time. */
  readonly download: () => Promise<HttpDownload>;
  readonly store: MediaStore;
  readonly key: string;
  readonly maxBytes: number;
  /** What its side says of it. */
  readonly declared: Pick<FileFacts, 'name' | 'mimeType'> & { readonly type?: MediaType };
  readonly clock: { now(): number };
}

/** `refused`: for good · `later`: another attempt may help. Texts are for people and hold no address. */
export type Copied =
  | {
      readonly kind: 'stored';
      readonly size: number;
      readonly mimeType: string;
      readonly extension: string;
      readonly sha256: string;
    }
  | { readonly kind: 'refused'; readonly text: string }
  | { readonly kind: 'later'; readonly text: string; readonly retryAfterMs?: number };

/**
 * Brings a file into the store: the one place where a download becomes a file of ours.
 *
 * @throws what the store throws; nothing is kept then.
 */
export async function copyMedia(options: CopyOptions): Promise<Copied> {
  try {
    const download = await options.download();
    return download.ok ? await keep(download, options) : refusal(download, options.clock.now());
  } catch (error) {
    return failure(error);
  }
}

async function keep(download: OpenDownload, { store, key, maxBytes, declared }: CopyOptions): Promise<Copied> {
  const encoding = download.headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity') {
    download.abandon();
    return { kind: 'refused', text: 'The file came compressed, which was not asked for.' };
  }
  if (download.length !== undefined && download.length > maxBytes) {
    download.abandon();
    return tooLarge(maxBytes);
  }
  const put = await store.put(key, download.body, { maxBytes }).catch((error: unknown) => {
    download.abandon();
    throw error;
  });
  if (put.kind === 'too-large') return tooLarge(maxBytes);
  if (put.size === 0) {
    await store.remove(key);
    return { kind: 'refused', text: 'The file is empty.' };
  }
  const { mimeType, extension } = kindOf(put.head, declared, declared.type);
  return { kind: 'stored', size: put.size, mimeType, extension, sha256: put.sha256 };
}

function tooLarge(maxBytes: number): Copied {
  return { kind: 'refused', text: `The file is larger than ${Math.floor(maxBytes / 1_048_576)} MB.` };
}

function refusal({ status, headers }: HttpDownload, now: number): Copied {
  const retry = retryAfterMs(headers['retry-after'], now);
  if (status === 408 || status === 425 || status === 429 || status >= 500) {
    const text = status === 429 ? 'asks for patience' : 'has a fault';
    return {
      kind: 'later',
      text: `The server that holds the file ${text} (${status}).`,
      ...(retry === undefined ? {} : { retryAfterMs: retry }),
    };
  }
  if (status === 404 || status === 410) {
    return { kind: 'refused', text: `The file is not there any more (${status}).` };
  }
  if (status === 401 || status === 403) {
    return { kind: 'refused', text: `The file's address does not open, or not any more (${status}).` };
  }
  if (status < 400) {
    return { kind: 'refused', text: `The file's address leads to another one, which is not followed (${status}).` };
  }
  return { kind: 'refused', text: `The server that holds the file refuses to give it (${status}).` };
}

function failure(error: unknown): Copied {
  if (error instanceof AddressRefused) {
    return { kind: 'refused', text: "The file's address is not one that may be fetched." };
  }
  if (error instanceof NoAnswer) {
    return { kind: 'later', text: `The file could not be fetched: ${error.message}.` };
  }
  if (error instanceof DeliveryError) {
    const { text, retryAfterMs: retry } = error;
    if (error.retry === 'no') return { kind: 'refused', text };
    return { kind: 'later', text, ...(retry === undefined ? {} : { retryAfterMs: retry }) };
  }
  throw error;
}
