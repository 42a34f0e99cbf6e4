import type { FileView, ListMessageView, PlaceView, PostView, ReactionView } from '../../control/contract';

/** How a file is drawn, whichever side it came from. */
export type MediaKind = 'picture' | 'animation' | 'video' | 'round' | 'voice' | 'audio' | 'file' | 'sticker';

/** `waiting` and `failed` happen in the inbox only, whose side fetches files by itself. */
export type Media =
  | { readonly state: 'there'; readonly kind: MediaKind; readonly file: FileView; readonly durationS: number | null }
  | { readonly state: 'waiting'; readonly kind: MediaKind; readonly name: string }
  | { readonly state: 'failed'; readonly kind: MediaKind; readonly name: string; readonly error: string | null };

export interface Quoted {
  /** The id of the quoted message, where it is known. */
  readonly key: string | null;
  readonly author: string;
  readonly text: string;
}

/** A message as both panes draw it. */
export interface Said {
  readonly key: string;
  readonly text: string;
  /** Above the text, and small below it. */
  readonly header: string | null;
  readonly footer: string | null;
  /** A kind that only a word tells: a poll, a dice, a type nobody here knows. */
  readonly label: string | null;
  readonly media: Media | null;
  readonly place: PlaceView | null;
  readonly contact: { readonly name: string; readonly phone: string } | null;
  readonly list: ListMessageView | null;
  /** The post that this is a comment under. */
  readonly commentOn: PostView | null;
  readonly sharedPost: PostView | null;
  readonly quote: Quoted | null;
  /** The author is empty where nobody tells; `text` where the words passed on are not the message's own. */
  readonly forwarded: { readonly author: string; readonly text: string } | null;
  readonly reactions: readonly ReactionView[];
  readonly edited: boolean;
}

/** A message that has nothing but what is told. */
export function said(parts: Partial<Said> & Pick<Said, 'key'>): Said {
  return {
    text: '',
    header: null,
    footer: null,
    label: null,
    media: null,
    place: null,
    contact: null,
    list: null,
    commentOn: null,
    sharedPost: null,
    quote: null,
    forwarded: null,
    reactions: [],
    edited: false,
    ...parts,
  };
}

/** One of many pictures in one frame: only what is seen at a glance goes into an album. */
export function isVisual(media: Pick<Media, 'kind'> | null): boolean {
  return media !== null && (media.kind === 'picture' || media.kind === 'video' || media.kind === 'animation');
}

/** What a browser can draw as a picture. */
export function isDrawable({ mimeType }: Pick<FileView, 'mimeType'>): boolean {
  return /^image\/(?!tiff|heic|heif|vnd)/u.test(mimeType);
}
