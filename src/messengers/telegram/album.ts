import { z } from 'zod';
import type { DriverContext, OutboundAlbum, OutboundMedia, SentPart } from '../contract';
import { askTelegram } from './api';
import type { TelegramCredentials } from './credentials';
import { notAnAlbum, refusedBy, unreadable } from './errors';
import { chatIdOf } from './ids';
import { MOST_IN_ALBUM, UPLOAD_LIMIT } from './limits';
import { quoteOf, sentPart } from './send';
import { SentMessage } from './shapes';
import { wayFor, type Way } from './way';

/** Photos and films may be mixed; documents are only with documents, music only with music (telegram.md §3). */
const COMPANY: Readonly<Partial<Record<Way['field'], string>>> = {
  photo: 'seen',
  video: 'seen',
  document: 'kept',
  audio: 'heard',
};

/**
 * Sends 2 to 10 files as one album. A file that would not go as the kind it is here for, and files too many to get
 * through in time, are better sent singly.
 *
 * @throws DeliveryError as of telegram.md §4; nothing of the album was sent, or (`unknown`) perhaps all
 */
export async function sendAlbum(
  context: DriverContext<TelegramCredentials>,
  { chat, replyTo, items }: OutboundAlbum,
): Promise<readonly SentPart[]> {
  const pieces = items.map(({ content }, index) => ({ content, name: `file${index}`, way: wayFor(content) }));
  if (!isAlbum(pieces)) throw notAnAlbum();
  const media = pieces.map(({ content, name, way }) => ({
    type: way.field,
    media: `attach://${name}`,
    ...way.parameters,
    ...(content.caption === undefined ? {} : { caption: content.caption }),
  }));
  const answer = await askTelegram(
    context,
    'sendMediaGroup',
    { chat_id: chatIdOf(chat), media, ...quoteOf(replyTo) },
    z.array(SentMessage),
    pieces.map(({ content, name }) => ({ name, file: content.file })),
  );
  if (answer.kind === 'refused') throw refusedBy(answer.refusal);
  if (answer.result.length !== items.length) throw unreadable();
  return answer.result.map(sentPart);
}

function isAlbum(pieces: readonly { readonly content: OutboundMedia; readonly way: Way }[]): boolean {
  const company = new Set(pieces.map(({ way }) => COMPANY[way.field] ?? `${way.field} goes alone`));
  const size = pieces.reduce((sum, { content }) => sum + content.file.size, 0);
  return (
    pieces.length >= 2 &&
    pieces.length <= MOST_IN_ALBUM &&
    company.size === 1 &&
    pieces.every(({ content, way }) => way.field in COMPANY && content.buttons === undefined) &&
    size <= UPLOAD_LIMIT
  );
}
