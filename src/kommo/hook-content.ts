import {
  isMediaType,
  wordsOf,
  type Around,
  type Content,
  type MediaType,
  type RemoteFile,
  type SaidContent,
} from '../model/content';
import { given } from './given';
import { buttonsIn, listIn, templateIn } from './hook-extras';
import type { HookFields } from './hook-fields';
import { writtenAt } from './hook-times';

const LONGEST_TYPE = 40;
const A_YEAR_S = 366 * 24 * 60 * 60;

/**
 * What a message of Kommo says (kommo-chat-api.md §11.2–§11.6). Any message has a content, so that what cannot be carried
 * is refused with a reason instead of lost.
 */
export function contentOf(message: HookFields): SaidContent {
  const around = aroundOf(message);
  const forwarded = message.object('forwards')?.objects('messages', 1)[0];
  if (forwarded === undefined || !(forwarded.has('type') || saysSomething(forwarded, {}))) {
    return { ...saidIn(message, around), ...around };
  }
  const origin = given({ author: authorOf(forwarded), at: writtenAt(forwarded) });
  if (saysSomething(message, around)) {
    const text = wordsOrType(forwarded);
    return { ...saidIn(message, around), ...around, forwarded: { ...origin, ...given({ text }) } };
  }
  return { ...saidIn(forwarded, around), ...around, forwarded: origin };
}

function aroundOf(message: HookFields): Around {
  const markup = message.object('markup');
  return given({
    replyTo: quoteIn(message),
    buttons: markup && buttonsIn(markup),
    list: markup && listIn(markup),
    template: templateIn(message),
    postId: message.object('post')?.id('id'),
    album: message.id('media_group_id'),
  });
}

function saysSomething(message: HookFields, { list }: Around): boolean {
  const has = (name: string): boolean => message.has(name);
  return text(message) !== undefined || has('media') || has('location') || has('contact') || list !== undefined;
}

function saidIn(message: HookFields, around: Around): Content<RemoteFile> {
  const type = typeOf(message, around);
  const words = text(message);
  if (type === 'text') return textOf(words, around);
  if (type === 'location') return locationOf(message, words);
  if (type === 'contact') return contactOf(message, words);
  if (type !== undefined && isMediaType(type)) return fileOf(type, message, words);
  return unsupported(type ?? 'message of an unnamed kind', words);
}

/** A type that is missing or none is told by what is there; so is a text that has a file, which it should not have. */
function typeOf(message: HookFields, { buttons, list }: Around): string | undefined {
  const type = message.text('type', LONGEST_TYPE);
  if (type !== undefined && type !== 'text') return type;
  if (message.link('media') !== undefined) return 'file';
  const says = text(message) ?? buttons ?? list;
  return type ?? (says === undefined ? undefined : 'text');
}

/** Buttons need no text; of a list message the body is the text. */
function textOf(words: string | undefined, { buttons, list }: Around): Content<RemoteFile> {
  if (words !== undefined) return { type: 'text', text: words };
  if (list !== undefined) return { type: 'text', text: list.body };
  return buttons === undefined ? unsupported('empty message', undefined) : { type: 'text', text: '' };
}

function fileOf(type: MediaType, message: HookFields, caption: string | undefined): Content<RemoteFile> {
  const reference = message.link('media');
  if (reference === undefined) {
    const why = message.has('media') ? 'whose address is none of the web' : 'without an address';
    return unsupported(`${WORDS.get(type) ?? type} ${why}`, caption);
  }
  const facts = given({
    name: message.text('file_name') ?? lastPart(reference),
    size: message.count('file_size'),
    durationS: message.number('media_duration', A_YEAR_S),
  });
  return { type, file: { reference, ...facts }, ...given({ caption }) };
}

/** Kommo names no file in most hooks, but its addresses end in the name (§11.2). */
function lastPart(address: string): string | undefined {
  const part = new URL(address).pathname.split('/').at(-1) ?? '';
  if (!/^[^.].*\.\w{1,8}$/.test(part)) return undefined;
  try {
    return decodeURIComponent(part).slice(-255);
  } catch {
    // A name with a bare percent sign is a name too.
    return part.slice(-255);
  }
}

/** Not a type of webhooks, but tolerated (§11.2); the words beside it are most likely the place's name. */
function locationOf(message: HookFields, title: string | undefined): Content<RemoteFile> {
  const place = message.object('location');
  const latitude = place?.coordinate('lat', 90);
  const longitude = place?.coordinate('lon', 180);
  if (latitude === undefined || longitude === undefined) return unsupported('location without coordinates', title);
  return { type: 'location', latitude, longitude, ...given({ title }) };
}

/** Not a type of webhooks, but tolerated (§11.2). A card has no room for words, so with words it becomes a text. */
function contactOf(message: HookFields, words: string | undefined): Content<RemoteFile> {
  const card = message.object('contact');
  const phone = card?.text('phone');
  if (phone === undefined) return unsupported('contact card without a phone number', words);
  const name = card?.text('name') ?? phone;
  return words === undefined
    ? { type: 'contact', name, phone }
    : { type: 'text', text: [words, name === phone ? phone : `${name} ${phone}`].join('\n') };
}

function unsupported(what: string, caption: string | undefined): Content<RemoteFile> {
  return { type: 'unsupported', what: WORDS.get(what) ?? what, ...given({ caption }) };
}

/** Types whose own name is not the word people use. */
const WORDS: ReadonlyMap<string, string> = new Map([
  ['voice', 'voice message'],
  ['audio', 'audio file'],
]);

/** The message answered; an empty one, which is seen too, is none (§11.5). */
function quoteIn(message: HookFields): Around['replyTo'] {
  const quoted = message.object('reply_to')?.object('message');
  if (quoted === undefined) return undefined;
  const named = given({ kommoId: quoted.id('id'), messageId: quoted.id('msgid'), text: wordsOrType(quoted) });
  if (Object.keys(named).length === 0) return undefined;
  return { ...named, ...given({ author: authorOf(quoted), at: writtenAt(quoted) }) };
}

function wordsOrType(embedded: HookFields): string | undefined {
  const words = wordsOf(saidIn(embedded, {}));
  if (words !== '') return words;
  const type = embedded.text('type', LONGEST_TYPE);
  return type === undefined || type === 'text' ? undefined : `[${type}]`;
}

function authorOf(embedded: HookFields): string | undefined {
  return embedded.object('sender')?.text('name');
}

/** As long as it is: it is the message. */
function text(message: HookFields): string | undefined {
  return message.text('text', Number.MAX_SAFE_INTEGER);
}
