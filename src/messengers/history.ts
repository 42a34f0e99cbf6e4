import type { SaidContent } from '../model/content';
import type { DriverContext } from './driver-context';

/**
 * Old conversations that the messenger itself keeps, and gives to a source that asks for them. How they come differs: `pages` are
 * asked for when an import begins; `pushed` come by webhook whenever the messenger likes, as events of the kind `history`, and
 * wait for an import.
 */
export type History<Credentials> = HistoryPages<Credentials> | { readonly comes: 'pushed' };

export interface HistoryPages<Credentials> {
  readonly comes: 'pages';
  /** Between two pages, or two files of theirs, at least, milliseconds; left out: as fast as they come. */
  readonly everyMs?: number;
  /**
   * Asks for the next page. Chats and messages may come in any order, and more than once: what is known by its id is not kept
   * twice.
   *
   * @param cursor as the page before had it; undefined: the first page.
   * @throws DeliveryError: of `later` it is asked again; a final one ends the import with its text.
   */
  page(context: DriverContext<Credentials>, cursor: string | undefined): Promise<HistoryPage>;
}

export interface HistoryPage {
  readonly records: readonly PastRecord[];
  /** The driver's own, at most 2000 characters; undefined: that was all. */
  readonly next?: string;
}

/** A chat is told with its first message or before; who tells no chat leaves it with the name of its customer. */
export type PastRecord = PastChat | PastSaid;

export interface PastChat {
  readonly kind: 'chat';
  /** Its address. */
  readonly chat: string;
  /** The customer's name; empty where the messenger has none. */
  readonly title: string;
}

export interface PastSaid {
  readonly kind: 'message';
  /** The address of its chat. */
  readonly chat: string;
  /** As webhooks tell it too: what came live is not imported once more. */
  readonly remoteId: string;
  /**
   * The messenger has no ids of old messages: `remoteId` is the driver's own, of what the message says, and what came live is
   * known by minute, side and words.
   */
  readonly isMadeUp?: true;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly by: 'customer' | 'business';
  /** Names the author at the messenger; of the business the source itself, where nobody tells which person it was. */
  readonly author: { readonly id: string; readonly name: string };
  /** Files by references that `fetchMedia` understands weeks later, where the messenger has such. */
  readonly content: SaidContent;
}
