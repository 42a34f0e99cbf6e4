import { NoAnswer } from '../../http/client';
import { isRecord, parseJson, type Raw } from '../../http/json';
import type { DriverContext, RawRequest } from '../contract';
import { askApple, refusalIn } from './api';
import { interactiveIn } from './choices';
import type { AppleCredentials } from './credentials';
import { notAFile, notGiven, unanswered, unreadable } from './errors';
import { inflated } from './gzip';
import { INFLATED_LIMIT } from './limits';
import { Stored } from './shapes';
import { openStored, storedFileIn } from './stored-file';

type Context = DriverContext<AppleCredentials>;

/**
 * An answer of more than 10 KB is not in its webhook but lies at Apple, at an address that may be gone in a second or two
 * (apple.md §0, 6): fetched, decrypted, and read by Apple.
 *
 * @returns JSON, as `interactiveData` would be
 */
export async function fetchAhead(context: Context, { body, headers }: RawRequest): Promise<string | undefined> {
  const raw = parseJson(inflated(body) ?? Buffer.alloc(0));
  if (!isRecord(raw) || raw.type !== 'interactive' || interactiveIn(raw) !== undefined) return undefined;
  const stored = Stored.safeParse(raw.interactiveDataRef).data;
  if (stored === undefined) return undefined;
  const file = storedFileIn(stored);
  if (file === undefined || stored.bid === undefined) throw notAFile();
  const business = typeof raw.destinationId === 'string' ? raw.destinationId : (headers['destination-id'] ?? '');
  const packed = await bytesOf(await openStored(context, file, business));
  const decoded = await decode(context, { business, bid: stored.bid }, inflated(packed) ?? packed);
  return JSON.stringify(withoutImages(decoded));
}

async function decode(
  context: Context,
  { business, bid }: { readonly business: string; readonly bid: string },
  body: Buffer,
): Promise<Raw> {
  const headers = { 'source-id': business, bid, 'content-type': 'application/octet-stream' };
  const answer = await askApple(context, { method: 'POST', path: 'decodePayload', headers, body });
  if (answer.status >= 300) throw notGiven(refusalIn(context, answer));
  const decoded = parseJson(inflated(answer.body) ?? Buffer.alloc(0));
  if (!isRecord(decoded)) throw unreadable();
  return isRecord(decoded.interactiveData) ? decoded.interactiveData : decoded;
}

async function bytesOf(download: Awaited<ReturnType<typeof openStored>>): Promise<Buffer> {
  if (!download.ok) throw notGiven({ status: download.status });
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of download.body) {
      size += chunk.length;
      if (size > INFLATED_LIMIT) throw notAFile();
      chunks.push(chunk);
    }
  } catch (error) {
    throw error instanceof NoAnswer ? unanswered(error, true) : error;
  }
  return Buffer.concat(chunks);
}

/** They are what makes it big, and ours: the pictures of the menu. */
function withoutImages(interactive: Raw): Raw {
  if (!isRecord(interactive.data)) return interactive;
  return { ...interactive, data: { ...interactive.data, images: undefined } };
}
