import type { FileFacts, MediaType } from '../model/content';
import { extensionIn, finer, isMarkup, mimeTypeOf, extensionOf, signed } from './extensions';
import { sniff } from './sniff';

export interface FileKind {
  /** As the bytes say; what they do not say is never taken on trust where a browser would act on it. */
  readonly mimeType: string;
  /** Lower case, without a dot. */
  readonly extension: string;
}

const UNKNOWN = 'application/octet-stream';

/**
 * What a file is. Its bytes decide; what was declared only tells apart what has the same bytes (a sound and a film in one
 * container, an office document and an archive), and gives an extension to what has no signature.
 *
 * @param head the first 4 KiB, or all of a shorter file.
 */
export function kindOf(head: Buffer, declared: Pick<FileFacts, 'name' | 'mimeType'>, type?: MediaType): FileKind {
  const mimeType = declared.mimeType?.toLowerCase().split(';', 1)[0]?.trim() ?? '';
  const extension = extensionIn(declared.name) ?? extensionOf(mimeType);
  const sniffed = sniff(head);
  if (sniffed !== undefined) {
    const isSound = type === 'voice' || type === 'audio' || mimeType.startsWith('audio/');
    return finer(sniffed, extension, isSound) ?? sniffed;
  }
  if (isMarkup(head)) return { mimeType: UNKNOWN, extension: markup(extension) };
  // A name that promises a format whose signature is not there.
  if (extension !== undefined && !signed(extension)) {
    return { mimeType: looksLikeText(head) ? (mimeTypeOf(extension) ?? UNKNOWN) : UNKNOWN, extension };
  }
  return looksLikeText(head) ? { mimeType: 'text/plain', extension: 'txt' } : { mimeType: UNKNOWN, extension: 'bin' };
}

/** A browser may show it within a page of ours. Everything else is handed over as a download. */
export function isShownInline(mimeType: string): boolean {
  return /^(image|audio|video)\/(?!svg)/.test(mimeType);
}

const PICTURES = /^image\/(jpeg|png|gif|webp)$/;
const STICKERS = /^image\/(webp|png|gif)$/;
const VIDEOS = /^video\/(mp4|webm|quicktime|3gpp)$/;

/**
 * Which of Kommo's message types (kommo-chat-api.md §9.4) a file can go as, given what it came as. A file stays a file:
 * somebody sent it that way so that nothing is made of it. Voice is OGG with Opus.
 */
export function fittingType(cameAs: MediaType, mimeType: string): MediaType {
  if (cameAs === 'file') return 'file';
  if (cameAs === 'sticker' && STICKERS.test(mimeType)) return 'sticker';
  if (cameAs === 'voice' && mimeType === 'audio/ogg; codecs=opus') return 'voice';
  if (mimeType.startsWith('audio/')) return 'audio';
  if (PICTURES.test(mimeType)) return 'picture';
  return VIDEOS.test(mimeType) ? 'video' : 'file';
}

function markup(extension: string | undefined): string {
  return extension === undefined || signed(extension) ? 'txt' : extension;
}

/** No control characters but those of text. */
function looksLikeText(head: Buffer): boolean {
  return head.length > 0 && head.every((byte) => byte >= 0x20 || (byte >= 0x09 && byte <= 0x0d) || byte === 0x1b);
}
