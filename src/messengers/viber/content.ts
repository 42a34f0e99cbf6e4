import type { Content, RemoteFile } from '../../model/content';
import type { Raw } from '../../http/json';
import { pressIn } from './press';
import * as shapes from './shapes';

type Said = Content<RemoteFile>;
type Caption = { readonly caption?: string };

/** Reads one type of message; undefined where it is not as Viber says. */
type Read = (message: Raw, caption: Caption) => Said | undefined;

interface Kind {
  /** The word for people, where the content itself cannot be carried. */
  readonly what: string;
  readonly read?: Read;
}

/** By `message.type` (viber.md §2). */
const KINDS: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ['text', { what: 'empty message', read: text }],
  ['picture', { what: 'picture', read: fileAs('picture') }],
  ['video', { what: 'video', read: fileAs('video') }],
  ['file', { what: 'file', read: fileAs('file') }],
  ['sticker', { what: 'sticker', read: sticker }],
  ['contact', { what: 'contact card', read: contact }],
  ['location', { what: 'location', read: location }],
  ['url', { what: 'link', read: link }],
  ['rich_media', { what: 'carousel' }],
]);

export function contentOf(message: Raw): Said {
  const words = typeof message.text === 'string' ? message.text : '';
  const caption = words === '' ? {} : { caption: words };
  const type = typeof message.type === 'string' ? message.type : '';
  const { what, read } = KINDS.get(type) ?? { what: wordFor(type) };
  return read?.(message, caption) ?? { type: 'unsupported', what, ...caption };
}

/** What comes later than this version says what it is by its type alone. */
function wordFor(type: string): string {
  return /^[a-z][a-z_ ]{0,30}$/.test(type) ? type.replaceAll('_', ' ') : 'message of an unknown kind';
}

function text(_: Raw, { caption }: Caption): Said | undefined {
  return caption === undefined ? undefined : (pressIn(caption) ?? { type: 'text', text: caption });
}

function fileAs(type: 'picture' | 'video' | 'file'): Read {
  return (message, caption) => {
    const file = shapes.File.safeParse(message).data;
    if (file === undefined) return undefined;
    const { media, file_name, size = file.file_size, duration } = file;
    return {
      type,
      file: {
        reference: media,
        ...(file_name === undefined ? {} : { name: file_name }),
        ...(size === undefined ? {} : { size }),
        ...(duration === undefined || type !== 'video' ? {} : { durationS: Math.round(duration) }),
      },
      ...caption,
    };
  };
}

function sticker(message: Raw): Said | undefined {
  const found = shapes.Sticker.safeParse(message).data;
  if (found === undefined) return undefined;
  const { sticker_id, media } = found;
  if (media === undefined) return { type: 'unsupported', what: `sticker ${sticker_id.slice(0, 20)}` };
  return { type: 'sticker', file: { reference: media, sameAs: `sticker/${sticker_id}` } };
}

function contact(message: Raw): Said | undefined {
  const card = shapes.Contact.safeParse(message).data?.contact;
  if (card === undefined) return undefined;
  const name = card.name?.trim() ?? '';
  const phone = card.phone_number?.trim() ?? '';
  if (phone !== '') return { type: 'contact', name: name === '' ? phone : name, phone };
  return { type: 'unsupported', what: 'contact card', ...(name === '' ? {} : { caption: name }) };
}

function location(message: Raw): Said | undefined {
  const place = shapes.Location.safeParse(message).data?.location;
  if (place === undefined) return undefined;
  const { lat: latitude, lon: longitude, address } = place;
  return { type: 'location', latitude, longitude, ...(address === undefined ? {} : { address }) };
}

/** Moving pictures of Viber's own collection come so, too. */
function link(message: Raw, { caption = '' }: Caption): Said | undefined {
  const url = shapes.Link.safeParse(message).data?.media;
  if (url === undefined) return undefined;
  return { type: 'text', text: caption.includes(url) ? caption : [caption, url].filter(Boolean).join('\n') };
}
