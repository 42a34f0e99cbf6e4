import type { PastRecord } from '../messengers/history';
import type { Turned } from '../model/away';
import type { Reaction, SaidContent } from '../model/content';
import type { AccountId, ConnectionId, ScopeId, SourceId } from '../model/ids';
import type { NoticeWeight } from '../model/notice-weight';
import type { Standing } from '../model/restriction';
import type { SignatureRule } from '../model/signature-rule';
import type { Said, Words } from '../model/words';

/** What one webhook request brought, routed and ready to be made durable. */
export type AcceptableEvent = PromptEvent | OldConversations;

/** What is small, and goes into the one statement that requests share. */
export type PromptEvent = LaneEvent | Receipt | Watermark | Notice | SourceNotice | TemplateChange | Move | KeptEvent;

/** What becomes a row of a lane. */
export type LaneEvent = FromMessenger | FromKommo;
export type FromMessenger =
  MessageFromMessenger | EchoFromMessenger | EditFromMessenger | RemovalFromMessenger | ReactionFromMessenger;
export type FromKommo = MessageFromKommo | ReactionFromKommo;

export function isLaneEvent(event: AcceptableEvent): event is LaneEvent {
  switch (event.kind) {
    case 'message-from-messenger':
    case 'echo-from-messenger':
    case 'edit-from-messenger':
    case 'removal-from-messenger':
    case 'reaction-from-messenger':
    case 'message-from-kommo':
    case 'reaction-from-kommo':
      return true;
    case 'receipt':
    case 'watermark':
    case 'notice':
    case 'source-notice':
    case 'template-change':
    case 'move':
    case 'history':
    case 'kept':
      return false;
  }
}

interface Routed {
  readonly accountId: AccountId;
  /** Natural key within everything we accept, so that a repeated webhook makes no second row (promise P4). */
  readonly dedupeKey: string;
  /** The request as received, kept (sealed) if the ledger refuses the data. */
  readonly raw: Buffer;
  /** Of the webhook that brought it; kept with rows of lanes, for the trace of a message. */
  readonly came?: Came;
}

/** How a webhook came in. Times are milliseconds since 1970. */
export interface Came {
  readonly at: number;
  readonly bytes: number;
  /** The process that took it: host and process id. */
  readonly takenBy: string;
  readonly verifiedBy: SignatureRule;
  /** It was durable in a file first: the ledger could not take it, or nobody could verify it. */
  readonly spooled?: { readonly at: number; readonly for: 'ledger' | 'keys' };
}

interface AtMessenger extends Routed {
  readonly side: 'messenger';
  readonly scopeId: ScopeId;
  readonly sourceId: SourceId;
  /** The reply address. */
  readonly chatRemoteId: string;
  /** The messenger's id of the message: of this one, or of the one that it concerns. */
  readonly remoteId: string;
  /** null: the messenger does not say who did it. */
  readonly author: CustomerProfile | null;
  /** Milliseconds since 1970, by the messenger's clock. */
  readonly at: number;
  /** What it takes to write in the chat beside its address, where the messenger tells; the newest counts (promise P5). */
  readonly chatReference?: string;
}

export interface MessageFromMessenger extends AtMessenger {
  readonly kind: 'message-from-messenger';
  readonly author: CustomerProfile;
  /** Other addresses of the same customer: a chat that has one of them is this one, and moves to this address. */
  readonly aliases: readonly string[];
  /** How long the reply window stays open from `at`; null when the event does not open one. */
  readonly windowMs: number | null;
  /** It is the customer who wrote, now: what the messenger's own reply window counts from. */
  readonly opensWindow: boolean;
  /** One with the same `remoteId` that came so shortly before, milliseconds, was this one, whatever its key. */
  readonly repeatedWithinMs?: number;
  readonly content: SaidContent;
}

/** A person of the business wrote it at the messenger. `author` is the customer it went to. */
export interface EchoFromMessenger extends AtMessenger {
  readonly kind: 'echo-from-messenger';
  readonly author: CustomerProfile;
  readonly content: SaidContent;
}

export interface EditFromMessenger extends AtMessenger {
  readonly kind: 'edit-from-messenger';
  readonly author: CustomerProfile;
  readonly content: SaidContent;
}

export interface RemovalFromMessenger extends AtMessenger {
  readonly kind: 'removal-from-messenger';
}

export interface ReactionFromMessenger extends AtMessenger {
  readonly kind: 'reaction-from-messenger';
  readonly author: CustomerProfile;
  readonly reaction: Reaction;
}

export interface CustomerProfile {
  readonly remoteId: string;
  readonly name: string;
  /** The name is only the messenger's word for somebody whose name it does not tell. */
  readonly isUnnamed?: true;
  readonly phone?: string;
  readonly email?: string;
  readonly avatar?: string;
  readonly profileLink?: string;
  readonly language?: string;
}

interface AtKommo extends Routed {
  readonly side: 'kommo';
  readonly scopeId: ScopeId;
  /** amojo's chat id. */
  readonly chatKommoId: string;
  /** Our own chat id as it came back in `conversation.client_id`; null in write-first chats. */
  readonly chatClientId: string | null;
  /** The source Kommo names; null means the scope's first. */
  readonly sourceExternalId: string | null;
  readonly author: { readonly kommoId: string; readonly name: string };
  readonly at: number;
}

export interface MessageFromKommo extends AtKommo {
  readonly kind: 'message-from-kommo';
  /** amojo's message id. */
  readonly kommoId: string;
  readonly customer: {
    readonly kommoId: string;
    readonly name: string;
    /** The number that a manager chose, in chats that Kommo began (kommo-chat-api.md §11.3). */
    readonly phone?: string;
  };
  readonly content: SaidContent;
  /** No webhook brought it, but Kommo's history: it goes out late, or an administrator is asked first. */
  readonly late?: Late;
}

export type Late = 'going' | 'asks';

export interface ReactionFromKommo extends AtKommo {
  readonly kind: 'reaction-from-kommo';
  /** Of the message reacted to: amojo's id, and ours where Kommo tells it. */
  readonly kommoId: string;
  readonly messageId: string | null;
  readonly reaction: Exclude<Reaction, { kind: 'other' }>;
}

export interface Receipt extends Routed {
  readonly kind: 'receipt';
  readonly sourceId: SourceId;
  readonly remoteId: string;
  /** Our own key of the part, where the messenger carries it: proof that it was sent. */
  readonly correlation: string | null;
  /** `sent` is told only for the proof. */
  readonly state: 'sent' | 'delivered' | 'read' | 'failed';
  readonly code: number | null;
  readonly text: string | null;
  /** The sentences of the text. */
  readonly said: readonly Said[] | null;
  /** It failed since the customer wrote too long ago. */
  readonly windowClosed: boolean;
  readonly at: number;
}

/** Everything sent in the chat until then was delivered, or read. */
export interface Watermark extends Routed {
  readonly kind: 'watermark';
  readonly sourceId: SourceId;
  readonly chatRemoteId: string;
  readonly state: 'delivered' | 'read';
  /** Milliseconds since 1970, by the messenger's clock. */
  readonly until: number;
}

/** Something about the source that its administrator has to know. */
export interface SourceNotice extends Routed, Words {
  readonly kind: 'source-notice';
  readonly sourceId: SourceId;
  readonly weight: NoticeWeight;
  readonly at: number;
  /** What the messenger forbids from then on. */
  readonly restricts?: Standing;
  /** As `Messenger.ownerOf`: whose sources that is about, where not the named one alone. */
  readonly owner?: string;
}

/** The messenger has something else of a template than it had; what, is asked. */
export interface TemplateChange extends Routed {
  readonly kind: 'template-change';
  readonly sourceId: SourceId;
  /** What happened, for the record. */
  readonly text: string;
}

/** Something about the chat that the manager has to know and Kommo shows by nothing. */
export interface Notice extends Routed, Words {
  readonly kind: 'notice';
  readonly sourceId: SourceId;
  readonly chatRemoteId: string;
  readonly at: number;
  /** As of `AtMessenger`. */
  readonly chatReference?: string;
  /** Whether the customer listens from then on. */
  readonly away?: Turned;
  readonly ends?: true;
}

/** The messenger gave a chat another address. */
export interface Move extends Routed {
  readonly kind: 'move';
  readonly sourceId: SourceId;
  readonly chatRemoteId: string;
  readonly to: string;
}

/** Old conversations, kept until an import reads them; there may be thousands of messages in one. */
export interface OldConversations extends Routed {
  readonly kind: 'history';
  readonly sourceId: SourceId;
  readonly records: readonly PastRecord[];
}

/** Accepted, but no row of a lane: see the table `events`. */
export interface KeptEvent {
  readonly kind: 'kept';
  readonly as: 'unparsed' | 'unrouted' | 'ignored';
  readonly accountId: AccountId | null;
  readonly scopeId: string | null;
  readonly connectionId: ConnectionId | null;
  readonly dedupeKey: string;
  readonly reason: string;
  /** null for events of no consequence, whose content nobody needs. */
  readonly raw: Buffer | null;
}
