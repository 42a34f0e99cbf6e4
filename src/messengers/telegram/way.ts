import type { OutboundMedia } from '../contract';
import { PHOTO_LIMIT, STICKER_LIMIT } from './limits';

/** How Telegram is handed a file: the method, the field that it goes in, and what else belongs to it. */
export interface Way {
  readonly method: string;
  readonly field: 'photo' | 'video' | 'animation' | 'voice' | 'audio' | 'document' | 'sticker';
  readonly parameters: Readonly<Record<string, unknown>>;
}

const PHOTOS = /^image\/(jpeg|png|webp)$/;
const STICKERS = /^(image\/webp|application\/x-tgsticker|video\/webm)$/;
/** What is played as music (telegram.md §3). */
const MUSIC = /^audio\/(mpeg|mp3|mp4|x-m4a)$/;
/** The sound in OGG has to be Opus. */
const SPEECH = /^audio\/(ogg; ?codecs=opus|opus)$/;

/** Without the last, Telegram would make a film or a moving picture of some files (telegram.md §3). */
export const AS_DOCUMENT: Way = {
  method: 'sendDocument',
  field: 'document',
  parameters: { disable_content_type_detection: true },
};

/** Telegram's kind for a file, as far as it takes these bytes as that; what it does not is a document (telegram.md §3, §7). */
export function wayFor({ type, file, caption }: Pick<OutboundMedia, 'type' | 'file' | 'caption'>): Way {
  const { mimeType, size } = file;
  const duration = file.durationS === undefined ? {} : { duration: Math.round(file.durationS) };
  switch (type) {
    case 'sticker':
      // A sticker has no caption, and the words count for more.
      if (caption === undefined && STICKERS.test(mimeType) && size <= STICKER_LIMIT)
        return plain('sendSticker', 'sticker');
      return pictureWay(mimeType, size);
    case 'picture':
      return pictureWay(mimeType, size);
    case 'video':
      // Other films show as files only.
      if (mimeType !== 'video/mp4') return AS_DOCUMENT;
      return { method: 'sendVideo', field: 'video', parameters: { supports_streaming: true, ...duration } };
    case 'voice':
      if (!SPEECH.test(mimeType) && !MUSIC.test(mimeType)) return AS_DOCUMENT;
      return { method: 'sendVoice', field: 'voice', parameters: duration };
    case 'audio':
      return MUSIC.test(mimeType) ? { method: 'sendAudio', field: 'audio', parameters: duration } : AS_DOCUMENT;
    case 'file':
      return AS_DOCUMENT;
  }
}

/** A GIF sent as a photo would stand still. */
function pictureWay(mimeType: string, size: number): Way {
  if (mimeType === 'image/gif') return plain('sendAnimation', 'animation');
  return PHOTOS.test(mimeType) && size <= PHOTO_LIMIT ? plain('sendPhoto', 'photo') : AS_DOCUMENT;
}

function plain(method: string, field: Way['field']): Way {
  return { method, field, parameters: {} };
}
