import type { HttpDownload } from '../../http/client';
import { openFollowing } from '../open-following';
import type { Context } from './api';
import { fileNotFetched, notAFile } from './errors';

/** Opens a customer's file (webhook.md §7). @param reference `RemoteFile.reference`: its address */
export async function fetchMedia(context: Context, reference: string): Promise<HttpDownload> {
  const download = await openFollowing(context, reference, { mostRedirects: 1, onNoAnswer: fileNotFetched });
  if (download === undefined) throw notAFile();
  return download;
}
