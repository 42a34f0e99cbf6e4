import type { z } from 'zod';
import type { KommoPost, KommoSharedPost } from './content-types';
import { filled, given } from './given';
import type { PostBody, SharedPostBody } from './request-schemas';
import { webAddress } from './web-address';

/**
 * `shared_post` and `post` of a message (kommo-chat-api.md §9.4). A preview is an extra: an address that is none is no reason
 * to refuse the message, and is left out like a text that is empty.
 */
export function sharedPostFields(post: KommoSharedPost): z.input<typeof SharedPostBody> {
  return {
    url: post.url,
    type: 'post',
    ...given({
      preview_link: webAddress(post.previewLink),
      preview_permalink: webAddress(post.previewPermalink),
      site_name: filled(post.siteName),
    }),
  };
}

export function postFields(post: KommoPost): z.input<typeof PostBody> {
  return {
    id: post.id,
    url: post.url,
    ...given({
      preview_url: webAddress(post.previewUrl),
      preview_permalink: webAddress(post.previewPermalink),
      username: filled(post.username),
      caption: filled(post.caption),
    }),
  };
}
