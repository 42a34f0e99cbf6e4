import type { MediaType } from '../model/content';
import type { AmojoMessageId } from './ids';

/** What a message says in Kommo's types (kommo-chat-api.md §9.4). Optional texts that are empty are not sent. */
export type KommoContent = (
  | { readonly type: 'text'; readonly text: string }
  | KommoMedia
  | { readonly type: 'location'; readonly latitude: number; readonly longitude: number; readonly text?: string }
  | { readonly type: 'contact'; readonly name: string; readonly phone: string; readonly text?: string }
) &
  Beside;

interface Beside {
  /** Of a row that was chosen from a list message, as Kommo named it (§11.4). */
  readonly callbackData?: string;
  readonly sharedPost?: KommoSharedPost;
}

/** A post that the message passes on. Kommo downloads the picture of `previewLink`; `previewPermalink` wins over it. */
export interface KommoSharedPost {
  readonly url: string;
  readonly previewLink?: string;
  readonly previewPermalink?: string;
  readonly siteName?: string;
}

/** The post that a message is a comment under. */
export interface KommoPost {
  /** The messenger's: comes back with the manager's answer (§11.6). */
  readonly id: string;
  readonly url: string;
  readonly previewUrl?: string;
  readonly previewPermalink?: string;
  /** Who published it. */
  readonly username?: string;
  readonly caption?: string;
}

export interface KommoMedia {
  readonly type: MediaType;
  /** Kommo fetches it by itself, later: public, and good for a while (§12.5). */
  readonly url: string;
  readonly fileName: string;
  /** Bytes that `url` serves. */
  readonly fileSize: number;
  /** Of voice, audio and video. */
  readonly durationS?: number;
  readonly caption?: string;
  /** Of stickers: one id in all accounts. */
  readonly stickerId?: string;
}

/**
 * What a message says now. A file that has not changed may be left out; a caption that is left out stays as it is, and an
 * empty one takes it away.
 */
export type EditedContent = KommoContent | (Pick<KommoMedia, 'type'> & Partial<Omit<KommoMedia, 'type'>> & Beside);

/** A message by one of its ids: ours or amojo's. */
export type MessageName = { readonly msgid: string } | { readonly id: AmojoMessageId };

/** The quoted message of the same chat: named, or drawn where neither id is known (§9.5). */
export type KommoQuote = MessageName | DrawnMessage;

/** A message that Kommo does not have, in words. */
export interface DrawnMessage {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly text: string;
  readonly author: string;
}

/** The message that is passed on; with `media` it is drawn as a file, and its text as the caption, which may be empty. */
export interface KommoForward extends DrawnMessage {
  readonly media?: {
    readonly type: MediaType;
    readonly url?: string;
    readonly fileName?: string;
    readonly fileSize?: number;
    readonly durationS?: number;
  };
}
