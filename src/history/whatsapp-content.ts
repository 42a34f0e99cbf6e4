import type { MediaType } from '../model/content';
import { fileIn } from './entry-file';
import type { HistoryInput } from './reader';
import type { HistoryFile, HistoryMessage } from './record';
import * as words from './whatsapp-words';

type Said = HistoryMessage['content'];

/** What a message says; or why it says nothing. */
export type Understood =
  | { readonly content: Said; /** By which it is known again: of files only the caption. */ readonly words: string }
  | { readonly gap: 'service' | 'deleted' };

export interface Beside {
  readonly input: HistoryInput;
  /** The text's own name in the archive. */
  readonly entry: string;
  readonly form: 'brackets' | 'dash';
}

const MARKS = /[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;
/** iPhones put it before whatever is in WhatsApp's own words. */
const OWN_WORDS = '\u200e';

/** @param text of all lines, with marks */
export function understood(text: string, beside: Beside): Understood {
  const bare = withoutEdited(text);
  const plain = bare.replace(MARKS, '').trim();
  const [first = '', ...others] = plain.split('\n');
  const rest = others.join('\n').trim();
  const own = ownWords(first);
  if (rest === '' && words.DELETED.has(own)) return { gap: 'deleted' };
  if (rest === '' && words.CALL.test(own)) return { gap: 'service' };
  const media = attachedIn(first, beside) ?? omittedIn(first, bare);
  if (media !== undefined) return filed(media, rest);
  return placeIn(plain) ?? pollIn(own, rest) ?? other(plain, own, bare, beside);
}

interface Media {
  readonly type: MediaType | 'contact';
  readonly file: HistoryFile;
  /** Written in the same line. */
  readonly caption: string;
}

function filed({ type, file, caption }: Media, rest: string): Understood {
  // A document without a text of its own has its name there.
  const named = caption === file.name || /\.\w{1,8} • /.test(caption) ? '' : caption;
  const said = [named, rest === file.name ? '' : rest].filter((each) => each !== '').join('\n');
  const content: Said =
    type === 'contact'
      ? { type: 'unsupported', what: 'contact card', ...(said === '' ? {} : { caption: said }) }
      : { type, file, ...(said === '' ? {} : { caption: said }) };
  return { content, words: `\0file ${said}` };
}

/** `IMG-20240501-WA0001.jpg (file attached)` */
const BEHIND = /^(.*\.\w{1,8}) \(([^()]{3,40})\)$/u;
/** `Prices.pdf • 3 pages <attached: 00000007-Prices.pdf>` */
const WITHIN = /^(.*?)\s?<([^<>:]{2,30})\s?: ?([^<>]+\.\w{1,8})>$/u;
/** iPhones number what they export. */
const NUMBERED = /^\d{5,}-/;

/** In a language that is not known a file is known by being there. */
function attachedIn(line: string, { input, entry }: Beside): Media | undefined {
  const [, behind, attached = ''] = BEHIND.exec(line) ?? [];
  const [, caption = '', word = '', within] = behind === undefined ? (WITHIN.exec(line) ?? []) : [];
  const name = behind ?? within;
  if (name === undefined) return undefined;
  const file = fileIn(input, entry, name, { name: name.replace(NUMBERED, '') });
  const isSaid = words.FILE_ATTACHED.has(attached.toLowerCase()) || words.ATTACHED.has(word.trim().toLowerCase());
  return isSaid || file.missing === undefined ? { type: typeOf(name), file, caption } : undefined;
}

function omittedIn(line: string, text: string): Media | undefined {
  const own = ownWords(line);
  const file = { missing: 'not-exported' } as const;
  if (/^<.+>$/.test(line) && words.MEDIA_OMITTED.has(own)) return { type: 'file', file, caption: '' };
  const whole = words.OMITTED.get(own);
  if (whole !== undefined) return { type: whole, file, caption: '' };
  // `Prices.pdf • 3 pages document omitted`, or a text with a picture behind it: only a mark tells the two apart.
  const [end = '', ...before] = (text.split('\n', 1)[0] ?? '').split(OWN_WORDS).reverse();
  const type = before.length === 0 ? undefined : words.OMITTED.get(ownWords(end.replace(MARKS, '')));
  if (type === undefined) return undefined;
  return { type, file, caption: before.reverse().join('').replace(MARKS, '').trim() };
}

const TYPES: readonly (readonly [RegExp, MediaType])[] = [
  [/^(PTT-|\d+-AUDIO-).*\.(opus|ogg|m4a)$/i, 'voice'],
  [/\.opus$/i, 'voice'],
  [/^(STK-|\d+-STICKER-)|\.webp$/i, 'sticker'],
  [/\.(jpe?g|png|gif|heic)$/i, 'picture'],
  [/\.(mp4|mov|3gp|webm)$/i, 'video'],
  [/\.(mp3|m4a|aac|ogg|amr|wav)$/i, 'audio'],
];

function typeOf(name: string): MediaType {
  // A document keeps its own name, whatever it is of.
  if (name.startsWith('DOC-')) return 'file';
  return TYPES.find(([pattern]) => pattern.test(name))?.[1] ?? 'file';
}

const PLACE = /^(?:[^\n:]{2,40}: )?https:\/\/maps\.google\.com\/\?q=(-?\d{1,2}(?:\.\d+)?),(-?\d{1,3}(?:\.\d+)?)$/;

function placeIn(text: string): Understood | undefined {
  const [, latitude, longitude] = PLACE.exec(text) ?? [];
  if (latitude === undefined || Math.abs(Number(latitude)) > 90 || Math.abs(Number(longitude)) > 180) return undefined;
  return { content: { type: 'location', latitude: Number(latitude), longitude: Number(longitude) }, words: text };
}

function pollIn(own: string, rest: string): Understood | undefined {
  if (!own.endsWith(':') || rest === '' || !words.POLL.has(own.slice(0, -1).trim())) return undefined;
  return { content: { type: 'unsupported', what: 'poll', caption: rest }, words: rest };
}

function other(plain: string, own: string, bare: string, { form }: Beside): Understood {
  if (words.LIVE_LOCATION.has(own)) return { content: { type: 'unsupported', what: 'live location' }, words: own };
  // In some language it is a notice: nobody else begins a text with this mark.
  if (form === 'brackets' && bare.startsWith(OWN_WORDS)) return { gap: 'service' };
  if (plain === '') return { content: { type: 'unsupported', what: 'message' }, words: '' };
  return { content: { type: 'text', text: plain }, words: plain };
}

function withoutEdited(text: string): string {
  const [whole, said = ''] = /\s*[\u200e\u200f]?<([^<>\n]{5,60})>[\u200e\u200f]?\s*$/.exec(text) ?? [];
  return whole !== undefined && words.EDITED.has(ownWords(said)) ? text.slice(0, -whole.length) : text;
}

function ownWords(line: string): string {
  return line
    .replace(MARKS, '')
    .replace(/^<(.*)>$/, '$1')
    .replace(/\.$/, '')
    .trim()
    .toLowerCase();
}
