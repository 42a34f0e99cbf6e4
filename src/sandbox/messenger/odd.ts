import type { Core } from '../core';
import { BareNumber } from '../graph/graph-json';
import type { OddMessage, PageProduct } from '../meta-pages/product';
import { pictureUrl } from '../meta-pages/media/pictures';
import { stickerAttachment, THUMB } from './stickers';

/** Past 2^53 (facebook.md §0 row 12). */
const REEL = new BareNumber('18300000000000007');

/** What customers of Messenger send that has no common word (facebook.md §2). */
export const ODD: PageProduct['odd'] = {
  like: (core) => ({
    shown: { kind: 'sticker', text: THUMB.label },
    message: { attachments: [stickerAttachment(core, THUMB)] },
  }),
  link: () => {
    const url = 'https://shop.example.com/lamp';
    return other(url, { type: 'fallback', payload: { url, title: 'A lamp' } }, { text: url });
  },
  reel: (core) => post(core, 'reel', 'A reel', { reel_video_id: REEL }),
  ig_reel: (core) => post(core, 'ig_reel', 'A reel of Instagram', { reel_video_id: REEL }),
  post: (core) => post(core, 'post', 'A post'),
  ig_post: (core) => post(core, 'ig_post', 'A post of Instagram'),
  product: (core) => {
    const url = pictureUrl(core, 'messenger', 'lamp');
    const elements = [
      { id: '18300000000000011', retailer_id: 'lamp-1', image_url: url, title: 'Lamp', subtitle: '$10' },
    ];
    return other('Lamp, $10', { type: 'template', payload: { product: { elements } } });
  },
  appointment: () => other('An appointment', { type: 'appointment_booking', payload: {} }),
};

function post(core: Core, type: string, title: string, more: object = {}): OddMessage {
  return other(title, { type, payload: { url: pictureUrl(core, 'messenger', type), title, ...more } });
}

function other(text: string, attachment: object, more: object = {}): OddMessage {
  return { shown: { kind: 'other', text }, message: { ...more, attachments: [attachment] } };
}
