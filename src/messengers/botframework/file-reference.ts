import { isWebAddress } from '../open-following';

/**
 * How a customer's file is named until it is fetched: its address, with `bearer` before it where the server of the chat keeps it
 * and wants our token. That goes to no other place (skype.md §7).
 */
const WITH_TOKEN = 'bearer ';
const INLINE = /^data:([\w.+/-]*)(?:;[\w.+-]+=[\w.+-]*)*;base64,/i;

/** @returns undefined for what is no address of the web. @param serviceUrl of the chat; undefined: the file is elsewhere */
export function referenceTo(url: string, serviceUrl: string | undefined): string | undefined {
  if (!isWebAddress(url)) return undefined;
  const isKeptThere = serviceUrl !== undefined && new URL(url).origin === new URL(serviceUrl).origin;
  return isKeptThere ? `${WITH_TOKEN}${url}` : url;
}

/** Small files may be in the activity itself. */
export function inlineReference(url: string): string | undefined {
  return INLINE.test(url) ? url : undefined;
}

export type FileReference =
  | { readonly kind: 'at'; readonly url: string; readonly wantsToken: boolean }
  | { readonly kind: 'inline'; readonly mimeType: string; readonly bytes: Buffer };

/** @returns undefined for what is none of these. */
export function readReference(reference: string): FileReference | undefined {
  const inline = INLINE.exec(reference);
  if (inline !== null) {
    const bytes = Buffer.from(reference.slice(inline[0].length), 'base64');
    return { kind: 'inline', mimeType: inline[1] ?? '', bytes };
  }
  const wantsToken = reference.startsWith(WITH_TOKEN);
  const url = wantsToken ? reference.slice(WITH_TOKEN.length) : reference;
  return isWebAddress(url) ? { kind: 'at', url, wantsToken } : undefined;
}
