import type { SaidContent } from '../../model/content';
import { isRecord } from '../../http/json';
import { pictureInHtml, piecesOf } from './attachments';
import { pressIn } from './press';
import type { Activity, Said } from './shapes';
import { wordsOf } from './words';

/** All that a message says, in pieces: each file is one (skype.md §2). At least one. */
export function contentsOf(activity: Activity, said: Said): readonly [SaidContent, ...SaidContent[]] {
  const { text, replyTo } = wordsOf(activity, said);
  const press = pressIn(said.value, text, activity.replyToId);
  if (press !== undefined) return [press];
  const [first, ...more] = together(text, piecesOf(activity, said)) ?? [aloneIn(activity, said)];
  const album = more.length === 0 || activity.id === undefined ? {} : { album: activity.id };
  const quote = replyTo === undefined ? {} : { replyTo };
  return [{ ...first, ...album, ...quote }, ...more.map((piece) => ({ ...piece, ...album }))];
}

/** The words go with the first file, or before what has none. */
function together(text: string, pieces: readonly SaidContent[]): [SaidContent, ...SaidContent[]] | undefined {
  const [first, ...more] = pieces;
  const words: SaidContent = { type: 'text', text };
  if (first === undefined) return text.trim() === '' ? undefined : [words];
  if (text.trim() === '') return [first, ...more];
  return 'file' in first ? [{ ...first, caption: text }, ...more] : [words, first, ...more];
}

/** A message that says nothing in words and has nothing with it. */
function aloneIn(activity: Activity, said: Said): SaidContent {
  const picture = pictureInHtml(activity, said);
  if (picture !== undefined) return picture;
  const { value } = said;
  if (typeof value === 'string' && value.trim() !== '') return { type: 'text', text: value };
  if (!isRecord(value)) return { type: 'unsupported', what: 'empty message' };
  const caption = Object.entries(value)
    .filter(([, entered]) => ['string', 'number', 'boolean'].includes(typeof entered))
    .map(([name, entered]) => `${name}: ${String(entered)}`)
    .join('\n');
  return { type: 'unsupported', what: 'filled-in form', ...(caption === '' ? {} : { caption }) };
}
