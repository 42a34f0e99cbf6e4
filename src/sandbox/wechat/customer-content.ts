import type { NewHandsetMessage } from '../control/lines-contract';
import type { Core } from '../core';
import type { SandboxFile } from '../files/sandbox-files';
import type { Refused } from '../lines/emulator';
import type { Line, LineMessage } from '../lines/records';
import { endingOf } from './file-kinds';
import { pictureAddress, store } from './media';
import type { Xml } from './xml';

const NOT_SHOWN = '【收到不支持的消息类型，暂无法显示】';
const LINK = { title: 'An offer', description: 'Today only', url: 'https://example.com/offer' };
const SCALE = 16;

/** What a customer says: what the handset shows, and the callback's fields; `null`: accounts never hear of it. */
export interface Said {
  readonly shows: Partial<Pick<LineMessage, 'kind' | 'text' | 'files' | 'durationS' | 'location'>>;
  readonly fields: Xml | null;
}

/** wechat.md §2 */
export function readSaid(core: Core, line: Line, said: NewHandsetMessage): Said | Refused {
  const { text = '', files = [], location, contact, other } = said;
  if (said.replyTo !== undefined) return { refused: 'An account of WeChat is not told what a message answers.' };
  if (said.forwarded === true) return { refused: 'An account of WeChat is not told that a message was forwarded.' };
  if (contact) return { refused: 'An account of WeChat is not told of cards.' };
  if (files.length > 1) return { refused: 'WeChat sends one file with each message.' };
  if (location) return aPlace(location);
  if (other !== undefined) return special(other);
  const file = core.files.get(files[0] ?? '');
  return file ? aFile(core, line, file, { ...said, text }) : aText(text);
}

export function aText(text: string): Said {
  return { shows: { text }, fields: { MsgType: 'text', Content: text } };
}

/** A tap on an entry of a menu in the chat. */
export function aTap(text: string, entry: string): Said {
  return { shows: { text }, fields: { MsgType: 'text', Content: text, bizmsgmenuid: entry } };
}

export function aLink({ title, description, url }: typeof LINK): Said {
  return {
    shows: { text: [title, description, url].filter((each) => each !== '').join('\n') },
    fields: { MsgType: 'link', Title: title, Description: description, Url: url },
  };
}

function special(other: string): Said {
  if (other === 'link') return aLink(LINK);
  return { shows: { kind: 'other', text: `[${other}]` }, fields: { MsgType: other } };
}

function aPlace({ latitude, longitude, title, address }: NonNullable<NewHandsetMessage['location']>): Said {
  return {
    shows: { kind: 'location', location: { latitude, longitude, title: title ?? null, address: address ?? null } },
    fields: {
      MsgType: 'location',
      Location_X: latitude,
      Location_Y: longitude,
      Scale: SCALE,
      Label: address ?? title ?? '',
      Poiname: title ?? '',
    },
  };
}

function aFile(
  core: Core,
  line: Line,
  file: SandboxFile,
  said: NewHandsetMessage & { readonly text: string },
): Said | Refused {
  const { text, durationS = null, as = 'file' } = said;
  if (text !== '') return { refused: 'WeChat has no words beside a file.' };
  const shows = { kind: as, files: [file.id], durationS } as const;
  switch (as) {
    case 'picture': {
      const media = store(core, line, 'image', file);
      return { shows, fields: { MsgType: 'image', PicUrl: pictureAddress(core, media), MediaId: media.id } };
    }
    case 'voice':
      return { shows, fields: voice(core, line, file) };
    case 'video': {
      const kind = core.assumptions.is('wechat-video', 'shortvideo') ? 'shortvideo' : 'video';
      const [film, thumb] = [store(core, line, 'video', file), store(core, line, 'thumb', file)];
      return { shows, fields: { MsgType: kind, MediaId: film.id, ThumbMediaId: thumb.id } };
    }
    case 'sticker':
      return { shows, fields: core.assumptions.is('wechat-sticker', 'text') ? aText(NOT_SHOWN).fields : null };
    case 'file':
      return { shows, fields: core.assumptions.is('wechat-file', 'file') ? named(file) : null };
    case 'audio':
      return { refused: 'WeChat sends music as a file.' };
  }
}

function voice(core: Core, line: Line, file: SandboxFile): Xml {
  const { assumptions } = core;
  const format = endingOf(file.name) === 'speex' ? 'speex' : 'amr';
  const heard = assumptions.is('wechat-recognition', 'sent') ? 'When does the shop open?' : '';
  return {
    MsgType: 'voice',
    MediaId: store(core, line, 'voice', file).id,
    Format: format,
    Recognition: assumptions.is('wechat-recognition', 'absent') ? undefined : heard,
    MediaId16K: assumptions.is('wechat-voice-16k', 'sent') ? store(core, line, 'voice', file).id : undefined,
  };
}

/** There is no way to its bytes (wechat.md §2). */
function named({ name, sha256, size }: SandboxFile): Xml {
  return {
    MsgType: 'file',
    Title: name,
    Description: '',
    FileKey: sha256.slice(0, 40),
    FileMd5: sha256.slice(0, 32),
    FileTotalLen: size,
  };
}
