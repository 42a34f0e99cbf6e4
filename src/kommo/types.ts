import type { HttpClient } from '../http/client';
import type { SaidContent } from '../model/content';
import type { ScopeId } from '../model/ids';
import type { ErrorCode } from '../model/outcome';
import type { Words } from '../model/words';
import type { EditedContent, KommoContent, KommoForward, KommoPost, KommoQuote, MessageName } from './content-types';
import type { AmojoChatId, AmojoMessageId, AmojoParticipantId } from './ids';

export type {
  EditedContent,
  KommoContent,
  KommoForward,
  KommoPost,
  KommoQuote,
  KommoSharedPost,
  MessageName,
} from './content-types';

export interface ChatApiOptions {
  readonly http: HttpClient;
  /** Milliseconds since 1970; the signature is good for 15 minutes from it. */
  readonly clock: { now(): number };
  /** Scheme and host, for example `https://amojo.kommo.com`. */
  readonly origin: string;
  readonly channelId: string;
  /** The channel's secret, as text. */
  readonly secret: string;
  /** Whole request; 10 000 ms unless told. */
  readonly timeoutMs?: number;
}

export interface CallOptions {
  /** Aborts the request in flight; the answer is then `later` or `unknown`, depending on how far it got. */
  readonly signal?: AbortSignal;
}

/** Kommo's Chat API for one channel (kommo-chat-api.md §6). Outcomes are values; nothing is thrown. */
export interface ChatApi {
  /** Connects the channel to an account, and tells it the version of webhooks. Safe to repeat (§7.1). */
  connect(connection: NewConnection, options?: CallOptions): Promise<Answer<Connected>>;

  /** Disconnects the channel from an account. Safe to repeat (§7.2). */
  disconnect(accountAmojoId: string, options?: CallOptions): Promise<Answer<null>>;

  /** Makes a chat, or finds the one with this `conversationId`. Safe to repeat (§8.1). */
  createChat(scope: ScopeId, chat: NewChat, options?: CallOptions): Promise<Answer<CreatedChat>>;

  /**
   * Puts one message into a chat and makes the chat where there is none (§9). After `unknown` ask `history` for the
   * `msgid`; a repeat is either taken for the first one or refused with `repeated-msgid` (§9.7).
   */
  sendMessage(scope: ScopeId, message: NewMessage, options?: CallOptions): Promise<Answer<StoredMessage>>;

  /**
   * Changes what a message says; never makes a lead or a notification. Safe to repeat (§9.2). Named by both ids, ours
   * becomes the message's own.
   */
  editMessage(scope: ScopeId, edit: MessageEdit, options?: CallOptions): Promise<Answer<Partial<StoredMessage>>>;

  /** Reports what became of a message that Kommo gave us. Safe to repeat (§10.1). */
  reportDelivery(
    scope: ScopeId,
    message: AmojoMessageId,
    report: DeliveryReport,
    options?: CallOptions,
  ): Promise<Answer<null>>;

  /** Reads a chat, newest first; no messages and an unknown chat look alike (§10.2). */
  history(
    scope: ScopeId,
    chat: AmojoChatId,
    page: HistoryPageRequest,
    options?: CallOptions,
  ): Promise<Answer<HistoryPage>>;

  /** Shows for some seconds that the customer types (§10.3). */
  typing(scope: ScopeId, typing: TypingNotice, options?: CallOptions): Promise<Answer<null>>;

  /** Sets somebody's reaction to a message or takes it back. Safe to repeat (§10.4). */
  react(scope: ScopeId, reaction: NewReaction, options?: CallOptions): Promise<Answer<null>>;
}

/** What came of a call (kommo-chat-api.md §5). */
export type Answer<Value> =
  | { readonly kind: 'accepted'; readonly value: Value }
  /** Refused for good; nothing was stored. */
  | Refused
  /** Certainly not acted on; another attempt may help. */
  | ({ readonly kind: 'later'; readonly retryAfterMs?: number } & Words)
  /** May have been acted on; no proof. */
  | ({ readonly kind: 'unknown' } & Words);

/** Its text is without message text, names, phones and secrets. */
export interface Refused extends Words {
  readonly kind: 'refused';
  /** HTTP status; `null` when our own check refused the request before it was sent. */
  readonly status: number | null;
  readonly reason: RefusalReason;
  /** Kommo's `error_type`. */
  readonly errorType?: string;
}

/**
 * `signature` — secret or clock wrong · `not-connected` — channel unknown, or not connected to the account ·
 * `blocked` — a 403 that Kommo did not explain, perhaps a blocked address. These three concern the whole channel or
 * account; the others concern this request alone.
 */
export type RefusalReason =
  | 'signature'
  | 'not-connected'
  | 'blocked'
  | 'repeated-msgid'
  | 'unknown-sender'
  | 'unknown-message'
  | 'too-large'
  | 'invalid'
  | 'other';

export interface NewConnection {
  readonly accountAmojoId: string;
  /** Shown in Kommo as the channel's name in this account. */
  readonly title: string;
  /** Switches the channel's time window off for this account; false unless told. */
  readonly timeWindowDisabled?: boolean;
}

export interface Connected {
  readonly scopeId: ScopeId;
}

/** A customer, by our own id. */
export interface Customer {
  /** Ours, constant: an unknown one makes a new participant (§12.1). */
  readonly id: string;
  readonly name: string;
  /** amojo's id, to bind ours to a customer it already knows (§11.3). */
  readonly refId?: AmojoParticipantId;
  readonly phone?: string;
  readonly email?: string;
  /** Address of a picture that anybody may fetch; Kommo does so a little later (§9.3). */
  readonly avatar?: string;
  readonly profileLink?: string;
}

/** Who wrote an outgoing message outside of Kommo: a Kommo user, or the channel's bot for anybody else. */
export interface Author {
  readonly id: string;
  readonly name: string;
  readonly refId: AmojoParticipantId;
}

export interface NewChat {
  readonly conversationId: string;
  /** 1 to 40 printable ASCII characters. */
  readonly sourceExternalId?: string;
  readonly user: Omit<Customer, 'refId'>;
}

export interface CreatedChat {
  readonly chatId: AmojoChatId;
  readonly userId?: AmojoParticipantId;
}

export type NewMessage = IncomingMessage | OutgoingMessage;

interface MessageBase {
  /** Ours, the same in every attempt. */
  readonly msgid: string;
  readonly conversationId: string;
  /** Wins over `conversationId`; binds ours to a chat that Kommo started (§9.2, §11.3). */
  readonly conversationRefId?: AmojoChatId;
  /** When it was written, milliseconds since 1970. */
  readonly at: number;
  /** 1 to 40 printable ASCII characters. */
  readonly sourceExternalId?: string;
  readonly content: KommoContent;
  readonly replyTo?: KommoQuote;
  readonly forward?: KommoForward;
  /** No lead and no notification; by default false for incoming, true for outgoing messages. */
  readonly silent?: boolean;
}

/** From the customer. */
export interface IncomingMessage extends MessageBase {
  readonly direction: 'incoming';
  readonly sender: Customer;
  /** It is a comment under this post: of customers only, since a bot's comments are not supported, and never in an edit (§9.4, §11.6). */
  readonly post?: KommoPost;
}

/** To the customer, written outside of Kommo. */
export interface OutgoingMessage extends MessageBase {
  readonly direction: 'outgoing';
  readonly sender: Author;
  readonly receiver: Customer;
}

export interface StoredMessage {
  readonly messageId: AmojoMessageId;
  readonly chatId?: AmojoChatId;
  readonly senderId?: AmojoParticipantId;
  readonly receiverId?: AmojoParticipantId;
}

export interface MessageEdit {
  /** Ours, amojo's, or both; at least one. */
  readonly msgid?: string;
  readonly id?: AmojoMessageId;
  readonly conversationId: string;
  /** When it was changed, milliseconds since 1970. */
  readonly at: number;
  readonly content: EditedContent;
}

export type DeliveryReport =
  | { readonly state: 'delivered' | 'read' }
  | { readonly state: 'failed'; readonly code: ErrorCode; readonly text: string };

export interface HistoryPageRequest {
  /** Messages to skip, from the newest. */
  readonly offset: number;
  /** 1 to 50. */
  readonly limit: number;
}

export interface HistoryPage {
  readonly messages: readonly HistoryMessage[];
}

export interface HistoryMessage {
  readonly id: AmojoMessageId;
  /** Ours, where the message has one. */
  readonly msgid?: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly type?: string;
  readonly text?: string;
  /** Kommo's address of the file. */
  readonly media?: string;
  readonly fileName?: string;
  /** Bytes. */
  readonly fileSize?: number;
  readonly mediaGroupId?: string;
  readonly senderId?: AmojoParticipantId;
  readonly senderName?: string;
  /** Absent on what the customer wrote. */
  readonly receiverId?: AmojoParticipantId;
  /** It has a receiver: it went to the customer, whoever wrote it. */
  readonly outgoing: boolean;
  /** What it says, as far as histories tell: no buttons, templates, quotes and forwards (§10.2). */
  readonly content: SaidContent;
}

export interface TypingNotice {
  readonly conversationId: string;
  /** The customer, by our own id. */
  readonly senderId: string;
  /** 5 000 ms unless told. */
  readonly durationMs?: number;
}

export interface NewReaction {
  readonly conversationId: string;
  readonly message: MessageName;
  /** Who reacts: a customer by our own id, or anybody by amojo's. */
  readonly user: { readonly id: string } | { readonly refId: AmojoParticipantId };
  /** `null` takes it back. */
  readonly emoji: string | null;
}
