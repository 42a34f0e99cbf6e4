import { pipeline } from 'node:stream/promises';
import { Router, type Request, type Response } from 'express';
import type { Logger } from 'pino';
import { chunkPassed } from '../http/chunk-garbage';
import { isShownInline } from '../media/kinds';
import type { MediaLinks } from '../media/links';
import { parseRange, type ByteRange } from '../media/range';
import type { MediaStore } from '../media/store';
import type { MediaId } from '../model/ids';
import { sendProblem } from './problem';

export interface ServedMedia {
  readonly storeKey: string;
  readonly mimeType: string;
  readonly fileName: string;
  /** Bytes. */
  readonly size: number;
}

export interface MediaRoutesDependencies {
  readonly links: MediaLinks;
  readonly store: MediaStore;
  /** undefined: there is no such file, or it is not kept any more. */
  readonly find: (mediaId: MediaId) => Promise<ServedMedia | undefined>;
  /** Somebody has read the file to its last byte. */
  readonly fetched: (mediaId: MediaId) => Promise<void>;
  readonly clock: { now(): number };
  readonly log: Logger;
}

/**
 * `GET` and `HEAD /media/…`: files under signed links, for Kommo, messengers and browsers in them. Whoever has no genuine
 * link learns nothing, not even whether there is such a file.
 */
export function mediaRoutes(deps: MediaRoutesDependencies): Router {
  const router = Router();
  router.use('/media', async (request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('allow', 'GET, HEAD');
      sendProblem(response, { status: 405, type: 'method-not-allowed', detail: 'Files can only be read here' });
      return;
    }
    await serve(deps, request, response);
  });
  return router;
}

async function serve(deps: MediaRoutesDependencies, request: Request, response: Response): Promise<void> {
  const now = deps.clock.now();
  const verified = deps.links.verify(request.baseUrl + request.path, now);
  if (verified.kind === 'forged') {
    nothingHere(response);
    return;
  }
  if (verified.kind === 'expired') {
    sendProblem(response, { status: 410, type: 'gone', detail: 'The time of this link is over' });
    return;
  }
  const { mediaId, expiresAt } = verified;
  const media = await findOrWait(deps, mediaId, response);
  if (media === 'unavailable') return;
  if (media === undefined) {
    nothingHere(response);
    return;
  }

  describe(response, media, mediaId, Math.floor((expiresAt - now) / 1_000));
  if (request.fresh) {
    response.status(304).end();
    return;
  }
  const range = rangeOf(request, media.size, mediaId);
  if (range === 'unsatisfiable') {
    bare(response);
    response.setHeader('content-range', `bytes */${media.size}`);
    sendProblem(response, { status: 416, type: 'range-not-satisfiable', detail: 'The file has no such bytes' });
    return;
  }
  if (range !== undefined) {
    response.status(206);
    response.setHeader('content-range', `bytes ${range.start}-${range.end}/${media.size}`);
  }
  response.setHeader('content-length', range === undefined ? media.size : range.end - range.start + 1);
  response.setHeader('content-type', media.mimeType);
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  const readToEnd = await stream(deps, mediaId, media, range, response);
  if (readToEnd && (range === undefined || range.end === media.size - 1)) await tellFetched(deps, mediaId);
}

/** What is read may be shown by a page of Kommo, and must never act as a page of ours. */
function describe(response: Response, media: ServedMedia, mediaId: MediaId, maxAge: number): void {
  const inline = isShownInline(media.mimeType);
  response.setHeader('etag', `"${mediaId}"`);
  response.setHeader('accept-ranges', 'bytes');
  response.setHeader('cache-control', `private, max-age=${maxAge}, immutable`);
  response.setHeader(
    'content-disposition',
    `${inline ? 'inline' : 'attachment'}; ${fileNameParameters(media.fileName)}`,
  );
  response.setHeader('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox");
  response.setHeader('cross-origin-resource-policy', 'cross-origin');
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('x-robots-tag', 'noindex');
}

/** RFC 6266: once for those who read ASCII only, once for the rest. */
function fileNameParameters(name: string): string {
  const ascii = name.replace(/[^\x20-\x7e]/g, '_').replace(/["\\%]/g, '_');
  const encoded = encodeURIComponent(name.replace(/\p{Cs}/gu, '')).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `filename="${ascii}"; filename*=UTF-8''${encoded}`;
}

/** With `If-Range`, a part makes sense only to who has the other parts of this very file (RFC 9110 §13.1.5). */
function rangeOf(request: Request, size: number, mediaId: MediaId): ByteRange | 'unsatisfiable' | undefined {
  const condition = request.headers['if-range'];
  if (request.method !== 'GET' || (condition !== undefined && condition !== `"${mediaId}"`)) return undefined;
  return parseRange(request.headers.range, size);
}

async function findOrWait(
  { find, log }: MediaRoutesDependencies,
  mediaId: MediaId,
  response: Response,
): Promise<ServedMedia | undefined | 'unavailable'> {
  try {
    return await find(mediaId);
  } catch (err) {
    log.warn({ err, mediaId }, 'A file could not be looked up');
    unavailable(response);
    return 'unavailable';
  }
}

/** @returns whether the last byte left. */
async function stream(
  { store, log }: MediaRoutesDependencies,
  mediaId: MediaId,
  media: ServedMedia,
  range: ByteRange | undefined,
  response: Response,
): Promise<boolean> {
  try {
    const file = await store.open(media.storeKey, range);
    if (file?.size !== media.size) {
      file?.stream.destroy();
      log.error({ mediaId }, 'The store does not have the file that the ledger speaks of');
      nothingHere(response);
      return false;
    }
    await pipeline(file.stream, passing, response);
    return true;
  } catch (err) {
    if (response.headersSent) {
      // The length was promised: only a broken connection tells the reader that this is not all.
      response.destroy();
      if (!isGone(err)) log.warn({ err, mediaId }, 'A file could not be read to its end');
    } else {
      log.warn({ err, mediaId }, 'A file could not be opened');
      unavailable(response);
    }
    return false;
  }
}

async function* passing(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    chunkPassed(chunk.length);
    yield chunk;
  }
}

async function tellFetched({ fetched, log }: MediaRoutesDependencies, mediaId: MediaId): Promise<void> {
  try {
    await fetched(mediaId);
  } catch (err) {
    log.warn({ err, mediaId }, 'It could not be noted that a file was fetched');
  }
}

/** The reader went away, which is a reader's right. */
function isGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';
}

function nothingHere(response: Response): void {
  bare(response);
  sendProblem(response, { status: 404, type: 'not-found', detail: 'There is nothing at this address' });
}

function unavailable(response: Response): void {
  bare(response);
  response.setHeader('retry-after', '5');
  sendProblem(response, { status: 503, type: 'unavailable', detail: 'The file cannot be read now; try again' });
}

/** A problem is not the file that the headers already speak of. */
function bare(response: Response): void {
  for (const name of [
    'etag',
    'cache-control',
    'content-disposition',
    'content-length',
    'content-range',
    'accept-ranges',
  ]) {
    response.removeHeader(name);
  }
}
