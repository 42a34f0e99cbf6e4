import type { MediaId } from './ids';
import type { Said } from './words';

/** Kinds of files, in Kommo's words (kommo-chat-api.md §9.4). */
export const MEDIA_TYPES = ['picture', 'video', 'file', 'voice', 'audio', 'sticker'] as const;
export type MediaType = (typeof MEDIA_TYPES)[number];

export function isMediaType(type: string): type is MediaType {
  return (MEDIA_TYPES as readonly string[]).includes(type);
}

/**
 * What a message says, independent of either side's wire format. `File` is how a file is named: by what its side needs
 * to fetch it (`RemoteFile`) until it is accepted, by our own id (`OwnFile`) from then on.
 *
 * `unsupported` names something this version cannot carry: toward Kommo it becomes a text that says what it was,
 * toward a messenger it is refused with a reason. Nothing is dropped.
 */
export type Content<File> =
  /** `said`: of a note of ours, which the manager reads in the account's language. */
  | { readonly type: 'text'; readonly text: string; readonly said?: readonly Said[] }
  | { readonly type: MediaType; readonly file: File; readonly caption?: string }
  | Location
  | { readonly type: 'contact'; readonly name: string; readonly phone: string }
  | Press
  | { readonly type: 'unsupported'; readonly what: string; readonly caption?: string };

export interface Location {
  readonly type: 'location';
  readonly latitude: number;
  readonly longitude: number;
  /** Of a place: its name and address. */
  readonly title?: string;
  readonly address?: string;
}

/** A customer pressed a button of a message of ours. Reaches Kommo as an ordinary text: the button's label. */
export interface Press {
  readonly type: 'press';
  /** The messenger's id of the message that has the button, where it tells that. */
  readonly of?: string;
  /** `OutboundPart.key` of that message, where the button carries it. */
  readonly ofKey?: string;
  /** The button: its row and place in it, from 0. */
  readonly row: number;
  readonly column: number;
  /** Where the messenger tells it. */
  readonly label?: string;
}

/** A file at the side it comes from. */
export interface RemoteFile extends FileFacts {
  /** What its side needs to fetch it: Kommo's address, or what the driver's `fetchMedia` understands. */
  readonly reference: string;
  /** Names the same bytes for ever at that side, where the side has such a name. */
  readonly sameAs?: string;
}

/** A file of ours, a row of the table `media`. */
export interface OwnFile {
  readonly id: MediaId;
}

/** What is known of a file before anybody has looked into it. */
export interface FileFacts {
  readonly name?: string;
  readonly mimeType?: string;
  /** Bytes. */
  readonly size?: number;
  /** Of voice, audio and video. */
  readonly durationS?: number;
}

/** What surrounds what is said. */
export interface Around {
  readonly replyTo?: Quote;
  readonly forwarded?: Forward;
  /** From Kommo only. */
  readonly buttons?: readonly (readonly Button[])[];
  readonly list?: ListMessage;
  readonly template?: Template;
  /** The post that this answers a comment under (kommo-chat-api.md §11.6). */
  readonly postId?: string;
  /** From a messenger: the message is a comment under this post. */
  readonly commentOn?: Post;
  /** From a messenger: the post that the message passes on. */
  readonly sharedPost?: SharedPost;
  /** Pieces of one album have one name for it. */
  readonly album?: string;
  /** From a messenger: what brought the customer here; it comes with their first message after that. */
  readonly referral?: Referral;
}

/** The ad, the post or the link that a customer followed to the chat. */
export interface Referral {
  readonly source: 'ad' | 'post' | 'link';
  /** The messenger's id of the ad or post, or what the link carried. */
  readonly id?: string;
  readonly url?: string;
  readonly title?: string;
  readonly text?: string;
  /** Marks of a campaign, where the messenger tells them apart from the address. */
  readonly utm?: Readonly<
    Partial<Record<'utm_source' | 'utm_medium' | 'utm_campaign' | 'utm_term' | 'utm_content', string | undefined>>
  >;
}

/** The quoted message: by an id of either side, and in words, for where it cannot be found. */
export interface Quote {
  readonly remoteId?: string;
  /** amojo's. */
  readonly kommoId?: string;
  /** Our own, as it came back from Kommo. */
  readonly messageId?: string;
  readonly text?: string;
  readonly author?: string;
  /** Milliseconds since 1970. */
  readonly at?: number;
}

/** The message is passed on: `text` is there only where the sender added words of their own to it. */
export interface Forward {
  readonly author?: string;
  /** Milliseconds since 1970. */
  readonly at?: number;
  readonly text?: string;
}

/** What a page has published, with comments under it. */
export interface Post {
  /** The messenger's; comes back as `postId` with the manager's answer. */
  readonly id: string;
  readonly url: string;
  readonly preview?: PostPreview;
  /** Who published it, as its page is called. */
  readonly author?: string;
  readonly caption?: string;
}

export interface SharedPost {
  readonly url: string;
  readonly preview?: PostPreview;
  /** Where it was published. */
  readonly site?: string;
}

/** A picture of a post, at an address that anybody may fetch. */
export interface PostPreview {
  readonly url: string;
  /** It will be there later too; what will not, Kommo has to copy. */
  readonly lasts: boolean;
}

/** Pressing it says its text; with a `url` it opens that instead (kommo-chat-api.md §11.4). */
export interface Button {
  readonly text: string;
  readonly url?: string;
}

/** kommo-chat-api.md §11.4, List Message. */
export interface ListMessage {
  readonly header?: string;
  readonly body: string;
  readonly footer?: string;
  readonly button: string;
  readonly sections: readonly { readonly title?: string; readonly rows: readonly ListRow[] }[];
}

export interface ListRow {
  /** `callback_data`: goes back to Kommo with the answer. */
  readonly data: string;
  readonly title: string;
  readonly description?: string;
}

/** The rows of a list message in the order in which they are shown and pressed. */
export function rowsOf(list: ListMessage): readonly ListRow[] {
  return list.sections.flatMap(({ rows }) => rows);
}

/** kommo-chat-api.md §11.4; the message's text holds the values already. */
export interface Template {
  readonly id: number;
  readonly externalId?: string;
  readonly content?: string;
  readonly params: readonly { readonly key: string; readonly value: string }[];
}

/** As it comes from a side. */
export type SaidContent = Content<RemoteFile> & Around;
/** As the ledger keeps it. */
export type MessageContent = Content<OwnFile> & Around;

export type ContentType = MessageContent['type'];

/** The customer's newest reaction to a message; one person has one. */
export type Reaction =
  | { readonly kind: 'emoji'; readonly emoji: string }
  | { readonly kind: 'none' }
  /** One that Kommo cannot show, in words: "custom emoji". */
  | { readonly kind: 'other'; readonly what: string };

/** What a message says in words alone, for quotes and the like; empty where it says nothing in words. */
export function wordsOf(content: Content<unknown>): string {
  switch (content.type) {
    case 'text':
      return content.text;
    case 'press':
      return content.label ?? '';
    case 'location':
      return [content.title, content.address].filter((line) => line !== undefined).join(', ');
    case 'contact':
      return `${content.name} ${content.phone}`;
    default:
      return content.caption ?? '';
  }
}
