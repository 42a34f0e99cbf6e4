import type { Rates } from '../../model/rates';
import type { Capabilities } from '../contract';
import * as limits from '../meta-pages/limits';

/** Bytes of UTF-8 (facebook.md §9). */
export const TEXT_LIMIT = 1_000;

const PICTURES = ['image/jpeg', 'image/png'];
const SOUNDS = ['audio/aac', 'audio/mp4', 'audio/x-m4a', 'audio/wav', 'audio/x-wav'];
const VIDEOS = ['video/mp4', 'video/ogg', 'video/x-msvideo', 'video/quicktime', 'video/webm'];

/** docs/messengers/instagram.md says what each of them means. */
export const capabilities: Capabilities = {
  outbound: {
    text: 'full',
    picture: 'full',
    video: 'full',
    // PDF only; others are refused, of whatever kind they were.
    file: 'degraded',
    // A sound to be played; one in OGG is refused.
    voice: 'degraded',
    // MP3 is refused.
    audio: 'degraded',
    // Instagram takes no WebP.
    sticker: 'refused',
    // Its pieces go one by one.
    album: 'degraded',
    buttons: 'full',
    list: 'degraded',
    // Its text, in the reply window.
    template: 'degraded',
    quote: 'full',
    forward: 'degraded',
    // The heart only.
    reaction: 'degraded',
    typing: 'full',
    read: 'full',
    closing: 'refused',
  },
  inbound: {
    text: 'full',
    picture: 'full',
    video: 'full',
    file: 'full',
    voice: 'full',
    // Nothing tells it from a voice message.
    audio: 'degraded',
    // Instagram may hand over none of them.
    sticker: 'degraded',
    location: 'refused',
    contact: 'refused',
    album: 'full',
    quote: 'full',
    // A post or story that is passed on, with its address; of other things, not that they are.
    forward: 'degraded',
    press: 'full',
    edit: 'full',
    // Of an album, its first piece only.
    removal: 'full',
    reaction: 'full',
    typing: 'refused',
  },
  textLimit: TEXT_LIMIT,
  textUnit: 'utf8',
  captionLimits: { picture: 0, video: 0, file: 0, voice: 0, audio: 0, sticker: 0 },
  fileLimits: {
    picture: limits.PICTURE_BYTES,
    video: limits.FILE_BYTES,
    file: limits.FILE_BYTES,
    voice: limits.FILE_BYTES,
    audio: limits.FILE_BYTES,
    sticker: limits.PICTURE_BYTES,
  },
  fileTypes: { picture: PICTURES, video: VIDEOS, voice: SOUNDS, audio: SOUNDS, file: ['application/pdf'] },
  album: null,
  buttons: {
    most: limits.MOST_QUICK_REPLIES,
    labelLimit: limits.BUTTON_LABEL_LIMIT,
    links: true,
    underFiles: false,
  },
  list: null,
  // What was read; Instagram does not tell of delivery.
  receipts: 'read',
  idempotent: false,
  lookup: false,
  // Seven days with the human agent right, which a capability cannot know.
  windowMs: limits.WINDOW_MS,
  writeFirst: null,
};

export const rates: Rates = { source: { everyMs: 10, burst: 10 } };
