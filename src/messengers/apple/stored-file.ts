import { z } from 'zod';
import type { HttpDownload } from '../../http/client';
import { parseJson } from '../../http/json';
import type { DriverContext } from '../contract';
import { askApple, getFile, read, refusalIn } from './api';
import type { AppleCredentials } from './credentials';
import { crypted, keyIn } from './crypt';
import { notAFile, notGiven } from './errors';
import { PreDownload, type Stored } from './shapes';

type Context = DriverContext<AppleCredentials>;

/** What it takes to fetch and open a file that lies at Apple (apple.md §7); as text it is a `RemoteFile.reference`. */
const StoredFile = z.object({
  url: z.string(),
  owner: z.string(),
  /** Base64. */
  signature: z.string(),
  key: z.string().refine((text) => keyIn(text) !== undefined),
});
export type StoredFile = z.infer<typeof StoredFile>;

/** An address that a file is given for ends soon, so another one is asked for so often (apple.md §4). */
const MOST_TRIES = 3;

/** @returns undefined where something is missing without which it cannot be had */
export function storedFileIn({ url, owner, signature, key }: Stored): StoredFile | undefined {
  return StoredFile.safeParse({ url, owner, signature: signature && base64Of(signature), key }).data;
}

export function storedFileFrom(reference: string): StoredFile | undefined {
  return StoredFile.safeParse(parseJson(Buffer.from(reference))).data;
}

/**
 * A signature is told in hexadecimal or in Base64, and every hexadecimal text is good Base64 for other bytes (apple.md §7, trap).
 * Its bytes are 21, so in Base64 it is shorter than any in hexadecimal.
 */
function base64Of(signature: string): string {
  return /^([0-9a-f]{2}){20,}$/i.test(signature) ? Buffer.from(signature, 'hex').toString('base64') : signature;
}

/**
 * Opens a file that lies encrypted at Apple: decrypted as it is read.
 *
 * @param business that it was sent to
 * @throws DeliveryError
 */
export async function openStored(context: Context, file: StoredFile, business: string): Promise<HttpDownload> {
  const key = keyIn(file.key);
  if (key === undefined) throw notAFile();
  for (let tries = 1; ; tries += 1) {
    const download = await getFile(context, await addressOf(context, file, business));
    if (download.ok) return { ...download, body: crypted(key, download.body) };
    if ((download.status !== 404 && download.status !== 403) || tries === MOST_TRIES) return download;
  }
}

/** Both generations of names are in use (apple.md §7). */
async function addressOf(context: Context, { url, owner, signature }: StoredFile, business: string): Promise<string> {
  const names = { url, owner, signature, 'mmcs-url': url, 'mmcs-owner': owner, 'mmcs-signature': signature };
  const headers = { 'source-id': business, ...names };
  const answer = await askApple(context, { method: 'GET', path: 'preDownload', headers });
  if (answer.status >= 300) throw notGiven(refusalIn(context, answer));
  return read(answer, PreDownload)['download-url'];
}
