import { createHash } from 'node:crypto';
import type { Core } from '../core';
import { ok, type GraphCall, type GraphEndpoint, type GraphMethod } from '../graph/call';
import { badParameter, noSuchObject } from '../graph/graph-error';
import { BareNumber } from '../graph/graph-json';
import { pictureUrl } from '../meta-pages/media/pictures';
import { contentOf, type Content } from '../meta-pages/send/content';
import type { Fields } from '../meta-pages/send/fields';

interface Sticker {
  readonly id: string;
  readonly label: string;
}

/** The thumb that stands beside the field for writing (facebook.md §0 row 3). */
export const THUMB: Sticker = { id: '369239263222822', label: '👍' };
const CAT: Sticker = { id: '767226160478561', label: '🐱' };
const PACK = { id: '767226160478000', name: 'Everyday', stickers: [THUMB, CAT] };

export function stickerAttachment(core: Core, { id }: Sticker): object {
  const payload = { url: pictureUrl(core, 'messenger', `sticker-${id}`), sticker_id: new BareNumber(id) };
  return { type: 'sticker', payload };
}

/** What a sticker made of this file has for an id: always the same. */
export function stickerIdOf(sha256: string): BareNumber {
  const hash = createHash('sha256').update(sha256).digest();
  return new BareNumber(String(300_000_000_000_000n + BigInt(hash.readUIntBE(0, 5))));
}

/** `{"sticker_id": …}`: one of the catalogue (facebook.md §3). */
export function readSticker(core: Core, message: Fields): Content | undefined {
  const id = message.id('sticker_id');
  if (id === undefined) return undefined;
  const sticker = PACK.stickers.find((each) => each.id === id);
  if (!sticker) throw badParameter('Param message[sticker_id] must be the id of a sticker of the catalogue.');
  return contentOf({ kind: 'sticker', text: sticker.label, echoed: [stickerAttachment(core, sticker)] });
}

/** `GET /sticker_packs`, `/sticker_packs/<id>/stickers`, `/sticker_search?q=`. */
export function findStickers(method: GraphMethod, path: readonly string[]): GraphEndpoint | undefined {
  const [first, id, last, ...more] = path;
  if (method !== 'GET' || more.length > 0) return undefined;
  if (first === 'sticker_search' && id === undefined) return { operation: 'sticker-search', run: search };
  if (first !== 'sticker_packs') return undefined;
  if (id === undefined)
    return { operation: 'sticker-packs', run: () => ok({ data: [{ id: PACK.id, name: PACK.name }] }) };
  return last === 'stickers' ? { operation: 'stickers', run: list } : undefined;
}

function list({ core, path, method }: GraphCall) {
  const [, id = ''] = path;
  if (id !== PACK.id) throw noSuchObject(method, id);
  return ok({ data: PACK.stickers.map((each) => node(core, each)) });
}

function search({ core, params }: GraphCall) {
  const wanted = params.required('q');
  return ok({ data: PACK.stickers.filter(({ label }) => label.includes(wanted)).map((each) => node(core, each)) });
}

function node(core: Core, { id, label }: Sticker): object {
  return { id, label, url: pictureUrl(core, 'messenger', `sticker-${id}`) };
}
