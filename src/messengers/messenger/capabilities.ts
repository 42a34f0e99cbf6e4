import type { Rates } from '../../model/rates';
import type { Capabilities } from '../contract';
import * as limits from '../meta-pages/limits';

export const TEXT_LIMIT = 2_000;
const PICTURES = ['image/jpeg', 'image/png', 'image/gif', 'image/webp'];
const SOUNDS = ['audio/mpeg', 'audio/mp4', 'audio/x-m4a', 'audio/aac', 'audio/wav', 'audio/x-wav'];

/** docs/messengers/messenger.md says what each of them means. */
export const capabilities: Capabilities = {
  outbound: {
    text: 'full',
    picture: 'full',
    video: 'full',
    file: 'full',
    // A sound to be played, like any other; one in OGG is a file.
    voice: 'degraded',
    audio: 'full',
    // A picture; businesses may send stickers of Meta's own only.
    sticker: 'degraded',
    // Its pieces go one by one: several pictures at once would have to be public addresses, and one kind only.
    album: 'degraded',
    buttons: 'full',
    // Its rows are buttons without descriptions, or numbered lines.
    list: 'degraded',
    // Its text, in the reply window.
    template: 'degraded',
    quote: 'full',
    // Its words or its file, not whose they were.
    forward: 'degraded',
    // The seven that Messenger has for businesses.
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
    sticker: 'full',
    // Messenger has none any more; a shared place is a link.
    location: 'degraded',
    // Messenger has none.
    contact: 'refused',
    album: 'full',
    quote: 'full',
    // What is passed on, not that it is.
    forward: 'degraded',
    press: 'full',
    edit: 'full',
    // Messenger does not tell.
    removal: 'refused',
    reaction: 'full',
    // Messenger does not tell.
    typing: 'refused',
  },
  textLimit: TEXT_LIMIT,
  // Words and a file cannot be in one message.
  captionLimits: { picture: 0, video: 0, file: 0, voice: 0, audio: 0, sticker: 0 },
  fileLimits: {
    picture: limits.PICTURE_BYTES,
    video: limits.FILE_BYTES,
    file: limits.FILE_BYTES,
    voice: limits.FILE_BYTES,
    audio: limits.FILE_BYTES,
    sticker: limits.PICTURE_BYTES,
  },
  fileTypes: { picture: PICTURES, video: ['video/mp4'], voice: SOUNDS, audio: SOUNDS, sticker: PICTURES },
  album: null,
  buttons: {
    most: limits.MOST_QUICK_REPLIES,
    labelLimit: limits.BUTTON_LABEL_LIMIT,
    links: true,
    underFiles: false,
    textLimit: limits.BUTTON_TEXT_LIMIT,
  },
  list: null,
  receipts: 'read',
  idempotent: false,
  lookup: false,
  // Seven days with the human agent right, which a capability cannot know.
  windowMs: limits.WINDOW_MS,
  writeFirst: null,
};

/** facebook.md §9: 300 a second of texts. */
export const rates: Rates = { source: { everyMs: 1_000 / 300, burst: 15 } };
