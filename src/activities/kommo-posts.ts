import type { KommoPost, KommoSharedPost } from '../kommo/types';
import { webAddress } from '../kommo/web-address';
import type { Around, Post, SharedPost } from '../model/content';

/** The posts that a message speaks of, as Kommo takes them. */
export interface DrawnPosts {
  readonly post?: KommoPost;
  readonly sharedPost?: KommoSharedPost;
  /** Lines about those that Kommo would refuse; empty where there are none. */
  readonly words: string;
  /** Lines about the others, should Kommo refuse them all the same. */
  readonly otherwise: string;
}

/** Kommo wants an address of each, and an id of one with comments (kommo-chat-api.md §9.4). */
export function drawPosts({ commentOn, sharedPost }: Around): DrawnPosts {
  const post = commentOn && kommoPost(commentOn);
  const shared = sharedPost && kommoSharedPost(sharedPost);
  const commented = commentOn && line('comment under a post', commentOn.author, commentOn.caption, commentOn.url);
  const passedOn = sharedPost && line('shared post', sharedPost.site, undefined, sharedPost.url);
  return {
    ...(post === undefined ? {} : { post }),
    ...(shared === undefined ? {} : { sharedPost: shared }),
    words: lines(post === undefined ? commented : undefined, shared === undefined ? passedOn : undefined),
    otherwise: lines(post && commented, shared && passedOn),
  };
}

function lines(...given: readonly (string | undefined)[]): string {
  return given.filter((each) => each !== undefined).join('\n');
}

function kommoPost({ id, url, preview, author, caption }: Post): KommoPost | undefined {
  if (id === '' || webAddress(url) === undefined) return undefined;
  return {
    id,
    url,
    ...(preview === undefined ? {} : preview.lasts ? { previewPermalink: preview.url } : { previewUrl: preview.url }),
    ...(author === undefined ? {} : { username: author }),
    ...(caption === undefined ? {} : { caption }),
  };
}

function kommoSharedPost({ url, preview, site }: SharedPost): KommoSharedPost | undefined {
  if (webAddress(url) === undefined) return undefined;
  return {
    url,
    ...(preview === undefined ? {} : preview.lasts ? { previewPermalink: preview.url } : { previewLink: preview.url }),
    ...(site === undefined ? {} : { siteName: site }),
  };
}

/** A caption may be an article. */
const LONGEST_CAPTION = 200;

function line(what: string, whose: string | undefined, caption: string | undefined, url: string): string {
  const said = (caption ?? '').replace(/\s+/g, ' ').trim();
  const short = said.length > LONGEST_CAPTION ? `${said.slice(0, LONGEST_CAPTION - 1)}…` : said;
  return [`[${what}]`, whose?.trim() ?? '', short, url].filter((part) => part !== '').join(' ');
}
