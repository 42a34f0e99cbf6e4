import type { HttpDownload } from '../../http/client';
import type { DriverContext } from '../contract';
import { openDownload } from '../download';
import type { ViberCredentials } from './credentials';
import { notAFile, repeatable, unanswered } from './errors';

const MOST_REDIRECTS = 3;

/**
 * Opens a customer's file (viber.md §7): at an address that needs no token, may lead to another one, and dies after an hour.
 *
 * @param reference what `RemoteFile.reference` holds
 */
export function fetchMedia(context: DriverContext<ViberCredentials>, reference: string): Promise<HttpDownload> {
  return openDownload(context, reference, {
    mostRedirects: MOST_REDIRECTS,
    notAFile,
    unanswered: (failure) => repeatable(unanswered(failure)),
  });
}
