import type { Button, ListMessage, MediaType, Template } from '../model/content';

export interface OutboundPart {
  /** Our key of the part, the same in every attempt. */
  readonly key: string;
  /** The reply address: the chat's own, never one from the CRM (promise P5). */
  readonly chat: string;
  readonly content: OutboundContent;
  /** The messenger's id of the message that this quotes. Where it is gone there, the part goes without. */
  readonly replyTo?: string;
  /** When the customer wrote last, milliseconds since 1970; absent: never. */
  readonly lastInboundAt?: number;
  /** When it was written, milliseconds since 1970. */
  readonly writtenAt?: number;
  /** The messenger's id of the customer, where the chat began with one. */
  readonly customer?: string;
  /** A bot of Kommo wrote it, and no person: what is for people alone does not hold for it. */
  readonly byBot?: true;
}

export type OutboundContent = OutboundText | OutboundMedia;

export interface OutboundText {
  readonly type: 'text';
  readonly text: string;
  readonly buttons?: readonly (readonly Button[])[];
}

export interface OutboundMedia {
  readonly type: MediaType;
  readonly file: OutboundFile;
  /** Not longer than `capabilities.captionLimits` of its kind. */
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
  /** A public address for messengers that fetch files themselves; its path ends in the extension, and it lasts a day. */
  link(): string;
}

/** A message that is a menu of the messenger's own; it fits `capabilities.list`. */
export interface OutboundList extends Omit<OutboundPart, 'content'> {
  readonly list: ListMessage;
}

/** A message made from a template of the messenger's own. */
export interface OutboundTemplate extends Omit<OutboundPart, 'content'> {
  /** Its `externalId` is `RemoteTemplate.id`. */
  readonly template: Template & { readonly externalId: string };
  /** What it says, with its values. */
  readonly text: string;
  /** For a header that is a picture, video or file. */
  readonly file?: OutboundFile;
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

/** A manager has read what the customer wrote. */
export interface OutboundRead {
  /** The same whenever it is told. */
  readonly key: string;
  readonly chat: string;
  /** The messenger's id of the newest message that was read. */
  readonly remoteId: string;
}

/** The talk in Kommo is over, or there is one again. */
export interface OutboundClosing {
  /** The same whenever it is told. */
  readonly key: string;
  readonly chat: string;
  /** The messenger's id of the customer, where it has told one. */
  readonly customer?: string;
  readonly state: 'closed' | 'reopened';
}

export interface SentPart {
  readonly remoteId: string;
  /** The address that the messenger answers it was sent to, where it tells one: the chat's from now on (promise P5). */
  readonly chat?: string;
  /** The messenger's id of the customer, where that differs from the address and is told with it. */
  readonly customer?: string;
  /** When the messenger says it was sent, milliseconds since 1970. */
  readonly at: number;
}
