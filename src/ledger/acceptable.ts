import type { MessageContent } from '../model/content';
import type { AccountId, ConnectionId, ScopeId, SourceId } from '../model/ids';

/** What one webhook request brought, routed and ready to be made durable. */
export type AcceptableEvent = MessageFromMessenger | MessageFromKommo | Receipt | Notice | KeptEvent;

interface Routed {
  readonly accountId: AccountId;
  /** Natural key within everything we accept, so that a repeated webhook makes no second row (promise P4). */
  readonly dedupeKey: string;
  /** The request as received, kept (sealed) if the ledger refuses the data. */
  readonly raw: Buffer;
}

export interface MessageFromMessenger extends Routed {
  readonly kind: 'message-from-messenger';
  readonly scopeId: ScopeId;
  readonly sourceId: SourceId;
  /** The reply address. */
  readonly chatRemoteId: string;
  readonly remoteId: string;
  readonly author: CustomerProfile;
  /** Milliseconds since 1970, by the messenger's clock. */
  readonly at: number;
  /** How long the reply window stays open from `at`; null when the event does not open one. */
  readonly windowMs: number | null;
  readonly content: MessageContent;
}

export interface CustomerProfile {
  readonly remoteId: string;
  readonly name: string;
  readonly phone?: string;
  readonly profileLink?: string;
  readonly language?: string;
}

export interface MessageFromKommo extends Routed {
  readonly kind: 'message-from-kommo';
  readonly scopeId: ScopeId;
  /** amojo's chat id. */
  readonly chatKommoId: string;
  /** Our own chat id as it came back in `conversation.client_id`; null in write-first chats. */
  readonly chatClientId: string | null;
  /** The source Kommo names; null means the scope's first. */
  readonly sourceExternalId: string | null;
  /** amojo's message id. */
  readonly kommoId: string;
  readonly author: { readonly kommoId: string; readonly name: string };
  readonly customer: { readonly kommoId: string; readonly name: string };
  readonly at: number;
  readonly content: MessageContent;
}

export interface Receipt extends Routed {
  readonly kind: 'receipt';
  readonly sourceId: SourceId;
  readonly remoteId: string;
  readonly state: 'delivered' | 'read' | 'failed';
  readonly code: number | null;
  readonly text: string | null;
  readonly at: number;
}

/** Something about the chat that the manager has to know and Kommo shows by nothing. */
export interface Notice extends Routed {
  readonly kind: 'notice';
  readonly sourceId: SourceId;
  readonly chatRemoteId: string;
  readonly text: string;
  readonly at: number;
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
