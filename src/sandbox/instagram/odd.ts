import type { Core } from '../core';
import type { OddMessage, PageProduct } from '../meta-pages/product';
import { pictureUrl } from '../meta-pages/media/pictures';

/** What customers of Instagram send that has no common word (facebook.md §11). */
export const ODD: PageProduct['odd'] = {
  story_mention: (core) => attached(core, 'story_mention', 'A story that mentions the business'),
  story_reply: (core) => {
    const story = { url: pictureUrl(core, 'instagram', 'story'), id: '18300000000000021' };
    const text = 'Is it still there?';
    return { shown: { kind: 'other', text }, message: { text, reply_to: { story } } };
  },
  share: (core) => attached(core, 'share', 'A post'),
  ig_reel: (core) => attached(core, 'ig_reel', 'A reel', { title: 'A reel', reel_video_id: '18300000000000023' }),
  /** Can be seen once, so there is no address of it. */
  ephemeral: () => ({
    shown: { kind: 'other', text: 'A picture that can be seen once' },
    message: { attachments: [{ type: 'ephemeral' }] },
  }),
  like_heart: () => ({ shown: { kind: 'other', text: '❤️' }, message: { is_unsupported: true } }),
  unsupported: () => ({
    shown: { kind: 'other', text: 'Something that apps are not told of' },
    message: { is_unsupported: true },
  }),
};

function attached(core: Core, type: string, text: string, more: object = {}): OddMessage {
  const payload = { url: pictureUrl(core, 'instagram', type), ...more };
  return { shown: { kind: 'other', text }, message: { attachments: [{ type, payload }] } };
}
