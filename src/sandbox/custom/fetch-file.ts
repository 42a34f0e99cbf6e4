import { once } from 'node:events';
import { request as requestPlainly, type IncomingMessage } from 'node:http';
import { request as requestSecurely } from 'node:https';
import path from 'node:path';
import type { Core } from '../core';
import type { SandboxFile } from '../files/sandbox-files';
import { refusal } from './answers';
import type { Attachment } from './events';
import { mayVisit } from './addresses';

const TIMEOUT_MS = 10_000;
/** Of a kind, bytes (webhook.md §7). */
const MOST: Readonly<Record<Attachment['kind'], number>> = {
  picture: 20_000_000,
  sticker: 20_000_000,
  voice: 20_000_000,
  audio: 20_000_000,
  video: 100_000_000,
  file: 100_000_000,
};

/**
 * Fetches a file of Courier's: GET without headers, one redirect at most, with its type and length, and the very bytes that
 * were told (webhook.md §7). In the journal.
 *
 * @throws ServiceError
 */
export async function fetchFile(core: Core, attachment: Attachment, chat: string): Promise<SandboxFile> {
  const entry = core.journal.open({
    side: 'custom',
    direction: 'out',
    operation: 'media-fetch',
    method: 'GET',
    path: new URL(attachment.url).pathname,
    request: { url: attachment.url },
    chat,
  });
  try {
    const response = await visit(attachment.url);
    entry.status = response.statusCode ?? null;
    const file = await keep(core, attachment, response);
    entry.stored = true;
    entry.answer = { id: file.id, mimeType: file.mimeType, size: file.size };
    return file;
  } catch (error) {
    entry.answer = error instanceof Error ? error.message : 'cannot be fetched';
    throw error;
  } finally {
    entry.endedAt = core.clock.now();
  }
}

async function keep(core: Core, attachment: Attachment, response: IncomingMessage): Promise<SandboxFile> {
  const { 'content-type': type, 'content-length': length, 'content-encoding': encoding } = response.headers;
  const most = MOST[attachment.kind];
  const wrong = (why: string): never => {
    response.destroy();
    throw unreachable(why);
  };
  if (response.statusCode !== 200) wrong(`it answers ${String(response.statusCode)}`);
  if (type === undefined) wrong('it has no content-type');
  if (length === undefined || !/^\d{1,15}$/.test(length)) wrong('it has no content-length');
  if (encoding !== undefined) wrong('it is compressed');
  if (Number(length) > most) {
    response.destroy();
    throw refusal('media_too_large', `The file has more than ${String(most)} bytes.`);
  }
  const name = attachment.name ?? path.posix.basename(new URL(attachment.url).pathname);
  const file = await core.files
    .add(response, { name, mimeType: attachment.mime_type ?? type ?? '' })
    .catch(() => wrong('it breaks off'));
  const { size = file.size, sha256 = file.sha256 } = attachment;
  if (file.size === Number(length) && file.size === size && file.sha256 === sha256) return file;
  await core.files.remove(file.id);
  throw unreachable('it is another one than was told');
}

async function visit(given: string, redirects = 1): Promise<IncomingMessage> {
  if (!mayVisit(given)) throw unreachable('its address is neither https nor on this machine');
  const request = (given.startsWith('https:') ? requestSecurely : requestPlainly)(given, {
    agent: false,
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  request.end();
  const [response] = (await once(request, 'response').catch(() => {
    throw unreachable('it does not answer');
  })) as [IncomingMessage];
  const { statusCode = 0, headers } = response;
  if (statusCode < 300 || statusCode > 399 || headers.location === undefined) return response;
  response.destroy();
  if (redirects === 0) throw unreachable('it leads on and on');
  return visit(new URL(headers.location, given).href, redirects - 1);
}

function unreachable(why: string) {
  return refusal('media_unreachable', `The file cannot be had: ${why}.`);
}
