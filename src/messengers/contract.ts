import type { z } from 'zod';
import type { HttpClient, HttpDownload } from '../http/client';
import type { Button, MediaType, Reaction, SaidContent } from '../model/content';
import type { ConnectionId } from '../model/ids';
import type { MessengerKind } from '../model/messenger-kind';

/**
 * A driver: pure protocol. It gets an HTTP client, a clock and its credentials, and touches neither the ledger
 * nor Temporal. Splitting long text, sizes, windows, order, dedupe, retries and storage are done once, above it.
 *
 * A new ability is a new optional function, so it never breaks an existing driver.
 */
export interface Messenger<Credentials = unknown> {
  readonly kind: MessengerKind;
  readonly title: string;
  /** What an administrator enters; the settings form is drawn from it. */
  readonly credentials: z.ZodType<Credentials>;
  readonly capabilities: Capabilities;

  /**
   * Finds out whom the credentials belong to. Called before a connection is stored.
   * @throws DeliveryError 902 when the messenger does not accept the credentials.
   */
  identify(context: DriverContext<Credentials>): Promise<Identity>;

  /**
   * Points the messenger's webhook at `context.webhook`. Called after the connection's row is committed, because some
   * messengers call back during it. Safe to repeat. A webhook that is somebody else's is left alone, unless a person said
   * to take it over.
   * @throws DeliveryError with a text for the administrator: 902 where the messenger does not accept the credentials, any
   *   other final one where it is about the webhook.
   */
  connect(context: ConnectedContext<Credentials>, options?: ConnectOptions): Promise<void>;

  /** Takes the webhook away if it is still ours. Safe to repeat. */
  disconnect(context: ConnectedContext<Credentials>): Promise<void>;

  /** Asks the messenger whether the connection works. Never throws for an answer of the messenger. */
  check(context: ConnectedContext<Credentials>): Promise<Health>;

  /**
   * Verifies and parses one webhook request. Synchronous and without side effects: it runs before the answer.
   * What cannot be parsed becomes an `unparsed` event; only what cannot be verified is refused.
   */
  receive(context: ReceiveContext<Credentials>, request: RawRequest): Received;

  /**
   * Sends one part of a message and returns the messenger's id of it, unique within the chat.
   * @throws DeliveryError saying whether it is final, worth another attempt, or unknown.
   */
  send(context: DriverContext<Credentials>, part: OutboundPart): Promise<SentPart>;

  /** Whether the id names a message there, one that can be pointed to. Left out: every id does. */
  isMessageId?(remoteId: string): boolean;

  /** Finds a part sent earlier by our key, for messengers that can be asked (see `capabilities.lookup`). */
  lookup?(context: DriverContext<Credentials>, part: OutboundPart): Promise<SentPart | 'absent' | 'unsure'>;

  /**
   * Sends several pictures, videos or files as one album; only what `capabilities.album` allows together.
   * @returns one id for each item, in their order.
   * @throws DeliveryError: none of them was sent, or (`unknown`) perhaps all.
   */
  sendAlbum?(context: DriverContext<Credentials>, album: OutboundAlbum): Promise<readonly SentPart[]>;

  /**
   * Opens a customer's file for reading. `reference` is the driver's own, from `RemoteFile.reference`.
   * @throws DeliveryError: `no` when it is gone or too large to be had, with a text that says so.
   */
  fetchMedia?(context: DriverContext<Credentials>, reference: string): Promise<HttpDownload>;

  /** Sets the source's reaction to a message, or takes it back (`null`). Safe to repeat. @throws DeliveryError. */
  react?(context: DriverContext<Credentials>, reaction: OutboundReaction): Promise<void>;

  /** Shows the customer for some seconds that somebody types. Not repeated when it fails. @throws DeliveryError. */
  typing?(context: DriverContext<Credentials>, chat: string): Promise<void>;

  /** Does what a webhook asked for beside its answer, such as stopping a button's spinner. @throws DeliveryError. */
  acknowledge?(context: DriverContext<Credentials>, acknowledgement: Acknowledgement): Promise<void>;
}

/** How faithfully a driver carries one kind of content. */
export type Support = 'full' | 'degraded' | 'placeholder' | 'refused';

export const OUTBOUND_KINDS = [
  'text',
  'picture',
  'video',
  'file',
  'voice',
  'audio',
  'sticker',
  'album',
  'buttons',
  'list',
  'template',
  'quote',
  'forward',
  'reaction',
  'typing',
] as const;
export type OutboundKind = (typeof OUTBOUND_KINDS)[number];

export const INBOUND_KINDS = [
  'text',
  'picture',
  'video',
  'file',
  'voice',
  'audio',
  'sticker',
  'location',
  'contact',
  'album',
  'quote',
  'forward',
  'press',
  'edit',
  'removal',
  'reaction',
  'typing',
] as const;
export type InboundKind = (typeof INBOUND_KINDS)[number];

export interface Capabilities {
  /** From Kommo to the customer. */
  readonly outbound: Readonly<Record<OutboundKind, Support>>;
  /** From the customer to Kommo. */
  readonly inbound: Readonly<Record<InboundKind, Support>>;
  /** Longest text of one part, in UTF-16 code units; longer text is split above the driver. */
  readonly textLimit: number;
  /** Longest text beside a file, in UTF-16 code units; 0: a file has none, and the text follows in a part of its own. */
  readonly captionLimit: number;
  /** Largest file that can be sent, bytes, by kind; larger ones are refused above the driver, or sent as `file`. */
  readonly fileLimits: Readonly<Record<MediaType, number>>;
  /** How many pieces an album has at most, and which kinds may be together in one; `null`: no albums. */
  readonly album: { readonly most: number; readonly together: readonly (readonly MediaType[])[] } | null;
  /** Buttons under one message: at most so many, each at most so long (UTF-16 code units); `null`: no buttons. */
  readonly buttons: { readonly most: number; readonly labelLimit: number } | null;
  /** What the messenger reports after a send by itself. With `none`, acceptance is all there is. */
  readonly receipts: 'none' | 'delivered' | 'read';
  /** A repeated send with the same key is one message at the far side. */
  readonly idempotent: boolean;
  /** A sent message can be found again by our key (`lookup`). */
  readonly lookup: boolean;
  /** Reply window after the customer's last message, milliseconds; `null` where there is none. */
  readonly windowMs: number | null;
  /** What a manager can start a chat by; `null` where the customer has to write first. */
  readonly writeFirst: 'phone' | null;
}

export interface Clock {
  /** Wall clock, milliseconds since 1970. */
  now(): number;
}

export interface DriverContext<Credentials> {
  readonly http: HttpClient;
  readonly clock: Clock;
  readonly credentials: Credentials;
  /** Aborts the request in flight. */
  readonly signal?: AbortSignal;
}

export interface Webhook {
  /** Public address of the connection: `<public url>/hooks/<kind>/<connection id>`. */
  readonly url: string;
  /** The secret the messenger repeats to us; ours to choose, 32 characters of `A-Za-z0-9_-`. */
  readonly secret: string;
}

export interface ConnectedContext<Credentials> extends DriverContext<Credentials> {
  readonly webhook: Webhook;
}

export interface ConnectOptions {
  /** Takes the webhook away from whoever has it now. */
  readonly takeOver?: boolean;
}

export interface ReceiveContext<Credentials> {
  readonly connectionId: ConnectionId;
  readonly credentials: Credentials;
  readonly webhook: Webhook;
  readonly clock: Clock;
}

/** Whom a source's credentials belong to at the messenger. */
export interface Identity {
  /** The messenger's id of the bot, number or page. */
  readonly remoteId: string;
  readonly name: string;
  /** How customers find it, for example `@shop_bot`. */
  readonly address?: string;
}

export type Health =
  | { readonly state: 'ok' }
  | {
      readonly state: 'broken';
      /** `credentials` — refused by the messenger; `webhook` — points elsewhere or fails; `unreachable` — no answer. */
      readonly fault: 'credentials' | 'webhook' | 'unreachable';
      /** What happened and what to do, for an administrator. */
      readonly text: string;
    };

export interface RawRequest {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The bytes as received. */
  readonly body: Buffer;
}

export interface HttpAnswer {
  readonly status: number;
  readonly contentType?: string;
  readonly body?: string;
}

/** `refused`: the request could not be verified; nothing of it is kept. */
export type Received =
  | {
      readonly kind: 'events';
      readonly events: readonly InboundEvent[];
      readonly answer: HttpAnswer;
      /** Passed on at once after the answer, not kept, and dropped when it is late. */
      readonly typing?: readonly InboundTyping[];
      readonly acknowledge?: readonly Acknowledgement[];
    }
  | { readonly kind: 'refused'; readonly status: 401 | 403; readonly reason: string };

/** Something to be done once right after the answer; not kept, so nothing may depend on it. */
export interface Acknowledgement {
  /** The key of an event of the same request: done only where that event was new. */
  readonly ifNew?: string;
  /** The driver's own. */
  readonly what: Readonly<Record<string, string | number>>;
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
  | InboundNotice
  | IgnoredEvent
  | UnparsedEvent;

interface Tagged {
  readonly key: string;
}

export interface InboundMessage extends Tagged {
  readonly kind: 'message';
  /** `Identity.remoteId` of the source the customer wrote to. */
  readonly source: string;
  /** The messenger's id of the chat: the reply address. */
  readonly chat: string;
  readonly author: RemoteParticipant;
  /** The messenger's id of the message, unique within the chat. */
  readonly remoteId: string;
  /** When it was written, milliseconds since 1970, by the messenger's clock. */
  readonly at: number;
  /** Whether it opens the reply window. */
  readonly opensWindow: boolean;
  readonly content: SaidContent;
}

/** The customer changed what a message says; `content` is all of it, as it is now. */
export interface InboundEdit extends Tagged {
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
export interface InboundRemoval extends Tagged {
  readonly kind: 'removal';
  readonly source: string;
  readonly chat: string;
  readonly remoteId: string;
  readonly at: number;
}

/** The customer's reaction to a message is now this. */
export interface InboundReaction extends Tagged {
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
  readonly failure?: { readonly code: 901 | 902 | 903 | 904 | 905; readonly text: string };
}

/** Something about the chat that the manager has to know, such as that messages do not arrive any more. */
export interface InboundNotice extends Tagged {
  readonly kind: 'notice';
  readonly source: string;
  readonly chat: string;
  readonly at: number;
  /** For the manager: what happened and what it means. */
  readonly text: string;
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
  readonly profileLink?: string;
  readonly phone?: string;
  readonly language?: string;
}

export interface OutboundPart {
  /** Our key of the part, the same in every attempt. */
  readonly key: string;
  /** The reply address: the chat's own, never one from the CRM (promise P5). */
  readonly chat: string;
  readonly content: OutboundContent;
  /** The messenger's id of the message that this quotes. Where it is gone there, the part goes without. */
  readonly replyTo?: string;
}

export type OutboundContent =
  { readonly type: 'text'; readonly text: string; readonly buttons?: readonly (readonly Button[])[] } | OutboundMedia;

export interface OutboundMedia {
  readonly type: MediaType;
  readonly file: OutboundFile;
  /** Not longer than `capabilities.captionLimit`. */
  readonly caption?: string;
  readonly buttons?: readonly (readonly Button[])[];
}

/** A file in our store, to be sent as a stream. */
export interface OutboundFile {
  /** With the extension of its real type. */
  readonly name: string;
  /** As its bytes say. */
  readonly mimeType: string;
  /** Bytes. */
  readonly size: number;
  readonly durationS?: number;
  /** From the beginning, each time it is called. */
  open(): AsyncIterable<Buffer>;
}

export interface OutboundAlbum {
  readonly chat: string;
  readonly replyTo?: string;
  readonly items: readonly { readonly key: string; readonly content: OutboundMedia }[];
}

export interface OutboundReaction {
  readonly chat: string;
  /** The messenger's id of the message. */
  readonly remoteId: string;
  /** `null` takes the reaction back. */
  readonly emoji: string | null;
}

export interface SentPart {
  readonly remoteId: string;
  /** When the messenger says it was sent, milliseconds since 1970. */
  readonly at: number;
}
