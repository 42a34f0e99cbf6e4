import type { SaidContent } from '../../model/content';
import type { PastSaid } from '../history';
import type { Attachment, Message } from './past-shapes';
import { pieceId } from './product';

/** Whose conversation it is. */
export interface Parties {
  /** The customer: the chat's address. */
  readonly chat: string;
  readonly customer: string;
  /** The Page or the Instagram account. */
  readonly own: string;
}

/** Fields of a message that are asked for; of `shares` nothing comes without naming it (Graph API reference, Message). */
export const ATTACHMENTS = 'attachments{mime_type,name,size,image_data,video_data,file_url},sticker';
export const FIELDS = `id,created_time,from,message,${ATTACHMENTS},shares{link,name},story,is_unsupported`;

/**
 * One old message, in the pieces in which a webhook would have told it, under the same ids. That these ids are the `mid` of webhooks
 * is an assumption: both are made alike. What it answers the Conversations API does not tell.
 * @returns none, where Meta gives no more of it than its id
 */
export function saidIn(message: Message, { chat, customer, own }: Parties): readonly PastSaid[] {
  const { id, created_time: at, from } = message;
  if (at === undefined || from === undefined) return [];
  const by = from.id === chat ? 'customer' : 'business';
  const author = by === 'customer' ? { id: chat, name: customer } : { id: own, name: from.name ?? from.username ?? '' };
  const contents = contentsOf(message);
  const album = contents.length > 1 ? { album: id } : {};
  return contents.map((content, index) => ({
    kind: 'message',
    chat,
    remoteId: pieceId(id, index),
    at,
    by,
    author,
    content: { ...content, ...album },
  }));
}

function contentsOf(message: Message): readonly SaidContent[] {
  const { id, message: text = '', attachments, shares, sticker, story, is_unsupported } = message;
  const [first, ...more] = attachments.map((attachment, index) => fileOf(attachment, referenceTo(id, index)));
  if (first !== undefined) return [text === '' ? first : { ...first, caption: text }, ...more];
  if (sticker !== undefined) return [{ type: 'sticker', file: { reference: referenceTo(id, 'sticker') } }];
  // The preview of a link says nothing beside its text.
  if (text !== '') return [{ type: 'text', text }];
  const [share] = shares;
  if (share?.link !== undefined) {
    return [{ type: 'text', text: share.name === undefined ? share.link : `${share.name}\n${share.link}` }];
  }
  if (story !== undefined) return [{ type: 'unsupported', what: 'story that mentions you' }];
  const what = is_unsupported ? 'message of a kind that Meta does not hand over' : 'message without content';
  return [{ type: 'unsupported', what }];
}

type File = Extract<SaidContent, { readonly file: unknown }> | Extract<SaidContent, { readonly type: 'unsupported' }>;

function fileOf(attachment: Attachment, reference: string): File {
  const { mime_type, name, size } = attachment;
  const file = {
    reference,
    ...(name === undefined ? {} : { name }),
    ...(mime_type === undefined ? {} : { mimeType: mime_type }),
    ...(size === undefined ? {} : { size }),
  };
  if (addressOf(attachment) === undefined) return { type: 'unsupported', what: 'attachment of an unknown kind' };
  if (attachment.image_data !== undefined) {
    return { type: attachment.image_data.render_as_sticker ? 'sticker' : 'picture', file };
  }
  if (attachment.video_data !== undefined) return { type: 'video', file };
  // Meta marks no voice messages, and customers send no other sounds but as files.
  return { type: mime_type?.startsWith('audio/') === true ? 'voice' : 'file', file };
}

/** Where it can be fetched, for some days. */
export function addressOf({ image_data, video_data, file_url }: Attachment): string | undefined {
  return image_data?.animated_gif_url ?? image_data?.url ?? video_data?.url ?? file_url;
}

/** Addresses end after some days, so it is the message that is named, and asked for one when somebody wants the file. */
function referenceTo(mid: string, which: number | 'sticker'): string {
  return `past:${String(which)}:${mid}`;
}

export interface PastFile {
  readonly mid: string;
  readonly which: number | 'sticker';
}

/** @returns undefined for what is none of these: an address, as webhooks tell it */
export function readReference(reference: string): PastFile | undefined {
  const [, which, mid] = /^past:(\d{1,3}|sticker):(.+)$/.exec(reference) ?? [];
  if (which === undefined || mid === undefined) return undefined;
  return { mid, which: which === 'sticker' ? which : Number(which) };
}
