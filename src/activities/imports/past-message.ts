import { createHash } from 'node:crypto';
import type { HistoryFile, HistoryMessage, MissingFile } from '../../history/record';
import type { ImportedChat } from '../../ledger/import-chats';
import type { ImportRow } from '../../ledger/imports';
import type { PastMessage } from '../../ledger/take-import';
import type { PastMessage as NamedMessage } from '../../messengers/contract';
import { messengerOf } from '../../messengers/registry';
import { isMediaType, wordsOf, type MediaType, type MessageContent } from '../../model/content';
import { asDeliveryId, asMediaId, asMessageId, type ChatId, type MediaId, type ParticipantId } from '../../model/ids';

/** A message of an export as the ledger takes it, and its file. */
export interface Past {
  readonly message: PastMessage;
  readonly file: PastFileOf | undefined;
}

/** The file of one, and where it is in the export. */
export interface PastFileOf {
  readonly id: MediaId;
  readonly type: MediaType;
  readonly file: HistoryFile;
}

export interface Place {
  readonly chat: ImportedChat & { readonly address: string };
  readonly chatId: ChatId;
  readonly authorId: ParticipantId | null;
  /** Which one it is of those of its minute that look alike, from 1. */
  readonly nth: number;
}

/**
 * Everything that names it is made of what the export says, so that the same message of another export, of another try, or
 * after a restored backup is the same to us and to Kommo.
 */
export function pastOf(
  { source }: Pick<ImportRow, 'source'>,
  told: HistoryMessage,
  { chat, chatId, authorId, nth }: Place,
): Past {
  const by = sideOf(told, chat);
  const nameOf = (key: string): string => `${source.connectionId}/import/${source.remoteId}/${chat.address}/${key}`;
  const name = nameOf(told.key);
  const { content, file } = ownContent(told, name, (key) => asMessageId(uuidOf(`${nameOf(key)}/message`)));
  return {
    message: {
      deliveryId: asDeliveryId(uuidOf(`${name}/delivery`)),
      messageId: asMessageId(uuidOf(`${name}/message`)),
      chatId,
      chatName: chat.name,
      by,
      dedupeKey: liveKeyOf(source, told.remoteId, { chat: chat.address, by }) ?? name,
      remoteId: told.remoteId ?? null,
      authorId,
      content,
      at: told.at,
      album: content.album ?? null,
      alike: told.remoteId === undefined ? { words: wordsOf(told.content), nth } : null,
    },
    file,
  };
}

/** Where nobody says who writes for the business: whoever the chat is called after is its customer. */
export function sideOf(
  { author }: Pick<HistoryMessage, 'author'>,
  chat: Pick<ImportedChat, 'title' | 'address'>,
): 'customer' | 'business' {
  if (author.side !== undefined) return author.side;
  return author.key === chat.address || author.key === chat.title || author.name === chat.title
    ? 'customer'
    : 'business';
}

/** What tells messages of one minute apart that look alike, where the export has no ids. */
export function alikeKey(told: HistoryMessage, by: 'customer' | 'business'): string {
  return `${Math.floor(told.at / 60_000)}/${by}/${wordsOf(told.content)}`;
}

/** The key under which it would have come live, where the driver tells it. */
function liveKeyOf(
  { connectionId, messenger, remoteId: source }: ImportRow['source'],
  remoteId: string | undefined,
  told: Pick<NamedMessage, 'chat' | 'by'>,
): string | undefined {
  if (remoteId === undefined) return undefined;
  const key = messengerOf(messenger)?.keyOf?.({ source, remoteId, ...told });
  return key === undefined ? undefined : `${connectionId}/${key}`;
}

function ownContent(
  { content: told }: HistoryMessage,
  name: string,
  messageIdOf: (key: string) => string,
): { readonly content: MessageContent; readonly file: PastFileOf | undefined } {
  const { replyTo, ...said } = told;
  const quote =
    replyTo === undefined
      ? {}
      : {
          replyTo: {
            ...withoutKey(replyTo),
            ...(replyTo.key === undefined ? {} : { messageId: messageIdOf(replyTo.key) }),
          },
        };
  if (!isMediaType(said.type) || !('file' in said)) {
    return { content: { ...(said as MessageContent), ...quote }, file: undefined };
  }
  const { file, ...rest } = said;
  const id = asMediaId(uuidOf(`${name}/file`));
  return { content: { ...rest, file: { id }, ...quote }, file: { id, type: said.type, file } };
}

function withoutKey<Quote extends object>(quote: Quote & { readonly key?: string }): Quote {
  const plain: Quote & { key?: string } = { ...quote };
  delete plain.key;
  return plain;
}

/** A UUID that is made of words (RFC 9562 §5.8, version 8): the same for the same words. */
export function uuidOf(words: string): string {
  const bytes = createHash('sha256').update(words).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** For people, in the manager's chat. */
export const MISSING: Readonly<Record<MissingFile, string>> = {
  'not-exported': 'The export was made without files.',
  lost: 'The file is not in the export.',
  'too-large': 'The file is too large.',
};
