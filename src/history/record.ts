import type { Around, Content, FileFacts, Quote } from '../model/content';

/**
 * What a reader tells of an old conversation, one thing at a time and in the order of the export: however large the export is,
 * no more than the newest of it is in memory. A chat is told before its first message.
 */
export type HistoryRecord = HistoryChat | HistoryMessage | HistoryGap;

export interface HistoryChat {
  readonly kind: 'chat';
  /** Names the chat within the export. */
  readonly chat: string;
  /** As the export calls it; of a chat of two the other person's name. Empty where the export has no name. */
  readonly title: string;
  /** The reply address, where the export tells it: the messenger's id of the chat with this source. */
  readonly address?: string;
  /** Of several people: not a conversation with one customer, and not taken. */
  readonly isGroup?: true;
}

export interface HistoryMessage {
  readonly kind: 'message';
  readonly chat: string;
  /**
   * The same for the same message in every export of the same chat, and different for any other of the chat. The messenger's id
   * where there is one; else made of minute, author, text and which one of those that are alike it is.
   */
  readonly key: string;
  /** The messenger's id of the message as webhooks tell it too: makes a message known that came live. */
  readonly remoteId?: string;
  /** Milliseconds since 1970. Never falls within a chat: an earlier one than before gets the time of the one before. */
  readonly at: number;
  readonly author: HistoryAuthor;
  readonly content: Content<HistoryFile> & Pick<Around, 'forwarded' | 'album'> & { readonly replyTo?: HistoryQuote };
}

/** What a message answers: by its `key`, which names it within the same chat, and in words where the export has them. */
export interface HistoryQuote extends Quote {
  readonly key?: string;
}

export interface HistoryAuthor {
  /** Names the person within the export: the messenger's id, or a name where there are only names. */
  readonly key: string;
  /** Empty where the export has none: a deleted account. */
  readonly name: string;
  readonly phone?: string;
  /** Who this is, where the export itself tells it; left out: whoever starts the import says it (`HistoryPeople`). */
  readonly side?: 'customer' | 'business';
}

/** A file of a message: where it is in the export, or why it is not there. */
export type HistoryFile = FileFacts &
  ({ readonly entry: string; readonly missing?: never } | { readonly entry?: never; readonly missing: MissingFile });

/** `not-exported`: the export was made without files · `lost`: named, and not in the archive · `too-large` */
export type MissingFile = 'not-exported' | 'lost' | 'too-large';

/** What cannot be taken: told, counted, and shown in the report with its place. */
export interface HistoryGap {
  readonly kind: 'gap';
  readonly chat?: string;
  /** Where in the export: `line 120`, `messages[17]`. Never what stands there. */
  readonly place: string;
  readonly why: GapReason;
}

/**
 * `broken`: not to be read · `no-date`: its date makes no sense in the order of days and months found · `service`: the messenger's
 * own notice (a call, somebody joined) · `group`: of a chat of several people · `no-author` · `no-chat`: nothing before told of its
 * chat · `deleted`: its author took it back, and the export has nothing but that
 */
export const GAP_REASONS = ['broken', 'no-date', 'service', 'group', 'no-author', 'no-chat', 'deleted'] as const;
export type GapReason = (typeof GAP_REASONS)[number];
