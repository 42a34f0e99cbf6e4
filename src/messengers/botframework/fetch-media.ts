import type { HttpDownload } from '../../http/client';
import type { DriverContext } from '../contract';
import { openFollowing } from '../open-following';
import type { BotCredentials } from './credentials';
import { notAFile, unanswered } from './errors';
import { readReference } from './file-reference';
import { newToken, tokenFor } from './token';

type Context = DriverContext<BotCredentials>;

/**
 * Opens a customer's file (skype.md §7): with our token where the server of the chat keeps it, and without wherever that leads
 * to.
 *
 * @param reference what `RemoteFile.reference` holds
 */
export async function fetchMedia(context: Context, reference: string): Promise<HttpDownload> {
  const file = readReference(reference);
  if (file === undefined) throw notAFile();
  if (file.kind === 'inline') return inline(file.mimeType, file.bytes);
  if (!file.wantsToken) return open(context, file.url);
  const download = await open(context, file.url, await tokenFor(context));
  return download.status === 401 ? open(context, file.url, await newToken(context)) : download;
}

async function open({ http, signal }: Context, url: string, token?: string): Promise<HttpDownload> {
  const headers = token === undefined ? {} : { Authorization: `Bearer ${token}` };
  const download = await openFollowing({ http, signal }, url, {
    headers,
    onNoAnswer: (failure) => unanswered(failure, true),
  });
  if (download === undefined) throw notAFile();
  return download;
}

function inline(mimeType: string, bytes: Buffer): HttpDownload {
  async function* read(): AsyncGenerator<Buffer> {
    yield await Promise.resolve(bytes);
  }
  return {
    ok: true,
    status: 200,
    headers: mimeType === '' ? {} : { 'content-type': mimeType },
    length: bytes.length,
    body: read(),
    abandon: () => undefined,
  };
}
