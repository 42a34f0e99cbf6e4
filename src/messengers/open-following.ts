import { NoAnswer, type HttpClient, type HttpDownload } from '../http/client';

const WITHIN_MS = 10 * 60_000;

export interface OpenFollowingOptions {
  /** For the first address only: where it leads may be somebody else's. */
  readonly headers?: Readonly<Record<string, string>>;
  /** How often an address may lead to another one. */
  readonly mostRedirects?: number;
  /** What is thrown where no answer comes. */
  readonly onNoAnswer: (failure: NoAnswer) => Error;
}

/** Opens a file at an address that may lead to another one. @returns undefined where that is none of the web. */
export async function openFollowing(
  { http, signal }: { readonly http: HttpClient; readonly signal?: AbortSignal | undefined },
  address: string,
  { headers = {}, mostRedirects = 3, onNoAnswer }: OpenFollowingOptions,
): Promise<HttpDownload | undefined> {
  let url = address;
  for (let redirects = 0; ; redirects += 1) {
    if (!isWebAddress(url)) return undefined;
    const request = {
      method: 'GET',
      url,
      ...(redirects === 0 ? { headers } : {}),
      timeoutMs: WITHIN_MS,
      ...(signal === undefined ? {} : { signal }),
    } as const;
    const download = await http.download(request).catch((error: unknown) => {
      throw error instanceof NoAnswer ? onNoAnswer(error) : error;
    });
    const next = download.ok || download.status < 300 || download.status > 399 ? undefined : download.headers.location;
    if (next === undefined || redirects === mostRedirects) return download;
    url = URL.canParse(next, url) ? new URL(next, url).href : '';
  }
}

export function isWebAddress(url: string): boolean {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
}
