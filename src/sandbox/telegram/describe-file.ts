import type { PhoneKind } from '../control/contract';
import { smallIdOf, smallUniqueIdOf } from './files';
import type { TelegramFile } from './state';
import { SMALL_PICTURE } from './thumbnails';

/** A file with the fields of its kind (telegram.md §2, Content by kind). */
export function describeFile(kind: PhoneKind, file: TelegramFile, durationS: number | null): Record<string, unknown> {
  const duration = durationS ?? 1;
  const own = { file_id: file.fileId, file_unique_id: file.uniqueId, file_size: file.size };
  const named = { file_name: file.name, mime_type: file.mimeType };
  const small = { ...thumbnailOf(file), width: 90, height: 67 };
  const thumbs = { thumbnail: small, thumb: small };
  switch (kind) {
    case 'photo':
      // Small to large: the last one is the file itself.
      return { photo: [small, { ...own, width: 1280, height: 960 }] };
    case 'video':
      return { video: { duration, width: 1280, height: 720, ...named, ...thumbs, ...own } };
    case 'voice':
      return { voice: { duration, mime_type: file.mimeType, ...own } };
    case 'audio':
      return { audio: { duration, ...named, ...own } };
    case 'document':
      return { document: { ...named, ...own } };
    case 'animation':
      // An animation comes as a document, too.
      return {
        animation: { duration, width: 320, height: 240, ...named, ...own },
        document: { ...named, ...own },
      };
    case 'video_note':
      return { video_note: { duration, length: 240, ...thumbs, ...own } };
    case 'sticker':
      return {
        sticker: {
          width: 512,
          height: 512,
          emoji: '👍',
          set_name: 'Sandbox',
          is_animated: file.mimeType === 'application/x-tgsticker',
          is_video: file.mimeType === 'video/webm',
          type: 'regular',
          ...thumbs,
          ...own,
        },
      };
    case 'text':
    case 'location':
    case 'venue':
    case 'contact':
    case 'poll':
    case 'dice':
      return {};
  }
}

function thumbnailOf(file: TelegramFile): Record<string, unknown> {
  return { file_id: smallIdOf(file), file_unique_id: smallUniqueIdOf(file), file_size: SMALL_PICTURE.length };
}
