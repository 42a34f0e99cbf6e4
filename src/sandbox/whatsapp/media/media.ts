import type { Core } from '../../core';
import type { SandboxFile } from '../../files/sandbox-files';
import { isLinkHash, linkHash } from '../../graph/link-key';
import type { Line } from '../../lines/records';
import { newMediaId } from '../ids';
import type { Media } from '../state';
import { INCOMING_MS, UPLOADED_MS, URL_MS } from './media-rules';

export function addMedia(core: Core, line: Line, file: SandboxFile, from: 'business' | 'customer'): Media {
  const media: Media = {
    id: newMediaId(core.lines),
    phoneNumberId: line.id,
    fileId: file.id,
    mimeType: file.mimeType,
    until: core.clock.now() + (from === 'business' ? UPLOADED_MS : INCOMING_MS),
  };
  core.whatsapp.media.set(media.id, media);
  return media;
}

export interface Found {
  readonly media: Media;
  readonly file: SandboxFile;
}

/** Undefined: there is none, or its time is over. */
export function findMedia(core: Core, id: string): Found | undefined {
  const media = core.whatsapp.media.get(id);
  const file = media && core.files.get(media.fileId);
  return file && media.until > core.clock.now() ? { media, file } : undefined;
}

/** Where the bytes are for five minutes, with the bearer (whatsapp.md §0 row 8). */
export function urlOf(core: Core, { id }: Media): string {
  const until = String(core.clock.now() + URL_MS);
  return `${core.url}/whatsapp/attachments/?mid=${id}&ext=${until}&hash=${linkHash(id, until)}`;
}

/** What such an address leads to; undefined: nothing, or nothing any more. */
export function mediaAt(core: Core, query: URLSearchParams): Found | undefined {
  const [id = '', until = '', hash = ''] = ['mid', 'ext', 'hash'].map((name) => query.get(name) ?? undefined);
  if (!isLinkHash(hash, id, until)) return undefined;
  return Number(until) > core.clock.now() ? findMedia(core, id) : undefined;
}
