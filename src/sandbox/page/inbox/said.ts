import type { InboxMessage } from '../../control/contract';
import { quoted } from '../content/preview';
import { type Media, type MediaKind, said, type Said } from '../content/said';
import type { Texts } from '../texts';

/** Kommo's types of files (kommo-chat-api.md §9.4). */
const MEDIA: Readonly<Record<string, MediaKind>> = {
  file: 'file',
  video: 'video',
  picture: 'picture',
  voice: 'voice',
  audio: 'audio',
  sticker: 'sticker',
};

const OTHERS = ['text', 'location', 'contact'];

function mediaOf({ type, media }: InboxMessage): Media | null {
  if (media === null) return null;
  const kind = media.file?.mimeType === 'image/gif' ? 'animation' : (MEDIA[type] ?? 'file');
  if (media.state === 'failed') return { state: 'failed', kind, name: media.fileName, error: media.error };
  if (media.state === 'waiting' || media.file === null) return { state: 'waiting', kind, name: media.fileName };
  return { state: 'there', kind, file: media.file, durationS: media.durationS };
}

/** @param find the message with this id, where the chat still shows it. */
export function saidInInbox(message: InboxMessage, find: (id: string) => InboxMessage | undefined, t: Texts): Said {
  const { id, type, text, location, contact, list, post, sharedPost, quote, forwarded, reactions, edited } = message;
  const target = quote?.messageId == null ? undefined : find(quote.messageId);
  return said({
    key: id,
    text,
    label: OTHERS.includes(type) || type in MEDIA ? null : type,
    media: mediaOf(message),
    place: location,
    contact,
    list,
    commentOn: post,
    sharedPost,
    quote: quote === null ? null : quoted(quote, target && saidInInbox(target, () => undefined, t), t),
    forwarded,
    reactions,
    edited,
  });
}
