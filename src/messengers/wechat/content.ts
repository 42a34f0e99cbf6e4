import type { Raw } from '../../http/json';
import type { Content, RemoteFile } from '../../model/content';
import { tapOn } from './press';
import { mediaReference } from './references';
import * as shapes from './shapes';

type Said = Content<RemoteFile>;

interface Kind {
  /** The word for people, where the content itself cannot be carried. */
  readonly what: string;
  /** Undefined where it is not as WeChat says. */
  readonly read?: (message: Raw) => Said | undefined;
}

/** By `MsgType` (wechat.md §2). */
const KINDS: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ['text', { what: 'empty message', read: text }],
  ['image', { what: 'picture', read: picture }],
  ['voice', { what: 'voice message', read: voice }],
  ['video', { what: 'video', read: video }],
  ['shortvideo', { what: 'video', read: video }],
  ['location', { what: 'location', read: location }],
  ['link', { what: 'link', read: link }],
  ['file', { what: 'file', read: file }],
]);

/** WeChat's words in place of what it does not hand over, such as stickers that customers made (wechat.md §2). */
const NOT_HANDED_OVER = '【收到不支持的消息类型，暂无法显示】';

export function contentOf(type: string, message: Raw): Said {
  const { what, read } = KINDS.get(type) ?? { what: wordFor(type) };
  return read?.(message) ?? { type: 'unsupported', what };
}

/** What comes later than this version says what it is by its type alone. */
function wordFor(type: string): string {
  return /^[a-z][a-z_ ]{0,30}$/.test(type) ? type.replaceAll('_', ' ') : 'message of an unknown kind';
}

function text(message: Raw): Said | undefined {
  const said = shapes.Text.safeParse(message).data;
  if (said === undefined) return undefined;
  const { Content: words, bizmsgmenuid: entry } = said;
  if (entry !== undefined) return tapOn(entry, words);
  if (words === NOT_HANDED_OVER) return { type: 'unsupported', what: 'sticker, or another message that WeChat keeps' };
  return { type: 'text', text: words };
}

function picture(message: Raw): Said | undefined {
  const { MediaId: id, PicUrl: url } = shapes.Picture.safeParse(message).data ?? {};
  const reference = id === undefined ? url : mediaReference(id);
  return reference === undefined ? undefined : { type: 'picture', file: { reference } };
}

/** Its words, where WeChat has recognised any, stand beside it. */
function voice(message: Raw): Said | undefined {
  const said = shapes.Voice.safeParse(message).data;
  if (said === undefined) return undefined;
  const { MediaId: id, Format: format, Recognition: words } = said;
  const kind = format === undefined ? {} : { mimeType: `audio/${format.toLowerCase()}` };
  return {
    type: 'voice',
    file: { reference: mediaReference(id), ...kind },
    ...(words === undefined ? {} : { caption: words.trim() }),
  };
}

function video(message: Raw): Said | undefined {
  const id = shapes.Video.safeParse(message).data?.MediaId;
  return id === undefined ? undefined : { type: 'video', file: { reference: mediaReference(id) } };
}

function location(message: Raw): Said | undefined {
  const place = shapes.Location.safeParse(message).data;
  if (place === undefined) return undefined;
  const { Location_X: latitude, Location_Y: longitude, Label: address } = place;
  return { type: 'location', latitude, longitude, ...(address === undefined ? {} : { address: address.trim() }) };
}

function link(message: Raw): Said | undefined {
  const shared = shapes.Link.safeParse(message).data;
  if (shared === undefined) return undefined;
  const lines = [shared.Title, shared.Description, shared.Url].filter((line) => line !== undefined);
  return { type: 'text', text: lines.join('\n') };
}

/** WeChat names it and hands it to no account (wechat.md §2). */
function file(message: Raw): Said {
  const title = shapes.File.safeParse(message).data?.Title;
  return { type: 'unsupported', what: 'file', ...(title === undefined ? {} : { caption: title.trim() }) };
}
