import { createHmac, timingSafeEqual } from 'node:crypto';
import { deriveKeys } from '../ledger/derived-keys';
import type { MasterKey } from '../ledger/vault';
import { asMediaId, type MediaId } from '../model/ids';

export interface LinkedFile {
  readonly mediaId: MediaId;
  /** What the link shows; a name that does not end in the extension gets it. */
  readonly fileName: string;
  /** Without a dot. */
  readonly extension: string;
  /** Milliseconds since 1970; a link lasts until the next whole second. */
  readonly expiresAt: number;
}

export type Verified =
  | { readonly kind: 'valid'; readonly mediaId: MediaId; readonly expiresAt: number }
  /** Was a link of ours. */
  | { readonly kind: 'expired' }
  | { readonly kind: 'forged' };

/** Makes and verifies the addresses under which files can be fetched without a login. */
export interface MediaLinks {
  link(file: LinkedFile): URL;
  /** @param path from `/media/` on, as it came, without a query. @param now milliseconds since 1970. */
  verify(path: string, now: number): Verified;
}

const PATH = /^\/media\/([0-9a-f-]{36})\/([0-9a-z]{1,9})\/([A-Za-z0-9_-]{43})\/[^/]*\.([0-9a-z]{1,10})$/;

/**
 * `<public url>/media/<media id>/<end in seconds since 1970, base 36>/<signature>/<file name>`. Of the file name only the extension is
 * signed: it decides what a reader takes the file for, while the rest may come back re-encoded.
 *
 * @param keys master keys; the first signs, all verify.
 */
export function createMediaLinks({ publicUrl, keys }: { publicUrl: string; keys: readonly MasterKey[] }): MediaLinks {
  const derived = deriveKeys(keys, 'media links');
  const [signing] = derived;
  if (signing === undefined) throw new Error('Media links need at least one master key');

  return {
    link({ mediaId, fileName, extension, expiresAt }) {
      const expires = Math.ceil(expiresAt / 1_000).toString(36);
      const signature = sign(signing, mediaId, expires, extension).toString('base64url');
      const name = fileName.endsWith(`.${extension}`) ? fileName : `${fileName}.${extension}`;
      return new URL(`${publicUrl}/media/${mediaId}/${expires}/${signature}/${encodeName(name)}`);
    },
    verify(path, now) {
      const [, mediaId = '', expires = '', signature = '', extension = ''] = PATH.exec(path) ?? [];
      const given = Buffer.from(signature, 'base64url');
      const genuine = derived
        .map((key) => sign(key, mediaId, expires, extension))
        .filter((expected) => expected.length === given.length && timingSafeEqual(expected, given));
      // base64 has several ways of writing the same bytes; only ours is a link of ours.
      if (genuine.length === 0 || given.toString('base64url') !== signature) return { kind: 'forged' };
      const expiresAt = Number.parseInt(expires, 36) * 1_000;
      return now < expiresAt ? { kind: 'valid', mediaId: asMediaId(mediaId), expiresAt } : { kind: 'expired' };
    },
  };
}

function sign(key: Buffer, mediaId: string, expires: string, extension: string): Buffer {
  return createHmac('sha256', key).update(`${mediaId}\n${expires}\n${extension}`).digest();
}

/** Also what `encodeURIComponent` leaves, since not everybody who cuts links out of texts does. */
function encodeName(name: string): string {
  return encodeURIComponent(name.replace(/\p{Cs}/gu, '')).replace(
    /[!'()*~]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
