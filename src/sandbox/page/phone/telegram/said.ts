import type { PhoneKind, PhoneMessage } from '../../../control/contract';
import { quoted } from '../../content/preview';
import { type MediaKind, said, type Said } from '../../content/said';
import type { Texts } from '../../texts';

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

/** @param find the message with this id, where the phone still shows it. */
export function saidOnPhone(message: PhoneMessage, find: (id: number) => PhoneMessage | undefined, t: Texts): Said {
  const { id, kind, text, file, durationS, location, contact, quote, forwardedFrom, reactions, edited } = message;
  const target = quote === null ? undefined : find(quote.messageId);
  return said({
    key: String(id),
    text,
    label: kind === 'poll' || kind === 'dice' ? t.talk.kinds[kind] : null,
    media: file === null ? null : { state: 'there', kind: MEDIA[kind] ?? 'file', file, durationS },
    place: location,
    contact,
    quote: quote === null ? null : quoted(quote, target && saidOnPhone(target, () => undefined, t), t),
    forwarded: forwardedFrom === null ? null : { author: forwardedFrom, text: '' },
    reactions,
    edited,
  });
}
