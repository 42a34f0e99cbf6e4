import type { KommoPost, KommoSharedPost } from '../kommo/types';
import { webAddress } from '../kommo/web-address';
import type { Around, Post, Referral, SharedPost } from '../model/content';

/** The posts that a message speaks of, as Kommo takes them, and what brought the customer here. */
export interface DrawnPosts {
  readonly post?: KommoPost;
  readonly sharedPost?: KommoSharedPost;
  /** Lines about what Kommo would refuse or has no form for; empty where there is nothing. */
  readonly words: string;
  /** Lines about the others, should Kommo refuse them all the same. */
  readonly otherwise: string;
}

/** Kommo wants an address of each, and an id of one with comments (kommo-chat-api.md §9.4). */
export function drawPosts({ commentOn, sharedPost, referral }: Around): DrawnPosts {
  const post = commentOn && kommoPost(commentOn);
  const shared = sharedPost && kommoSharedPost(sharedPost);
  const commented = commentOn && line('comment under a post', commentOn.author, commentOn.caption, commentOn.url);
  const passedOn = sharedPost && line('shared post', sharedPost.site, undefined, sharedPost.url);
  return {
    ...(post === undefined ? {} : { post }),
    ...(shared === undefined ? {} : { sharedPost: shared }),
    words: lines(
      referral && arrival(referral),
      post === undefined ? commented : undefined,
      shared === undefined ? passedOn : undefined,
    ),
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

const WAYS: Readonly<Record<Referral['source'], string>> = {
  ad: 'came by an ad',
  post: 'came by a post',
  link: 'came by a link',
};

/** The id says something to people only where a link carried it. */
function arrival({ source, id, title, text, url }: Referral): string {
  return line(WAYS[source], source === 'link' ? id : undefined, title ?? text, url ?? '');
}

/** A caption may be an article. */
const LONGEST_CAPTION = 200;

function line(what: string, whose: string | undefined, caption: string | undefined, url: string): string {
  const said = (caption ?? '').replace(/\s+/g, ' ').trim();
  const short = said.length > LONGEST_CAPTION ? `${said.slice(0, LONGEST_CAPTION - 1)}…` : said;
  return [`[${what}]`, whose?.trim() ?? '', short, url].filter((part) => part !== '').join(' ');
}
