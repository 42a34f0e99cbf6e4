import type { Turned } from '../model/away';
import type { Reaction, SaidContent } from '../model/content';
import type { NoticeWeight } from '../model/notice-weight';
import type { Standing } from '../model/restriction';
import type { Words } from '../model/words';
import type { PastRecord } from './history';
import type { TemplateState } from './templates';

/** Something to be done once right after the answer; not kept, so nothing may depend on it. */
export interface Acknowledgement {
  /** The key of an event of the same request: done only where that event was new. */
  readonly ifNew?: string;
  /** The driver's own. */
  readonly what: Readonly<Record<string, string | number>>;
}

/** What came from the messenger and did not reach Kommo, or not whole. */
export interface Undelivered {
  /** The same whenever it is told. */
  readonly key: string;
  readonly chat: string;
  /** The messenger's id of the message or, of a `target`, of the one that something should have happened to. */
  readonly remoteId: string;
  /** `message`: all of it · `file`: the file of a message · `target`: what concerns a message that Kommo does not have */
  readonly what: 'message' | 'file' | 'target';
  /** Why, for people. */
  readonly text: string;
}

/** The customer types. */
export interface InboundTyping {
  readonly source: string;
  readonly chat: string;
}

/**
 * Something that happened at the messenger. `key` names it for ever within its connection, so that a repeated webhook
 * makes no second message (promise P4); it is built from the messenger's own ids.
 */
export type InboundEvent =
  | InboundMessage
  | InboundEdit
  | InboundRemoval
  | InboundReaction
  | InboundMove
  | InboundReceipt
  | InboundWatermark
  | InboundEcho
  | InboundNotice
  | InboundSourceNotice
  | InboundTemplateChange
  | InboundHistory
  | IgnoredEvent
  | UnparsedEvent;

interface Tagged {
  readonly key: string;
}

/** Something that was done in a chat, which may tell how to write there. */
interface InChat extends Tagged {
  /**
   * What it takes to write in this chat beside its address, such as the server it is on; the driver's own, and the newest one
   * counts (promise P5). Comes back as `DriverContext.chatReference`.
   */
  readonly chatReference?: string;
}

export interface InboundMessage extends InChat {
  readonly kind: 'message';
  /** `Identity.remoteId` of the source the customer wrote to. */
  readonly source: string;
  /** The messenger's id of the chat: the reply address. */
  readonly chat: string;
  /** Other addresses by which the messenger knows this customer: a chat that has one of them is this one, and moves here. */
  readonly aliases?: readonly string[];
  readonly author: RemoteParticipant;
  /** The messenger's id of the message, unique within the chat. */
  readonly remoteId: string;
  /** When it was written, milliseconds since 1970, by the messenger's clock. */
  readonly at: number;
  /** Whether it opens the reply window. */
  readonly opensWindow: boolean;
  /**
   * For what the messenger may tell once more by another key: with the same `remoteId` within so many milliseconds it is a
   * repeat (promise P4).
   */
  readonly repeatedWithinMs?: number;
  readonly content: SaidContent;
}

/** The customer changed what a message says; `content` is all of it, as it is now. */
export interface InboundEdit extends InChat {
  readonly kind: 'edit';
  readonly source: string;
  readonly chat: string;
  readonly author: RemoteParticipant;
  /** Of the changed message. */
  readonly remoteId: string;
  /** When it was changed, milliseconds since 1970. */
  readonly at: number;
  readonly content: SaidContent;
}

/** The customer deleted a message. */
export interface InboundRemoval extends InChat {
  readonly kind: 'removal';
  readonly source: string;
  readonly chat: string;
  readonly remoteId: string;
  readonly at: number;
}

/** The customer's reaction to a message is now this. */
export interface InboundReaction extends InChat {
  readonly kind: 'reaction';
  readonly source: string;
  readonly chat: string;
  readonly author: RemoteParticipant;
  /** Of the message reacted to, whoever wrote it. */
  readonly remoteId: string;
  readonly at: number;
  readonly reaction: Reaction;
}

/** The messenger gave the chat a new address (promise P5: nobody else can). */
export interface InboundMove extends Tagged {
  readonly kind: 'move';
  readonly source: string;
  readonly chat: string;
  readonly to: string;
}

/** What the messenger says later about a message we sent. */
export interface InboundReceipt extends Tagged {
  readonly kind: 'receipt';
  readonly source: string;
  readonly chat: string;
  readonly remoteId: string;
  readonly state: 'delivered' | 'read' | 'failed';
  readonly at: number;
  /** `OutboundPart.key`, where the messenger carries it: proof of a send that had no answer. */
  readonly correlation?: string;
  /** As `DeliveryErrorDetail` has it. */
  readonly failure?: Words & { readonly code: 901 | 902 | 903 | 904 | 905; readonly windowClosed?: boolean };
}

/** Everything that we sent in the chat up to a time was delivered, or read. */
export interface InboundWatermark extends Tagged {
  readonly kind: 'watermark';
  readonly source: string;
  readonly chat: string;
  readonly state: 'delivered' | 'read';
  /** Milliseconds since 1970. */
  readonly until: number;
}

/**
 * The messenger tells of a message that left the source. With our own key it is what we sent, and proof of it; without one,
 * a person of the business wrote it elsewhere, and Kommo shows it as written by the channel's bot.
 */
export interface InboundEcho extends Tagged {
  readonly kind: 'echo';
  readonly source: string;
  readonly chat: string;
  readonly remoteId: string;
  readonly at: number;
  /** Whom it went to. */
  readonly customer: RemoteParticipant;
  /** `OutboundPart.key`, where the messenger carries it. */
  readonly correlation?: string;
  readonly content: SaidContent;
}

/** Something about the chat that the manager has to know, such as that messages do not arrive any more, and what it means. */
export interface InboundNotice extends InChat, Words {
  readonly kind: 'notice';
  readonly source: string;
  readonly chat: string;
  readonly at: number;
  /** Whether the customer listens from then on. */
  readonly away?: Turned;
  /** The customer has closed the conversation. */
  readonly ends?: true;
}

/** Something about the source that its administrator has to know: restricted, of poor quality, unsubscribed. */
export interface InboundSourceNotice extends Tagged, Words {
  readonly kind: 'source-notice';
  readonly source: string;
  readonly at: number;
  readonly weight: NoticeWeight;
  /** What of its sends the messenger forbids from then on. */
  readonly restricts?: Standing;
  /** As `Messenger.ownerOf`: it is about all sources in this account, of which `source` is one or the connection's only one. */
  readonly owner?: string;
}

/** The messenger decided about a template, or it says something else now. */
export interface InboundTemplateChange extends Tagged {
  readonly kind: 'template-change';
  /** Any source of the account at the messenger that holds the template. */
  readonly source: string;
  readonly at: number;
  /** `RemoteTemplate.id`. */
  readonly template: string;
  /** Left out: it is not told, and has to be asked. */
  readonly state?: TemplateState;
  /** Why, where it was refused or stopped. */
  readonly reason?: string;
}

/** Old conversations, as messengers push them whose `history` is `pushed`. They are kept until an import takes them. */
export interface InboundHistory extends Tagged {
  readonly kind: 'history';
  readonly source: string;
  readonly records: readonly PastRecord[];
}

/** Understood, and of no consequence to anybody; kept with its reason. */
export interface IgnoredEvent extends Tagged {
  readonly kind: 'ignored';
  readonly reason: string;
}

/** Verified, but not understood; the raw request is kept. */
export interface UnparsedEvent extends Tagged {
  readonly kind: 'unparsed';
  readonly reason: string;
}

export interface RemoteParticipant {
  readonly remoteId: string;
  /** Display name; never empty (falls back to the messenger's word for an unnamed person). */
  readonly name: string;
  /** The name is such a word: the messenger has to be asked (`Messenger.profile`). */
  readonly isUnnamed?: true;
  readonly profileLink?: string;
  readonly phone?: string;
  readonly email?: string;
  /** Where a picture of them is that anybody may fetch; may die soon. */
  readonly avatar?: string;
  readonly language?: string;
}
