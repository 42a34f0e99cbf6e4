import type { Quote } from '../../model/content';
import { isRecord } from '../../http/json';
import { firstElement, plainTextOf } from './html';
import { Mention, type Activity, type Said } from './shapes';

/** What a message says in words, and what it answers. */
export interface InWords {
  readonly text: string;
  readonly replyTo?: Quote;
}

/** skype.md §2, text and quote. */
export function wordsOf(activity: Activity, said: Said): InWords {
  const answer = answerInTeams(said) ?? answerInSkype(activity, said);
  if (answer !== undefined) return answer;
  const text = withoutBot(activity, said);
  const { replyToId } = activity;
  return { text, ...(replyToId === undefined ? {} : { replyTo: { remoteId: replyToId } }) };
}

/** The copy in HTML that Teams puts beside the text. */
export function htmlOf({ attachments }: Said): string | undefined {
  const copy = attachments.find((each) => isRecord(each) && each.contentType === 'text/html');
  return isRecord(copy) && typeof copy.content === 'string' ? copy.content : undefined;
}

/** Teams quotes in the copy in HTML only; the text holds the quoted words, too. */
function answerInTeams(said: Said): InWords | undefined {
  const quote = firstElement(htmlOf(said) ?? '', 'blockquote');
  if (quote?.attributes.get('itemtype') !== 'http://schema.skype.com/Reply') return undefined;
  const remoteId = quote.attributes.get('itemid') ?? '';
  const author = plainTextOf(firstElement(quote.inner, 'strong')?.inner ?? '');
  const text = plainTextOf(firstElement(quote.inner, 'strong')?.rest ?? quote.inner);
  return {
    text: plainTextOf(quote.rest),
    replyTo: {
      ...(remoteId === '' ? {} : { remoteId }),
      ...(text === '' ? {} : { text }),
      ...(author === '' ? {} : { author }),
    },
  };
}

/** Skype quoted in the text itself, with marks for clients that knew no quotes (skype.md §2, an assumption there). */
function answerInSkype({ channelId }: Activity, { text = '' }: Said): InWords | undefined {
  if (channelId !== 'skype' || !text.trimStart().startsWith('<quote')) return undefined;
  const quote = firstElement(text, 'quote');
  if (quote === undefined) return undefined;
  const { attributes } = quote;
  const quoted = plainTextOf(quote.inner.replace(/<legacyquote>[^<]*<\/legacyquote>/gi, ''));
  const author = attributes.get('authorname') ?? '';
  const remoteId = attributes.get('messageid') ?? '';
  const [seconds] = /^\d{1,11}$/.exec(attributes.get('timestamp') ?? '') ?? [];
  return {
    text: plainTextOf(quote.rest),
    replyTo: {
      ...(remoteId === '' ? {} : { remoteId }),
      ...(quoted === '' ? {} : { text: quoted }),
      ...(author === '' ? {} : { author }),
      ...(seconds === undefined ? {} : { at: Number(seconds) * 1_000 }),
    },
  };
}

/** Its text without the name that the bot was called by. */
function withoutBot({ recipient }: Activity, { text = '', textFormat, entities }: Said): string {
  const calls = entities.flatMap((entity) => Mention.safeParse(entity).data ?? []);
  const words = calls
    .filter(({ mentioned }) => mentioned.id === recipient?.id)
    .reduce((left, mention) => left.replace(mention.text, ''), text);
  if (textFormat === 'xml') return plainTextOf(words);
  return words === text ? text : words.trim();
}
