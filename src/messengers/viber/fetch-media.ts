import { NoAnswer, type HttpDownload } from '../../http/client';
import type { DriverContext } from '../contract';
import { repeatable } from '../delivery-error';
import type { ViberCredentials } from './credentials';
import { notAFile, unanswered } from './errors';

const FETCH_WITHIN_MS = 10 * 60_000;
const MOST_REDIRECTS = 3;

/**
 * Opens a customer's file (viber.md §7): at an address that needs no token, may lead to another one, and dies after an hour.
 *
 * @param reference what `RemoteFile.reference` holds
 */
export async function fetchMedia(context: DriverContext<ViberCredentials>, reference: string): Promise<HttpDownload> {
  let url = reference;
  for (let redirects = 0; ; redirects += 1) {
    if (!isWebAddress(url)) throw notAFile();
    const download = await open(context, url);
    const next = download.ok || download.status < 300 || download.status > 399 ? undefined : download.headers.location;
    if (next === undefined || redirects === MOST_REDIRECTS) return download;
    url = URL.canParse(next, url) ? new URL(next, url).href : '';
  }
}

function isWebAddress(url: string): boolean {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
}

async function open({ http, signal }: DriverContext<ViberCredentials>, url: string): Promise<HttpDownload> {
  try {
    return await http.download({
      method: 'GET',
      url,
      timeoutMs: FETCH_WITHIN_MS,
      ...(signal === undefined ? {} : { signal }),
    });
  } catch (error) {
    if (error instanceof NoAnswer) throw repeatable(unanswered(error));
    throw error;
  }
}
