import { NoAnswer, type HttpDownload, type OpenDownload } from '../../http/client';
import { parseWithBigIds } from '../big-ids';
import type { DriverContext } from '../contract';
import { repeatable } from '../delivery-error';
import { withToken } from './api';
import { addressOf, refusalIn } from './calls';
import type { WeChatCredentials } from './credentials';
import { fileGone, isAboutMedia, isAboutToken, refusedBy, unanswered, unreadable, type Refusal } from './errors';
import { mediaIdIn } from './references';
import { VideoAddress } from './shapes';

type Context = DriverContext<WeChatCredentials>;

const FETCH_WITHIN_MS = 10 * 60_000;
/** No answer in words is longer. */
const LONGEST_WORDS = 64 * 1_024;

/**
 * Opens a customer's file (wechat.md §7): WeChat answers with its bytes or, in words, with the address of a film or a refusal.
 *
 * @param reference what `RemoteFile.reference` holds
 */
export async function fetchMedia(context: Context, reference: string): Promise<HttpDownload> {
  const mediaId = mediaIdIn(reference);
  if (mediaId === undefined) return open(context, reference);
  const found = await withToken(context, async (token) => {
    const call = { path: 'cgi-bin/media/get', query: { access_token: token, media_id: mediaId } };
    const answer = await ask(context, call);
    return { answer, wantsOther: answer.kind === 'refused' && isAboutToken(answer.refusal) };
  }).catch((error: unknown) => {
    throw repeatable(error);
  });
  switch (found.kind) {
    case 'file':
      return found.download;
    case 'film':
      return open(context, found.url);
    case 'refused':
      throw isAboutMedia(found.refusal) ? fileGone() : repeatable(refusedBy(found.refusal));
  }
}

type Found =
  | { readonly kind: 'file'; readonly download: HttpDownload }
  | { readonly kind: 'film'; readonly url: string }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

async function ask(context: Context, call: Parameters<typeof addressOf>[1]): Promise<Found> {
  const download = await open(context, addressOf(context.credentials, call));
  if (download.ok && !isInWords(download)) return { kind: 'file', download };
  const said = parseWithBigIds(download.ok ? await wordsOf(download) : download.body);
  const refusal = refusalIn(context, call, download, said);
  if (refusal?.errcode !== undefined) return { kind: 'refused', refusal };
  if (!download.ok) return { kind: 'file', download };
  const film = VideoAddress.safeParse(said).data;
  if (film === undefined) throw unreadable();
  return { kind: 'film', url: film.video_url };
}

function isInWords({ headers }: OpenDownload): boolean {
  return /^\s*(application\/json|text\/)/i.test(headers['content-type'] ?? '');
}

async function wordsOf({ body }: OpenDownload): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let length = 0;
  try {
    for await (const piece of body) {
      length += piece.length;
      if (length > LONGEST_WORDS) throw unreadable();
      pieces.push(piece);
    }
  } catch (error) {
    if (error instanceof NoAnswer) throw unanswered(error);
    throw error;
  }
  return Buffer.concat(pieces);
}

async function open({ http, signal }: Context, url: string): Promise<HttpDownload> {
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
