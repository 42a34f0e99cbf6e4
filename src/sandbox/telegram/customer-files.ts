import type { PhoneFileKind } from '../control/contract';
import type { SandboxFile } from '../files/sandbox-files';

/** What a phone sends as this kind, and what it says about anything else (telegram.md §2, §3). */
const FITTING: Readonly<Record<PhoneFileKind, { readonly type: RegExp; readonly words: string }>> = {
  photo: { type: /^image\//, words: 'A photo has to be a picture.' },
  video: { type: /^video\//, words: 'This is no video.' },
  voice: { type: /^audio\/(ogg|mpeg|mp4)$/, words: 'A voice message has to be a sound file: OGG, MP3 or M4A.' },
  audio: { type: /^audio\//, words: 'This is no sound file.' },
  document: { type: /^/, words: '' },
  sticker: {
    type: /^(image\/webp|video\/webm|application\/x-tgsticker)$/,
    words: 'A sticker has to be a WEBP picture, a TGS animation or a WEBM video.',
  },
  // Telegram's apps make a silent film of a GIF.
  animation: { type: /^(video\/|image\/gif$)/, words: 'An animation has to be a GIF or a video without sound.' },
  video_note: { type: /^video\//, words: 'A round video has to be a video.' },
};

const LASTING: readonly string[] = ['voice', 'audio', 'video', 'animation', 'video_note'];
const WITHOUT_CAPTION: readonly string[] = ['sticker', 'video_note'];

/** Why a phone does not send the file like this, in words for a person. */
export function whyNotSent({ mimeType }: Pick<SandboxFile, 'mimeType'>, kind: PhoneFileKind): string | undefined {
  const { type, words } = FITTING[kind];
  return type.test(mimeType) ? undefined : words;
}

export function hasDuration(kind: string): boolean {
  return LASTING.includes(kind);
}

export function takesCaption(kind: PhoneFileKind): boolean {
  return !WITHOUT_CAPTION.includes(kind);
}
