import type { HttpDownload } from '../../http/client';
import type { DriverContext } from '../contract';
import { openFollowing } from '../open-following';
import { repeatable } from '../delivery-error';
import type { ViberCredentials } from './credentials';
import { notAFile, unanswered } from './errors';

/**
 * Opens a customer's file (viber.md §7): at an address that needs no token, may lead to another one, and dies after an hour.
 *
 * @param reference what `RemoteFile.reference` holds
 */
export async function fetchMedia(context: DriverContext<ViberCredentials>, reference: string): Promise<HttpDownload> {
  const download = await openFollowing(context, reference, {
    onNoAnswer: (failure) => repeatable(unanswered(failure)),
  });
  if (download === undefined) throw notAFile();
  return download;
}
