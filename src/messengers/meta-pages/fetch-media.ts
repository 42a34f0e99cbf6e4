import { NoAnswer, type HttpDownload } from '../../http/client';
import { repeatable } from '../delivery-error';
import { unanswered } from '../graph/failures';
import { ask } from './ask';
import { fileGone } from './errors';
import { ATTACHMENTS, addressOf, readReference, type PastFile } from './past-messages';
import { Message } from './past-shapes';
import type { Context, Product } from './product';

const FETCH_WITHIN_MS = 10 * 60_000;
/** A signed link that has ended, or never was one. */
const GONE: readonly number[] = [400, 403, 404, 410];

/**
 * Opens a customer's file (facebook.md §7). Its link is public, so no token goes along. Of an old message the link is asked for
 * just before, as none lasts.
 *
 * @param reference what `RemoteFile.reference` holds: a link, or which file of which message
 */
export async function fetchMedia(product: Product, context: Context, reference: string): Promise<HttpDownload> {
  const past = readReference(reference);
  const { http, signal } = context;
  const { title } = product;
  const url = past === undefined ? reference : await linkOf(product, context, past);
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

/** @throws DeliveryError where the message or its file is not there any more */
async function linkOf(product: Product, context: Context, { mid, which }: PastFile): Promise<string> {
  const request = { path: [mid], query: { fields: ATTACHMENTS } };
  const { attachments, sticker } = await ask(product, context, request, Message);
  const attachment = which === 'sticker' ? undefined : attachments[which];
  const link = which === 'sticker' ? sticker : attachment && addressOf(attachment);
  if (link === undefined) throw fileGone(product.title);
  return link;
}
