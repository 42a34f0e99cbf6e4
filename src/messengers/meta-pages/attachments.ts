import type { Content, MediaType, RemoteFile, SaidContent, SharedPost } from '../../model/content';
import * as shapes from './shapes';

type Payload = NonNullable<shapes.Attachment['payload']>;
type Said = Content<RemoteFile> & { readonly sharedPost?: SharedPost };

/** Reads what an attachment holds; undefined where that is not as Meta says. */
type Read = (payload: Payload) => Said | undefined;

interface Kind {
  /** The word for people, where the content itself cannot be carried. */
  readonly what: string;
  readonly read?: Read;
}

/** Kinds of attachments by their `type` (facebook.md §2, §11). */
const KINDS: Readonly<Record<string, Kind | undefined>> = {
  // Until August 2026 a sticker came as a picture too.
  image: { what: 'photo', read: (payload) => sticker(payload) ?? fileAs('picture')(payload) },
  video: { what: 'video', read: fileAs('video') },
  // Meta marks no voice messages, and customers send no other sounds but as files.
  audio: { what: 'voice message', read: fileAs('voice') },
  file: { what: 'file', read: fileAs('file') },
  sticker: { what: 'sticker', read: (payload) => sticker(payload) ?? fileAs('sticker')(payload) },
  animated_image: { what: 'GIF', read: fileAs('picture') },
  location: { what: 'location', read: location },
  fallback: { what: 'link', read: link },
  reel: { what: 'reel', read: postOf('Facebook reel') },
  ig_reel: { what: 'reel', read: postOf('Instagram reel') },
  post: { what: 'post', read: postOf('Facebook') },
  ig_post: { what: 'post', read: postOf('Instagram') },
  share: { what: 'post', read: postOf('Instagram') },
  story_mention: { what: 'story that mentions you', read: postOf('Instagram story that mentions you') },
  ig_story: { what: 'story', read: postOf('Instagram story') },
  template: { what: 'card', read: products },
  appointment_booking: { what: 'appointment' },
  ephemeral: { what: 'photo or video that can be seen once' },
};

/** What one attachment says. */
export function attachmentOf(raw: unknown): SaidContent {
  const attachment = shapes.Attachment.safeParse(raw).data;
  const type = attachment?.type ?? '';
  const kind = Object.hasOwn(KINDS, type) ? KINDS[type] : undefined;
  const payload = attachment?.payload ?? {};
  return kind?.read?.(payload) ?? { type: 'unsupported', what: kind?.what ?? 'attachment of an unknown kind' };
}

/** The link is signed and needs no token, and it ends after some days (facebook.md §7). */
function fileAs(type: MediaType): Read {
  return (payload) => {
    const file = shapes.File.safeParse(payload).data;
    if (file === undefined) return undefined;
    const name = type === 'file' ? nameIn(file.url) : undefined;
    return { type, file: { reference: file.url, ...(name === undefined ? {} : { name }) } };
  };
}

/** The thumb that stands beside the field for writing, in its three sizes. */
const LIKES = ['369239263222822', '369239343222814', '369239383222810'];

function sticker(payload: Payload): Said | undefined {
  const { sticker_id: id } = shapes.File.partial().safeParse(payload).data ?? {};
  if (id === undefined) return undefined;
  const said = fileAs('sticker')(payload);
  if (said?.type === 'sticker') return { ...said, file: { ...said.file, sameAs: `sticker/${id}` } };
  return LIKES.includes(id) ? { type: 'text', text: '👍' } : undefined;
}

/** The only place where a file has a name. */
function nameIn(url: string): string | undefined {
  const last = new URL(url).pathname.split('/').at(-1) ?? '';
  try {
    const name = decodeURIComponent(last);
    return /\.[A-Za-z0-9]{1,8}$/.test(name) ? name : undefined;
  } catch {
    return undefined;
  }
}

function location(payload: Payload): Said | undefined {
  const place = shapes.Place.safeParse(payload.coordinates).data;
  return place && { type: 'location', latitude: place.lat, longitude: place.long };
}

/** A link has words of its own in the message; those of the preview stand in where it has none. */
function link(payload: Payload): Said | undefined {
  const file = shapes.File.safeParse(payload).data;
  if (file === undefined) return undefined;
  return { type: 'text', text: file.title === undefined ? file.url : `${file.title}\n${file.url}` };
}

function postOf(site: string): Read {
  return (payload) => {
    const post = shapes.File.safeParse(payload).data;
    return post && { type: 'text', text: post.title ?? '', sharedPost: { url: post.url, site } };
  };
}

/** Products of the business's catalogue. */
function products(payload: Payload): Said | undefined {
  const elements =
    shapes.Elements.safeParse(payload.product).data ?? shapes.Elements.safeParse(payload.generic ?? payload).data;
  if (elements === undefined) return undefined;
  const lines = elements.elements.flatMap(({ title, subtitle, retailer_id, id }) => {
    const parts = [title ?? retailer_id ?? id, subtitle].filter((part) => part !== undefined);
    return parts.length === 0 ? [] : [`🛒 ${parts.join(' – ')}`];
  });
  return lines.length === 0 ? undefined : { type: 'text', text: lines.join('\n') };
}
