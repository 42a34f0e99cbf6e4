import { NoAnswer, type HttpDownload } from '../../http/client';
import type { DriverContext } from '../contract';
import { repeatable } from '../delivery-error';
import { addressOf, askTelegram } from './api';
import type { TelegramCredentials } from './credentials';
import { fileGone, fileOnServer, fileRefusedBy, unanswered, unreadable } from './errors';
import { FileInfo } from './shapes';

const FETCH_WITHIN_MS = 10 * 60_000;

/**
 * Opens a customer's file (telegram.md §7). The address holds the token, so nobody but us may have it; it is asked for
 * each time, since it is good for an hour only.
 *
 * @param fileId what `RemoteFile.reference` holds
 */
export async function fetchMedia(context: DriverContext<TelegramCredentials>, fileId: string): Promise<HttpDownload> {
  const path = await pathOf(context, fileId);
  const { credentials, http, signal } = context;
  const segments = path.split('/').map(encodeURIComponent).join('/');
  try {
    return await http.download({
      method: 'GET',
      url: addressOf(credentials, `file/bot${credentials.token}/${segments}`),
      timeoutMs: FETCH_WITHIN_MS,
      ...(signal === undefined ? {} : { signal }),
    });
  } catch (error) {
    if (error instanceof NoAnswer) throw repeatable(unanswered(error));
    throw error;
  }
}

async function pathOf(context: DriverContext<TelegramCredentials>, fileId: string): Promise<string> {
  const answer = await askTelegram(context, 'getFile', { file_id: fileId }, FileInfo).catch((error: unknown) => {
    throw repeatable(error);
  });
  if (answer.kind === 'refused') throw fileRefusedBy(answer.refusal);
  const { file_path: path } = answer.result;
  if (path === undefined || path === '') throw fileGone();
  if (/^(\/|[a-z]:)/i.test(path)) throw fileOnServer();
  if (path.split('/').some((segment) => segment === '.' || segment === '..')) throw repeatable(unreadable());
  return path;
}
