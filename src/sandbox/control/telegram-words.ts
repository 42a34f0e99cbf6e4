import { randomInt } from 'node:crypto';
import type { Sandbox } from '../sandbox';
import type { Written } from '../telegram/actor';
import { hasDuration, takesCaption, whyNotSent } from '../telegram/customer-files';
import type { Edit } from '../telegram/edits';
import { addFile } from '../telegram/files';
import type { Bot, PhoneMessage } from '../telegram/state';
import type { NewPhoneMessage, PhoneFileKind } from './contract';
import { Problem, valid } from './problem';
import { findFile, findMessage, type Chat } from './telegram-found';
import { caption } from './telegram-schemas';
import { TEXT } from './written';

type Content = Omit<Written, 'at' | 'replyTo' | 'quote' | 'forwardFrom'>;

/** What a customer wrote, with everything it names found. */
export function customersWords(sandbox: Sandbox, chat: Chat, given: NewPhoneMessage): Written {
  const { replyTo, quote, forwardFrom } = given;
  const quoted = replyTo === undefined ? undefined : findMessage(chat.phone, replyTo);
  if (quoted && quote !== undefined && !quoted.text.includes(quote)) {
    throw new Problem(400, 'The quoted message does not say that.');
  }
  return {
    ...contentOf(sandbox, chat.bot, given),
    at: given.timestampMs ?? sandbox.clock.now(),
    replyTo: replyTo ?? null,
    quote: quote ?? null,
    forwardFrom: forwardFrom ? { name: forwardFrom.name, hidden: forwardFrom.hidden ?? false } : null,
  };
}

/** The schema has seen to it that there is exactly one thing. */
function contentOf(sandbox: Sandbox, bot: Bot, given: NewPhoneMessage): Content {
  const { text = '', file, location, contact, poll, dice } = given;
  if (file !== undefined) return fileContent(sandbox, bot, { file, as: given.as ?? 'document', text }, given.durationS);
  if (location) {
    const { latitude, longitude, title = null, address = null, livePeriodS = null } = location;
    const kind = title === null ? 'location' : 'venue';
    return { kind, location: { latitude, longitude, title, address, livePeriodS } };
  }
  if (contact) {
    const [firstName = '', ...others] = contact.name.trim().split(/\s+/);
    const lastName = others.length > 0 ? others.join(' ') : null;
    return { kind: 'contact', contact: { firstName, lastName, phone: contact.phone, own: contact.own ?? false } };
  }
  if (poll) return { kind: 'poll', poll };
  // What the dice shows is all it says.
  if (dice) return { kind: 'dice', text: String(randomInt(1, 7)) };
  return { text };
}

interface FileItem {
  readonly file: string;
  readonly as: PhoneFileKind;
  readonly text?: string;
}

export function fileContent(
  sandbox: Sandbox,
  bot: Bot,
  { file, as: kind, text = '' }: FileItem,
  durationS?: number,
): Content {
  const stored = findFile(sandbox, file);
  const refusal = whyNotSent(stored, kind);
  if (refusal !== undefined) throw new Problem(400, refusal);
  if (text !== '' && !takesCaption(kind)) throw new Problem(400, 'A sticker or a round video has no words beside it.');
  if (durationS !== undefined && !hasDuration(kind)) {
    throw new Problem(400, 'Only voice, audio and video have a duration.');
  }
  return { kind, text, file: addFile(bot, kind, stored), durationS: durationS ?? null };
}

interface GivenEdit {
  readonly text?: string;
  readonly file?: string;
  readonly as?: PhoneFileKind;
  readonly location?: { readonly latitude: number; readonly longitude: number };
}

/** What changes of an own message; a phone offers no more than this. */
export function editOf(sandbox: Sandbox, bot: Bot, message: PhoneMessage, given: GivenEdit): Edit {
  if (message.from !== 'customer') throw new Problem(409, 'Only own messages can be edited.');
  if (message.forwardFrom) throw new Problem(409, 'A message that was passed on cannot be edited.');
  if (given.location) return { location: movedTo(message, given.location) };
  const text = given.text ?? message.text;
  if (given.file !== undefined) return newFile(sandbox, bot, message, { file: given.file, as: given.as, text });
  checkText(message, text);
  return { text };
}

function movedTo({ location }: PhoneMessage, to: { readonly latitude: number; readonly longitude: number }) {
  if (location?.livePeriodS == null) throw new Problem(409, 'Only a live location moves.');
  return { ...location, ...to };
}

function newFile(
  sandbox: Sandbox,
  bot: Bot,
  { file: before }: PhoneMessage,
  { file, as, text }: { readonly file: string; readonly as: PhoneFileKind | undefined; readonly text: string },
): Edit {
  if (!before) throw new Problem(409, 'This message has no file that another could replace.');
  valid(caption, text);
  return fileContent(sandbox, bot, { file, as: as ?? before.kind, text });
}

function checkText({ kind, file }: PhoneMessage, text: string): void {
  if (kind === 'text') {
    if (text === '') throw new Problem(400, TEXT.empty);
  } else if (file && takesCaption(file.kind)) valid(caption, text);
  else throw new Problem(409, 'This message has no words that could be edited.');
}
