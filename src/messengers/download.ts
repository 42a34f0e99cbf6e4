import { NoAnswer, type HttpDownload } from '../http/client';
import type { DeliveryError } from './delivery-error';
import type { DriverContext } from './driver-context';

const FETCH_WITHIN_MS = 10 * 60_000;

export interface DownloadRules {
  /** How often the address may lead to another one. */
  readonly mostRedirects: number;
  /** For an address that is none of the web. */
  readonly notAFile: () => DeliveryError;
  readonly unanswered: (failure: NoAnswer) => DeliveryError;
}

/** Opens a file at an address that needs no token, and follows where it leads. @throws DeliveryError of the rules */
export async function openDownload(
  { http, signal }: Pick<DriverContext<unknown>, 'http' | 'signal'>,
  address: string,
  { mostRedirects, notAFile, unanswered }: DownloadRules,
): Promise<HttpDownload> {
  let url = address;
  for (let redirects = 0; ; redirects += 1) {
    if (!isWebAddress(url)) throw notAFile();
    const request = { method: 'GET', url, timeoutMs: FETCH_WITHIN_MS } as const;
    const download = await http
      .download(signal === undefined ? request : { ...request, signal })
      .catch((error: unknown) => {
        throw error instanceof NoAnswer ? unanswered(error) : error;
      });
    const next = download.ok || download.status < 300 || download.status > 399 ? undefined : download.headers.location;
    if (next === undefined || redirects === mostRedirects) return download;
    url = URL.canParse(next, url) ? new URL(next, url).href : '';
  }
}

function isWebAddress(url: string): boolean {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
}
