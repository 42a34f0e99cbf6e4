import type { HttpDownload } from '../../http/client';
import type { DriverContext } from '../contract';
import type { AppleCredentials } from './credentials';
import { notAFile } from './errors';
import { openStored, storedFileFrom } from './stored-file';

/**
 * Opens a customer's file (apple.md §7).
 *
 * @param reference what `RemoteFile.reference` holds
 */
export async function fetchMedia(context: DriverContext<AppleCredentials>, reference: string): Promise<HttpDownload> {
  const file = storedFileFrom(reference);
  if (file === undefined) throw notAFile();
  return openStored(context, file, context.credentials.businessId);
}
