import { wordsOf, type Around, type Forward, type Quote } from '../../model/content';
import { contentOf, kindWordOf } from './content';
import { isRecord, type Raw } from '../../http/json';
import { nameOf } from './participant';
import { LegacyForward, Message, Origin } from './shapes';

/** What surrounds a message: what it answers, whose it was, which album it is of (telegram.md §2). */
export function aroundOf(message: Message, raw: Raw): Around {
  const replyTo = quoteOf(raw);
  const forwarded = forwardOf(raw);
  return {
    ...(replyTo === undefined ? {} : { replyTo }),
    ...(forwarded === undefined ? {} : { forwarded }),
    ...(message.media_group_id === undefined ? {} : { album: message.media_group_id }),
  };
}

/** The part that the customer picked out says best what is meant. */
function quoteOf(raw: Raw): Quote | undefined {
  const picked = isRecord(raw.quote) && typeof raw.quote.text === 'string' ? raw.quote.text : undefined;
  return quoteOfHere(raw.reply_to_message, picked) ?? quoteOfElsewhere(raw.external_reply, picked) ?? quoteOfStory(raw);
}

function quoteOfHere(answered: unknown, picked: string | undefined): Quote | undefined {
  const message = Message.safeParse(answered).data;
  if (message === undefined || !isRecord(answered)) return undefined;
  const text = picked ?? wordsOf(contentOf(message, answered));
  return {
    remoteId: String(message.message_id),
    ...(text === '' ? {} : { text }),
    ...(message.from === undefined ? {} : { author: nameOf(message.from) }),
    // A message that is too old to be told has the date 0.
    ...(message.date === 0 ? {} : { at: message.date * 1_000 }),
  };
}

/** A message of another chat has no name here, so only words tell what it was. */
function quoteOfElsewhere(answered: unknown, picked: string | undefined): Quote | undefined {
  if (!isRecord(answered)) return undefined;
  const what = kindWordOf(answered);
  const text = picked ?? (what === undefined ? undefined : `[${what}]`);
  if (text === undefined) return undefined;
  const origin = Origin.safeParse(answered.origin).data;
  return { ...(origin === undefined ? {} : whose(origin)), text };
}

function quoteOfStory(raw: Raw): Quote | undefined {
  return isRecord(raw.reply_to_story) ? { text: '[story]' } : undefined;
}

function forwardOf(raw: Raw): Forward | undefined {
  const origin = Origin.safeParse(raw.forward_origin).data;
  if (origin !== undefined) return whose(origin);
  if (!('forward_origin' in raw) && !('forward_date' in raw)) return undefined;
  const { forward_from, forward_sender_name, forward_from_chat, forward_date } = LegacyForward.parse(raw);
  const author =
    (forward_from === undefined ? undefined : nameOf(forward_from)) ?? forward_sender_name ?? forward_from_chat?.title;
  return {
    ...(author === undefined ? {} : { author }),
    ...(forward_date === undefined ? {} : { at: forward_date * 1_000 }),
  };
}

function whose(origin: Origin): Pick<Forward, 'author' | 'at'> {
  const author = authorOf(origin);
  return {
    ...(author === undefined || author === '' ? {} : { author }),
    ...(origin.date === undefined ? {} : { at: origin.date * 1_000 }),
  };
}

function authorOf(origin: Origin): string | undefined {
  switch (origin.type) {
    case 'user':
      return nameOf(origin.sender_user);
    case 'hidden_user':
      return origin.sender_user_name;
    case 'chat':
      return origin.sender_chat.title ?? origin.author_signature;
    case 'channel':
      return origin.chat.title ?? origin.author_signature;
  }
}
