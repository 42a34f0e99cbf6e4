import type { MediaType } from '../model/content';
import type { TextUnit } from './text-unit';

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
  'read',
  'closing',
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
  /** From Kommo to the customer; `read`: that what they wrote was read, `closing`: that the talk was closed, or goes on. */
  readonly outbound: Readonly<Record<OutboundKind, Support>>;
  /** From the customer to Kommo. */
  readonly inbound: Readonly<Record<InboundKind, Support>>;
  /** What texts are measured in, here and in `captionLimits` and `buttons.textLimit`; left out: UTF-16 code units. */
  readonly textUnit?: TextUnit;
  /** Longest text of one part; longer text is split above the driver. */
  readonly textLimit: number;
  /** Longest text beside a file, by kind; 0: it has none, and the text follows in a part of its own. */
  readonly captionLimits: Readonly<Record<MediaType, number>>;
  /** Largest file that can be sent, bytes, by kind; larger ones are refused above the driver, or sent as `file`. */
  readonly fileLimits: Readonly<Record<MediaType, number>>;
  /** MIME types that a kind takes; another one is sent as `file`. A kind that is left out takes every type. */
  readonly fileTypes?: Readonly<Partial<Record<MediaType, readonly string[]>>>;
  /** How many pieces an album has at most, and which kinds may be together in one; `null`: no albums. */
  readonly album: { readonly most: number; readonly together: readonly (readonly MediaType[])[] } | null;
  /** `null`: no buttons. What does not fit is said in numbered lines. */
  readonly buttons: ButtonRules | null;
  /** A menu of the messenger's own; `null`: none, so its rows become buttons or numbered lines. */
  readonly list: ListRules | null;
  /** What the messenger reports after a send by itself. With `none`, acceptance is all there is. */
  readonly receipts: 'none' | 'delivered' | 'read';
  /** A repeated send with the same key is one message at the far side. */
  readonly idempotent: boolean;
  /** A sent message can be found again by our key (`lookup`). */
  readonly lookup: boolean;
  /**
   * Reply window after the customer's last message, milliseconds; `null` where there is none. A source may have a longer one
   * (`Messenger.windowMs`). After it only templates go
   * out, where `outbound.template` is `full`, and nothing else.
   */
  readonly windowMs: number | null;
  /** How many messages it takes until the customer does something again; each part of one counts. Left out: any number. */
  readonly unanswered?: Unanswered;
  /** What a manager can start a chat by; `null` where the customer has to write first. */
  readonly writeFirst: 'phone' | null;
}

export interface Unanswered {
  /** After a message of the customer's that opens the window, if there is one. */
  readonly written: Allowance;
  /** After anything else that they do in the chat, such as a press (`InboundMessage.opensWindow` is false); also outside the window. */
  readonly acted?: Allowance;
}

/** So many within so long; what the customer does begins it anew. */
export interface Allowance {
  readonly most: number;
  readonly withinMs: number;
}

export interface ButtonRules {
  /** At most so many under one message. */
  readonly most: number;
  /** Each at most so long, in UTF-16 code units. */
  readonly labelLimit: number;
  /** Whether a button can open a link. */
  readonly links: boolean;
  /** Whether they can stand under a file; where not, they follow in a text. */
  readonly underFiles: boolean;
  /** Longest text with buttons under it, where that is less than `textLimit`. */
  readonly textLimit?: number;
}

/** Lengths in UTF-16 code units. */
export interface ListRules {
  readonly rows: number;
  readonly titleLimit: number;
  readonly descriptionLimit: number;
  readonly bodyLimit: number;
  readonly buttonLimit: number;
}
