import type { z } from 'zod';
import type { Content, RemoteFile } from '../../model/content';
import { isRecord, type Raw } from '../../http/json';
import * as shapes from './shapes';

type Said = Content<RemoteFile>;

/** Reads the field that a kind is told by; undefined where that is not as the Bot API says. */
type Read = (field: unknown, caption: { readonly caption?: string }) => Said | undefined;

interface Kind {
  readonly field: string;
  /** The word for people, where the content itself cannot be carried. */
  readonly what: string;
  readonly read?: Read;
}

/**
 * Kinds of content that are not text, by their field (telegram.md §2). The first that fits counts: an animation also
 * comes as a document, a venue as a location, a live photo as a photo.
 */
const KINDS: readonly Kind[] = [
  { field: 'animation', what: 'animation', read: fileAs('video') },
  { field: 'photo', what: 'photo', read: photo },
  { field: 'live_photo', what: 'live photo' },
  { field: 'video', what: 'video', read: fileAs('video') },
  { field: 'voice', what: 'voice message', read: fileAs('voice') },
  { field: 'audio', what: 'audio file', read: audio },
  { field: 'video_note', what: 'video message', read: fileAs('video') },
  { field: 'document', what: 'file', read: fileAs('file') },
  { field: 'sticker', what: 'sticker', read: sticker },
  { field: 'venue', what: 'venue', read: venue },
  { field: 'location', what: 'location', read: location },
  { field: 'contact', what: 'contact card', read: contact },
  { field: 'poll', what: 'poll', read: poll },
  { field: 'dice', what: 'dice', read: dice },
  { field: 'story', what: 'story' },
  { field: 'game', what: 'game', read: titled('game') },
  { field: 'invoice', what: 'invoice', read: titled('invoice') },
  { field: 'paid_media', what: 'paid media' },
  { field: 'checklist', what: 'checklist', read: titled('checklist') },
  { field: 'rich_message', what: 'formatted message' },
  { field: 'giveaway', what: 'giveaway' },
];

/**
 * @param message what is read of it
 * @param raw the same with every field, to tell its kind
 */
export function contentOf(message: Pick<shapes.Message, 'text' | 'caption'>, raw: Raw): Said {
  if (message.text !== undefined) return { type: 'text', text: withLinks(message.text, raw.entities) };
  const caption = message.caption === undefined ? {} : { caption: withLinks(message.caption, raw.caption_entities) };
  const kind = KINDS.find(({ field }) => field in raw);
  const what = kind?.what ?? 'message of an unknown kind';
  return kind?.read?.(raw[kind.field], caption) ?? { type: 'unsupported', what, ...caption };
}

/** The word for what a message has beside text; undefined where it has nothing. */
export function kindWordOf(raw: Raw): string | undefined {
  return KINDS.find(({ field }) => field in raw)?.what;
}

/** Words that hide a link are followed by it: in Kommo there would be nothing to press. */
function withLinks(text: string, entities: unknown): string {
  if (!Array.isArray(entities)) return text;
  const links = entities
    .flatMap((entity: unknown) => shapes.TextLink.safeParse(entity).data ?? [])
    .map(({ offset, length, url }) => ({ end: offset + length, url, words: text.slice(offset, offset + length) }))
    .filter(({ end, url, words }) => end <= text.length && words !== url)
    .sort((one, other) => other.end - one.end);
  return links.reduce((said, { end, url }) => `${said.slice(0, end)} (${url})${said.slice(end)}`, text);
}

function fileAs(type: 'video' | 'voice' | 'file'): Read {
  return (field, caption) => {
    const file = shapes.File.safeParse(field).data;
    return file && { type, file: remoteFile(file), ...caption };
  };
}

/** Sizes run from small to large (telegram.md §2). */
function photo(field: unknown, caption: { readonly caption?: string }): Said | undefined {
  const size = Array.isArray(field) ? shapes.File.safeParse(field.at(-1)).data : undefined;
  return size && { type: 'picture', file: remoteFile(size), ...caption };
}

function audio(field: unknown, caption: { readonly caption?: string }): Said | undefined {
  const found = shapes.Audio.safeParse(field).data;
  if (found === undefined) return undefined;
  const title = [found.performer, found.title].filter((part) => part !== undefined && part !== '').join(' – ');
  const name = found.file_name ?? (title === '' ? undefined : title);
  return { type: 'audio', file: { ...remoteFile(found), ...(name === undefined ? {} : { name }) }, ...caption };
}

/**
 * Moving stickers are Lottie or WebM, which nothing but Telegram shows; their thumbnail is a picture of them. The emoji
 * beside a sticker is not something the customer said, so it stands only where there is no picture.
 */
function sticker(field: unknown): Said | undefined {
  const found = shapes.Sticker.safeParse(field).data;
  if (found === undefined) return undefined;
  const { is_animated, is_video, thumbnail, emoji } = found;
  if (is_animated !== true && is_video !== true) return { type: 'sticker', file: remoteFile(found) };
  if (thumbnail !== undefined) return { type: 'sticker', file: remoteFile(thumbnail) };
  return { type: 'unsupported', what: 'animated sticker', ...(emoji === undefined ? {} : { caption: emoji }) };
}

function location(field: unknown): Said | undefined {
  const place = shapes.Location.safeParse(field).data;
  return place && { type: 'location', ...place };
}

function venue(field: unknown): Said | undefined {
  const found = shapes.Venue.safeParse(field).data;
  if (found === undefined) return undefined;
  const { title, address } = found;
  return {
    type: 'location',
    ...found.location,
    ...(title === undefined ? {} : { title }),
    ...(address === undefined ? {} : { address }),
  };
}

function contact(field: unknown): Said | undefined {
  const card = shapes.Contact.safeParse(field).data;
  if (card === undefined) return undefined;
  const phone = phoneOf(card);
  const name = [card.first_name ?? '', card.last_name ?? ''].join(' ').trim();
  if (phone !== '') return { type: 'contact', name: name === '' ? phone : name, phone };
  return { type: 'unsupported', what: 'contact card', ...(name === '' ? {} : { caption: name }) };
}

/** The number of a Telegram account is international, and often comes without its plus (telegram.md §2). */
export function phoneOf({ phone_number, user_id }: z.infer<typeof shapes.Contact>): string {
  const phone = phone_number.trim();
  return user_id !== undefined && /^\d+$/.test(phone) ? `+${phone}` : phone;
}

/** Nobody can vote in Kommo, but what was asked can be read. */
function poll(field: unknown): Said | undefined {
  const found = shapes.Poll.safeParse(field).data;
  if (found === undefined) return undefined;
  return {
    type: 'unsupported',
    what: 'poll',
    caption: [found.question, ...found.options.map(({ text }) => `• ${text}`)].join('\n'),
  };
}

function dice(field: unknown): Said | undefined {
  const thrown = shapes.Dice.safeParse(field).data;
  return thrown && { type: 'text', text: `${thrown.emoji} ${thrown.value}` };
}

function titled(what: string): Read {
  return (field) => {
    const title = isRecord(field) && typeof field.title === 'string' ? field.title : '';
    return { type: 'unsupported', what, ...(title === '' ? {} : { caption: title }) };
  };
}

/** `file_id` fetches it and is the bot's own; `file_unique_id` names the same bytes to all bots (telegram.md §7). */
function remoteFile(file: z.infer<typeof shapes.File>): RemoteFile {
  return {
    reference: file.file_id,
    ...(file.file_unique_id === undefined ? {} : { sameAs: file.file_unique_id }),
    ...(file.file_name === undefined ? {} : { name: file.file_name }),
    ...(file.mime_type === undefined ? {} : { mimeType: file.mime_type }),
    ...(file.file_size === undefined ? {} : { size: file.file_size }),
    ...(file.duration === undefined ? {} : { durationS: file.duration }),
  };
}
