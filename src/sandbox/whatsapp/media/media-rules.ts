import type { Core } from '../../core';
import type { HandsetFileKind } from '../../control/lines-contract';

export const MEDIA_KINDS = ['image', 'video', 'audio', 'document', 'sticker'] as const;
export type MediaKind = (typeof MEDIA_KINDS)[number];

const KB = 1024;
const MB = 1024 * KB;

/** Types and sizes of what the business sends (whatsapp.md §7). */
const TYPES: Readonly<Record<MediaKind, readonly string[]>> = {
  image: ['image/jpeg', 'image/png'],
  video: ['video/mp4', 'video/3gpp'],
  audio: ['audio/aac', 'audio/amr', 'audio/mpeg', 'audio/mp4', 'audio/ogg'],
  document: [
    'text/plain',
    'application/pdf',
    'application/msword',
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    'application/vnd.ms-excel',
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    'application/vnd.ms-powerpoint',
    'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  ],
  sticker: ['image/webp'],
};

const BYTES: Readonly<Record<MediaKind, number>> = {
  image: 5 * MB,
  video: 16 * MB,
  audio: 16 * MB,
  document: 100 * MB,
  // Animated; a static one has 100 KB, which only its bytes tell.
  sticker: 500 * KB,
};

/** What customers may send. */
export const INCOMING_BYTES = 100 * MB;
export const UPLOADED_MS = 30 * 24 * 60 * 60 * 1000;
export const INCOMING_MS = 7 * 24 * 60 * 60 * 1000;
export const URL_MS = 5 * 60 * 1000;

export const KIND_ON_HANDSET: Readonly<Record<MediaKind, HandsetFileKind>> = {
  image: 'picture',
  video: 'video',
  audio: 'audio',
  document: 'file',
  sticker: 'sticker',
};

/** Why a file cannot be sent as this kind; undefined: it can. */
export function unfit(
  { assumptions }: Core,
  kind: MediaKind,
  { mimeType, size }: { readonly mimeType: string; readonly size: number },
): string | undefined {
  const type = plain(mimeType);
  const any = kind === 'document' && assumptions.is('whatsapp-document-types', 'any') && type !== '';
  if (!any && !TYPES[kind].includes(type)) {
    const name = kind.charAt(0).toUpperCase() + kind.slice(1);
    return `Unsupported ${name} mime type ${type}. Please use one of ${TYPES[kind].join(', ')}.`;
  }
  if (size === 0) return 'The media file is empty.';
  return size > BYTES[kind]
    ? `Media file size too big. Max file size we currently support: ${String(BYTES[kind])} bytes.`
    : undefined;
}

/** Why a file cannot be uploaded at all: what it will be sent as is not known yet. */
export function unfitForUpload(
  core: Core,
  file: { readonly mimeType: string; readonly size: number },
): string | undefined {
  const type = plain(file.mimeType);
  const kind = MEDIA_KINDS.find((each) => TYPES[each].includes(type)) ?? 'document';
  return unfit(core, kind, file);
}

export function bytesOf(kind: MediaKind): number {
  return BYTES[kind];
}

/** Every type that the table names. */
export function listedTypes(): readonly string[] {
  return MEDIA_KINDS.flatMap((kind) => TYPES[kind]);
}

/** A static sticker has 100 KB at most; one that moves says so in its first chunk (VP8X with the animation bit). */
export function isAnimatedWebp(head: Buffer): boolean {
  return head.subarray(12, 16).toString('latin1') === 'VP8X' && ((head[20] ?? 0) & 0x02) !== 0;
}

export const STATIC_STICKER_BYTES = 100 * KB;

/** Without what follows a semicolon. */
export function plain(mimeType: string): string {
  return mimeType.split(';')[0]?.trim().toLowerCase() ?? '';
}
