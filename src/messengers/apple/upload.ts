import type { z } from 'zod';
import type { DriverContext, OutboundFile } from '../contract';
import { askApple, putFile, read, refusalIn } from './api';
import type { AppleCredentials } from './credentials';
import { crypted, keyText, newKey } from './crypt';
import { noPlace, notUploaded } from './errors';
import { PreUpload, Uploaded } from './shapes';

type Context = DriverContext<AppleCredentials>;

/** A file of ours at Apple, as a message names it (apple.md §3). */
export interface Attachment {
  readonly name: string;
  readonly mimeType: string;
  readonly size: string;
  readonly 'signature-base64': string;
  readonly url: string;
  readonly owner: string;
  readonly key: string;
}

/**
 * Gives Apple a file, encrypted as it is read with a key of its own (apple.md §7).
 *
 * @throws DeliveryError: nothing was sent yet, so also without an answer it may be tried again
 */
export async function upload(context: Context, file: OutboundFile): Promise<Attachment> {
  const key = newKey();
  const place = await placeFor(context, file.size);
  const body = { stream: () => crypted(key, file.open()), length: file.size };
  const answer = await putFile(context, place['upload-url'], body);
  if (answer.status >= 300) throw notUploaded(refusalIn(context, answer));
  const { singleFile } = read(answer, Uploaded);
  return {
    name: file.name,
    mimeType: file.mimeType,
    size: String(file.size),
    'signature-base64': singleFile.fileChecksum,
    url: place['mmcs-url'],
    owner: place['mmcs-owner'],
    key: keyText(key),
  };
}

/** Asks where a file of so many bytes may be put. Nothing is kept of it there, so it also tells whether we may ask at all. */
export async function placeFor(context: Context, bytes: number): Promise<z.infer<typeof PreUpload>> {
  // It had another name before.
  const size = { 'mmcs-size': String(bytes), size: String(bytes) };
  const headers = { 'source-id': context.credentials.businessId, ...size };
  const answer = await askApple(context, { method: 'GET', path: 'preUpload', headers });
  if (answer.status >= 300) throw noPlace(refusalIn(context, answer));
  return read(answer, PreUpload);
}
