import type { DriverContext } from '../contract';
import { repeatable } from '../delivery-error';
import { formOf, type FilePart } from '../multipart';
import { askWeChat } from './api';
import type { Answered } from './calls';
import type { WeChatCredentials } from './credentials';
import { Uploaded } from './shapes';

export type Uploadable = FilePart['file'];

const UPLOAD_WITHIN_MS = 5 * 60_000;

/**
 * Puts a file into WeChat's store for three days (wechat.md §7).
 *
 * @returns its id there
 * @throws DeliveryError: nothing was sent yet, so also without an answer it may be tried again
 */
export async function upload(
  context: DriverContext<WeChatCredentials>,
  type: 'image' | 'voice' | 'video' | 'thumb',
  file: Uploadable,
): Promise<Answered<string>> {
  const form = formOf({}, [{ name: 'media', file }]);
  const call = {
    method: 'POST',
    path: 'cgi-bin/media/upload',
    query: { type },
    form,
    timeoutMs: UPLOAD_WITHIN_MS,
  } as const;
  return askWeChat(context, call, Uploaded).catch((error: unknown) => {
    throw repeatable(error);
  });
}
