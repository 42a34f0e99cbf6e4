import type { Content, MediaType, RemoteFile } from '../../model/content';
import { Stored } from './shapes';
import { storedFileIn } from './stored-file';

type Said = Extract<Content<RemoteFile>, { file: RemoteFile }> | Extract<Content<RemoteFile>, { type: 'unsupported' }>;

/** One of the files of a message (apple.md §2). */
export function fileOf(attachment: unknown): Said {
  const stored = Stored.safeParse(attachment).data;
  const type = stored === undefined ? 'file' : kindOf(stored);
  const file = stored && storedFileIn(stored);
  if (stored === undefined || file === undefined) return { type: 'unsupported', what: WORDS[type] };
  const { name, mimeType, size } = stored;
  return {
    type,
    file: {
      reference: JSON.stringify(file),
      ...(name === undefined ? {} : { name }),
      ...(mimeType === undefined ? {} : { mimeType }),
      ...(size === undefined ? {} : { size }),
    },
  };
}

type Kind = Exclude<MediaType, 'sticker'>;

const WORDS: Readonly<Record<Kind, string>> = {
  picture: 'picture',
  video: 'video',
  voice: 'voice message',
  audio: 'audio file',
  file: 'file',
};

/** What iPhones record (apple.md §2). */
const RECORDED = ['audio/x-caf', 'audio/amr'];

/** Contacts and places come as cards, and stay files: what is in them is encrypted. */
function kindOf({ mimeType = '', name = '' }: Stored): Kind {
  const [essence = ''] = mimeType.toLowerCase().split(';');
  const type = essence.trim();
  if (type.startsWith('image/')) return 'picture';
  if (type.startsWith('video/')) return 'video';
  if (RECORDED.includes(type) || /\.(caf|amr)$/i.test(name)) return 'voice';
  return type.startsWith('audio/') ? 'audio' : 'file';
}
