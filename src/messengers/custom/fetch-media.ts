import type { HttpDownload } from '../../http/client';
import { openDownload } from '../download';
import type { Context } from './api';
import { fileNotFetched, notAFile } from './errors';

/** Opens a customer's file (webhook.md §7). @param reference `RemoteFile.reference`: its address */
export function fetchMedia(context: Context, reference: string): Promise<HttpDownload> {
  return openDownload(context, reference, { mostRedirects: 1, notAFile, unanswered: fileNotFetched });
}
