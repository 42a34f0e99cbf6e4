import type { HandsetAbility, HandsetFileKind } from '../control/lines-contract';
import type { Core } from '../core';
import type { GraphEndpoint, GraphMethod } from '../graph/call';
import type { OnHandset } from '../lines/emulator';
import type { Handset, NewLineMessage } from '../lines/records';
import type { Fields } from './send/fields';
import type { Content } from './send/content';

/** Kinds of attachments that the Send API takes as files (facebook.md §3). */
export const FILE_KINDS = ['image', 'audio', 'video', 'file'] as const;
export type FileKind = (typeof FILE_KINDS)[number];

/** What webhooks tell of, whatever the field is called. */
export type Told =
  | 'message'
  | 'echo'
  | 'postback'
  | 'delivery'
  | 'read'
  | 'edit'
  | 'reaction'
  | 'referral'
  | 'optin'
  | 'handover'
  | 'policy';

/** A code and its subcode (facebook.md §4). */
export type Code = readonly [code: number, subcode: number];

/** Something of the messenger's own that a customer sends, as the phone and as the webhook show it. */
export interface OddMessage {
  readonly shown: Partial<Omit<NewLineMessage, 'id' | 'from' | 'at'>>;
  /** What stands in `message` beside its `mid`. */
  readonly message: Readonly<Record<string, unknown>>;
}

/** What differs between Messenger and Instagram Direct (facebook.md §11); all else they share. */
export interface PageProduct {
  readonly messenger: 'messenger' | 'instagram';
  /** For people. */
  readonly title: string;
  /** What webhooks are about. */
  readonly object: 'page' | 'instagram';
  /** Fields that an app can subscribe to. */
  readonly fields: readonly string[];
  /** Which of them tells what; what is left out is not told. */
  readonly fieldOf: Readonly<Partial<Record<Told, string>>>;
  /** Without it nothing can be sent. */
  readonly scope: string;
  readonly abilities: readonly HandsetAbility[];
  readonly outsideWindow: Code;
  readonly nobody: Code;
  /** How `read` tells: of a time before which all was seen, or of single messages. */
  readonly seen: 'watermark' | 'mid';
  /** Why a text is too long; undefined: it is not. */
  readonly tooLong: (text: string) => string | undefined;
  readonly mostPictures: number;
  /** Types that a kind takes; a kind that is left out takes every type. */
  readonly types: (core: Core) => Readonly<Partial<Record<FileKind, readonly string[]>>>;
  /** Words for the reactions that a business has. */
  readonly reactions: Readonly<Record<string, string>>;
  /** What a customer's reaction is called. */
  readonly reactionName: (emoji: string) => string;
  readonly newMid: (count: number) => string;
  /** What is none of text, attachment and attachments; undefined: there is no such thing. */
  readonly special: (core: Core, message: Fields) => Content | undefined;
  /** What a customer's file is in a webhook; undefined: apps are not told. */
  readonly describeFile: (core: Core, kind: HandsetFileKind, file: DescribedFile) => Attachment | undefined;
  /** By the word that the control API has for it. */
  readonly odd: Readonly<Record<string, (core: Core) => OddMessage>>;
  /** A shared place; undefined: customers cannot share one. */
  readonly place?: (core: Core, place: { readonly latitude: number; readonly longitude: number }) => object;
  /** How customers take a message back: `told` of it, or in silence. */
  readonly removal: 'told' | 'silent';
  readonly profileFields: (handset: Handset) => Readonly<Record<string, unknown>>;
  /** What is answered where a profile is not told (facebook.md §8, §11). */
  readonly consent: 'any contact' | 'a message';
  /** Properties of the messenger profile. */
  readonly profileProperties: readonly string[];
  /** Whether a Page that fails is unsubscribed, and after how long (facebook.md §0 row 1, §11). */
  readonly givesUp: (core: Core) => { readonly afterMs: number; readonly unsubscribes: boolean };
  readonly echoNamesApp: (core: Core) => boolean;
  /** Endpoints that only this one has. */
  readonly find?: (method: GraphMethod, path: readonly string[]) => GraphEndpoint | undefined;
  /** Where a link to the chat is: `m.me/shop`. */
  readonly linkTo: (username: string) => string;
  /** What else a fresh customer's facts are. */
  readonly personFacts: (on: Pick<OnHandset, 'line'>) => Handset['facts'];
}

export interface DescribedFile {
  readonly url: string;
  readonly name: string;
  readonly mimeType: string;
  readonly sha256: string;
}

export interface Attachment {
  readonly type: string;
  readonly payload?: object;
}
