import { z } from 'zod';
import { NoAnswer, type HttpDownload } from '../../http/client';
import type { DriverContext } from '../contract';
import { repeatable } from '../delivery-error';
import { askGraph } from '../graph/call';
import { unanswered, unreadable } from '../graph/failures';
import { accessOf, PRODUCT, type WhatsAppCredentials } from './credentials';
import { fileGone, refusedBy } from './errors';

const FETCH_WITHIN_MS = 10 * 60_000;

const MediaInfo = z.object({ url: z.url({ protocol: /^https?$/ }) });

/**
 * Opens a customer's file (whatsapp.md §7). Its address lives for five minutes, on a host of Meta's choosing, and wants the
 * token; it is asked for each time.
 *
 * @param mediaId what `RemoteFile.reference` holds
 */
export async function fetchMedia(context: DriverContext<WhatsAppCredentials>, mediaId: string): Promise<HttpDownload> {
  const download = await open(context, await addressOf(context, mediaId));
  // The address has died meanwhile; there is another one.
  return !download.ok && download.status === 404 ? open(context, await addressOf(context, mediaId)) : download;
}

async function addressOf(context: DriverContext<WhatsAppCredentials>, mediaId: string): Promise<string> {
  const { credentials } = context;
  const query = { phone_number_id: credentials.phoneNumberId };
  const request = { method: 'GET', path: [mediaId], query } as const;
  const answer = await askGraph(context, accessOf(credentials), request, MediaInfo).catch((error: unknown) => {
    throw repeatable(error);
  });
  if (answer.kind === 'refused') {
    const { code, status } = answer.refusal;
    // An id that has ended is a bad parameter, or an object that is not there.
    if (code === 100 || code === 33 || (code === undefined && status === 404)) throw fileGone();
    throw repeatable(refusedBy(answer.refusal));
  }
  const { url } = answer.result;
  // The token goes along, so not to a place that is less safe than the API itself.
  if (credentials.apiBaseUrl.startsWith('https:') && !url.startsWith('https:')) throw repeatable(unreadable(PRODUCT));
  return url;
}

async function open(
  { credentials, http, signal }: DriverContext<WhatsAppCredentials>,
  url: string,
): Promise<HttpDownload> {
  try {
    return await http.download({
      method: 'GET',
      url,
      // Some clients without a name are refused (whatsapp.md §7).
      headers: { Authorization: `Bearer ${credentials.accessToken}`, 'User-Agent': 'Courier' },
      timeoutMs: FETCH_WITHIN_MS,
      ...(signal === undefined ? {} : { signal }),
    });
  } catch (error) {
    if (error instanceof NoAnswer) throw repeatable(unanswered(error, PRODUCT));
    throw error;
  }
}
