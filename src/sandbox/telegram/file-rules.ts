import type { PhoneFileKind } from '../control/contract';
import type { Sandbox } from '../sandbox';

const MB = 1024 * 1024;

/** telegram.md §7 */
const PHOTO_BYTES = 10 * MB;
const STICKER_BYTES = 512 * 1024;
const DOWNLOAD_BYTES = 20 * MB;
/** The rest of a form needs room, too. */
const FORM_BYTES = MB;

function isLocal({ assumptions }: Sandbox): boolean {
  return assumptions.is('telegram-local-server', 'on');
}

function uploadBytes(sandbox: Sandbox): number {
  return (isLocal(sandbox) ? 2000 : 50) * MB;
}

/** The most bytes that a request may have. */
export function requestBytes(sandbox: Sandbox): number {
  return uploadBytes(sandbox) + FORM_BYTES;
}

/** The most bytes that an upload of this kind may have. */
export function sendBytes(sandbox: Sandbox, kind: PhoneFileKind): number {
  if (kind === 'photo') return PHOTO_BYTES;
  return kind === 'sticker' ? STICKER_BYTES : uploadBytes(sandbox);
}

/** The most bytes that Telegram fetches from an address. */
export function fetchBytes(kind: PhoneFileKind): number {
  return (kind === 'photo' ? 5 : 20) * MB;
}

export function mayDownload(sandbox: Sandbox, size: number): boolean {
  return isLocal(sandbox) || size <= DOWNLOAD_BYTES;
}

/** What Telegram shows as the kind that a method is for; anything else becomes a file (telegram.md §3). */
const SHOWN: Readonly<Record<PhoneFileKind, RegExp>> = {
  photo: /^image\//,
  video: /^video\/mp4$/,
  voice: /^audio\/(ogg|opus|mpeg|mp3|mp4|x-m4a)$/,
  audio: /^audio\/(mpeg|mp3|mp4|x-m4a)$/,
  document: /^/,
  sticker: /^(image\/webp|application\/x-tgsticker|video\/webm)$/,
  animation: /^(image\/gif|video\/mp4)$/,
  video_note: /^video\/mp4$/,
};

/** By which of these a file sent as a document is shown, unless that is switched off. */
const DETECTED = [
  [/^image\/gif$/, 'animation'],
  [/^video\/mp4$/, 'video'],
  [/^audio\/(mpeg|mp3|mp4|x-m4a)$/, 'audio'],
] as const satisfies readonly (readonly [RegExp, PhoneFileKind])[];

/** The kind that an upload is shown as. */
export function shownAs(kind: PhoneFileKind, mimeType: string, detects: boolean): PhoneFileKind {
  if (kind !== 'document') return SHOWN[kind].test(mimeType) ? kind : 'document';
  if (!detects) return 'document';
  return DETECTED.find(([type]) => type.test(mimeType))?.[1] ?? 'document';
}

/** Types that Telegram takes from an address (telegram.md §3, §7). */
const FETCHED: Readonly<Record<PhoneFileKind, RegExp>> = {
  ...SHOWN,
  photo: /^image\/(jpeg|png|webp|gif)$/,
  document: /^(application\/pdf|application\/zip|image\/gif)$/,
  sticker: /^image\/webp$/,
};

export function mayFetch(kind: PhoneFileKind, mimeType: string): boolean {
  return FETCHED[kind].test(mimeType);
}
