import type { PhoneKind, PhoneMessage } from '../../control/contract';
import { previewOf } from '../content/preview';
import type { MediaKind, Quoted, Said } from '../content/said';
import type { Texts } from '../texts';

const MEDIA: Readonly<Partial<Record<PhoneKind, MediaKind>>> = {
  photo: 'picture',
  video: 'video',
  voice: 'voice',
  audio: 'audio',
  document: 'file',
  sticker: 'sticker',
  animation: 'animation',
  video_note: 'round',
};

function labelOf(kind: PhoneKind, t: Texts): string | null {
  return kind === 'poll' || kind === 'dice' ? t.talk.kinds[kind] : null;
}

/** @param find the message with this id, where the phone still shows it. */
export function saidOnPhone(message: PhoneMessage, find: (id: number) => PhoneMessage | undefined, t: Texts): Said {
  const { id, kind, text, file, durationS, location, contact, forwardedFrom, reactions, edited } = message;
  return {
    key: String(id),
    text,
    label: labelOf(kind, t),
    media: file === null ? null : { state: 'there', kind: MEDIA[kind] ?? 'file', file, durationS },
    place: location,
    contact,
    list: null,
    commentOn: null,
    sharedPost: null,
    quote: quoteOf(message, find, t),
    forwarded: forwardedFrom === null ? null : { author: forwardedFrom, text: '' },
    reactions,
    edited,
  };
}

/** A quoted picture says nothing in words: it is called what it is. */
function quoteOf({ quote }: PhoneMessage, find: (id: number) => PhoneMessage | undefined, t: Texts): Quoted | null {
  if (quote === null) return null;
  const target = find(quote.messageId);
  if (target === undefined) return { ...quote, key: null };
  const text =
    quote.text === ''
      ? previewOf(
          saidOnPhone(target, () => undefined, t),
          t,
        )
      : quote.text;
  return { key: String(target.id), author: quote.author, text };
}
