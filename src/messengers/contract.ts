import type { z } from 'zod';
import type { HttpDownload } from '../http/client';
import type { Check } from '../model/check';
import type { MessengerKind } from '../model/messenger-kind';
import type { Phone } from '../model/phone';
import type { Rates } from '../model/rates';
import type { Standing } from '../model/restriction';
import type { SignatureRule } from '../model/signature-rule';
import type { Phrases, Words } from '../model/words';
import type { Authentication } from './authentication';
import type { Capabilities } from './capabilities';
import type { DriverContext } from './driver-context';
import type { History } from './history';
import type { Acknowledgement, Undelivered } from './inbound';
import type {
  OutboundAlbum,
  OutboundClosing,
  OutboundList,
  OutboundPart,
  OutboundReaction,
  OutboundRead,
  SentPart,
} from './outbound';
import type { RawRequest, ReceiveContext, Received, Webhook } from './receiving';
import type { Resolved } from './resolved';
import type { Templates } from './templates';

export * from './authentication';
export type { Check } from '../model/check';
export * from './capabilities';
export * from './driver-context';
export * from './history';
export * from './inbound';
export * from './outbound';
export * from './receiving';
export type { Resolved } from './resolved';
export * from './templates';

/** A message that was said before anybody listened. */
export interface PastMessage {
  /** Remote id of the source. */
  readonly source: string;
  /** Its address. */
  readonly chat: string;
  readonly remoteId: string;
  readonly by: 'customer' | 'business';
}

/**
 * A driver: pure protocol. It gets an HTTP client, a clock and its credentials, and touches neither the ledger
 * nor Temporal. Splitting long text, sizes, windows, order, dedupe, retries and storage are done once, above it.
 *
 * A new ability is a new optional function, so it never breaks an existing driver.
 */
export interface Messenger<Credentials = unknown> {
  readonly kind: MessengerKind;
  readonly title: string;
  /** What is connected, in a line: “A bot that your customers write to”. */
  readonly about?: Words;
  /** What an administrator enters; the settings form is drawn from it, its words are `fieldWords` of a schema's `meta`. */
  readonly credentials: z.ZodType<Credentials>;
  readonly capabilities: Capabilities;

  /**
   * What of `capabilities` this one source has, where that differs from source to source and is told by the far side. Asked
   * before each run of sends, so it is remembered for a while; where nobody answers, what was known last or all of it.
   */
  capabilitiesNow?(context: DriverContext<Credentials>): Promise<Capabilities>;

  /** How an administrator gets there, in order; the wizard shows the steps and asks for the fields that each names. */
  readonly guide?: readonly GuideStep[];
  /** All that it tells people, in every language: whatever names a code in its words. */
  readonly phrases?: readonly Phrases[];

  /** The reply window, milliseconds, of sources that have another one than `capabilities.windowMs`. */
  windowMs?(credentials: Credentials): number;

  /** How fast this source may send, by what the messenger allows it; left out: as fast as it takes it. */
  rates?(credentials: Credentials): Rates;

  /**
   * Finds out whom the credentials belong to. Called before a connection is stored.
   * @throws DeliveryError 902 when the messenger does not accept the credentials.
   */
  identify(context: DriverContext<Credentials>): Promise<Identity>;

  /**
   * Finds whom a phone number means, for a chat that begins with one; there where `capabilities.writeFirst` is `phone`. Asked
   * before anything is sent, and safe to repeat. @throws DeliveryError.
   */
  resolve?(context: DriverContext<Credentials>, phone: Phone): Promise<Resolved>;

  /**
   * Whose account at the messenger a source is in, where one holds several and is told of as a whole
   * (`InboundSourceNotice.owner`).
   */
  ownerOf?(credentials: Credentials): string;

  /** A link that opens the chat with a source on a customer's phone; undefined where it cannot be told. */
  linkTo?(source: Pick<Identity, 'remoteId' | 'address'>): string | undefined;

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

  /** What a webhook proves itself by, for whoever asks later why it was believed (the trace of a message). */
  readonly signedBy: SignatureRule;

  /** Left out: `receive` looks by itself whether a request is genuine. */
  readonly authentication?: Authentication<Credentials>;

  /**
   * Fetches what a webhook only refers to and what will be gone when anybody asks later: the one call before the answer
   * (design §3, Accepting). Asked of verified requests; has a second and a half for all of it (`context.signal`).
   * @returns the driver's own, kept with the webhook and given to `receive` as `fetched`; undefined: there is nothing to fetch.
   * @throws DeliveryError when it cannot be had; `receive` does without.
   */
  fetchAhead?(context: DriverContext<Credentials>, request: RawRequest): Promise<string | undefined>;

  /**
   * Verifies and parses one webhook request. Synchronous and without side effects: it runs before the answer.
   * What cannot be parsed becomes an `unparsed` event; only what cannot be verified is refused.
   */
  receive(context: ReceiveContext<Credentials>, request: RawRequest): Received;

  /**
   * The key of the event by which `receive` would have told a message: what is imported is known by it when it comes live too.
   * Left out: by the messenger's id alone.
   */
  keyOf?(message: PastMessage): string;

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

  /** Sends a menu of the messenger's own; there where `capabilities.list` is. @throws DeliveryError as `send` does. */
  sendList?(context: DriverContext<Credentials>, part: OutboundList): Promise<SentPart>;

  /**
   * Opens a customer's file for reading. `reference` is the driver's own, from `RemoteFile.reference`.
   * @throws DeliveryError: `no` when it is gone or too large to be had, with a text that says so.
   */
  fetchMedia?(context: DriverContext<Credentials>, reference: string): Promise<HttpDownload>;

  /** Sets the source's reaction to a message, or takes it back (`null`). Safe to repeat. @throws DeliveryError. */
  react?(context: DriverContext<Credentials>, reaction: OutboundReaction): Promise<void>;

  /**
   * Shows the customer for some seconds that somebody types. Not repeated when it fails. `lastInbound` is the messenger's
   * id of the customer's newest message. @throws DeliveryError.
   */
  typing?(context: DriverContext<Credentials>, chat: string, lastInbound?: string): Promise<void>;

  /**
   * Shows the customer that what they wrote up to this message was read. Best effort: it may be left out or come twice.
   * @throws DeliveryError.
   */
  markRead?(context: DriverContext<Credentials>, read: OutboundRead): Promise<void>;

  /** Tells that the talk was closed in Kommo, or goes on. Safe to repeat. @throws DeliveryError. */
  tellClosing?(context: DriverContext<Credentials>, closing: OutboundClosing): Promise<void>;

  /** Who the customer is, where webhooks do not tell. Asked once, and only for an unnamed one. @throws DeliveryError. */
  profile?(context: DriverContext<Credentials>, chat: string): Promise<RemoteProfile>;

  /** Left out: the messenger has no templates of its own, and those of Kommo are texts. */
  readonly templates?: Templates<Credentials>;

  /** Old conversations that the messenger keeps. Left out: it has none to give, and people bring an export. */
  readonly history?: History<Credentials>;

  /**
   * Tells that something of the customer's did not come through, where the messenger wants to know. Once; what becomes of it
   * changes nothing. @throws DeliveryError.
   */
  undelivered?(context: DriverContext<Credentials>, undelivered: Undelivered): Promise<void>;

  /** Does what a webhook asked for beside its answer, such as stopping a button's spinner. @throws DeliveryError. */
  acknowledge?(context: DriverContext<Credentials>, acknowledgement: Acknowledgement): Promise<void>;
}

export interface GuideStep {
  /** What to do, in a few words. */
  readonly title: Words;
  /** How, in a sentence or two. What is typed or looked for word by word is between backticks. */
  readonly text: Words;
  /** Where to do it. */
  readonly link?: { readonly href: string; readonly text: Words };
  /** Fields of `credentials` that are entered in this step; those of no step are for few, and come last. */
  readonly fields: readonly string[];
}

export interface ConnectedContext<Credentials> extends DriverContext<Credentials> {
  readonly webhook: Webhook;
}

export interface ConnectOptions {
  /** Takes the webhook away from whoever has it now. */
  readonly takeOver?: boolean;
}

/** Whom a source's credentials belong to at the messenger. */
export interface Identity {
  /** The messenger's id of the bot, number or page. */
  readonly remoteId: string;
  readonly name: string;
  /** How customers find it, for example `@shop_bot`. */
  readonly address?: string;
  /**
   * The messenger's id of what holds the secret and the webhook, where several sources share one: an app. Sources of the same
   * one share a connection.
   */
  readonly app?: string;
}

export interface RemoteProfile {
  readonly name?: string;
  readonly phone?: string;
  readonly email?: string;
  /** As `RemoteParticipant` has it. */
  readonly avatar?: string;
  readonly profileLink?: string;
  readonly language?: string;
}

export type Health = Looked &
  (
    | { readonly state: 'ok' }
    | ({
        readonly state: 'broken';
        /** `credentials` — refused by the messenger; `webhook` — points elsewhere or fails; `unreachable` — no answer. */
        readonly fault: 'credentials' | 'webhook' | 'unreachable';
        /** What happened and what to do, for an administrator. */
      } & Words)
  );

interface Looked {
  readonly checks?: readonly Check[];
  /** What of its sends the messenger forbids now; left out: it does not say. */
  readonly restricts?: Standing;
}
