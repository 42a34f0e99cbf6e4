import { NoAnswer, type HttpDownload } from '../../http/client';
import { repeatable } from '../delivery-error';
import { unanswered } from '../graph/failures';
import { fileGone } from './errors';
import type { Context, Product } from './product';

const FETCH_WITHIN_MS = 10 * 60_000;
/** A signed link that has ended, or never was one. */
const GONE: readonly number[] = [400, 403, 404, 410];

/**
 * Opens a customer's file (facebook.md §7). Its link is public, so no token goes along.
 *
 * @param url what `RemoteFile.reference` holds
 */
export async function fetchMedia({ title }: Product, { http, signal }: Context, url: string): Promise<HttpDownload> {
  try {
    const download = await http.download({
      method: 'GET',
      url,
      headers: { 'User-Agent': 'Courier' },
      timeoutMs: FETCH_WITHIN_MS,
      ...(signal === undefined ? {} : { signal }),
    });
    if (!download.ok && GONE.includes(download.status)) throw fileGone(title);
    return download;
  } catch (error) {
    if (error instanceof NoAnswer) throw repeatable(unanswered(error, title));
    throw error;
  }
}
