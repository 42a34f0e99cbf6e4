import type { Capabilities } from '../contract';
import * as limits from './limits';

const PICTURES = ['image/jpeg', 'image/png', 'image/gif'];
const SOUNDS = ['audio/amr', 'audio/mpeg'];

/** docs/messengers/wechat.md says what each of them means. */
export const capabilities: Capabilities = {
  outbound: {
    text: 'full',
    picture: 'full',
    video: 'full',
    // A text with a link: accounts have no files.
    file: 'degraded',
    // AMR and MP3 up to a minute; else a link.
    voice: 'degraded',
    audio: 'degraded',
    // A picture or a link: accounts have no stickers.
    sticker: 'degraded',
    // One message for each piece, and each counts.
    album: 'degraded',
    buttons: 'full',
    // Its rows become buttons, without their descriptions.
    list: 'degraded',
    // Its text, in the reply window.
    template: 'degraded',
    // In words: no message has an id.
    quote: 'degraded',
    // Its words or its file, not whose they were.
    forward: 'degraded',
    // WeChat has none.
    reaction: 'refused',
    typing: 'full',
    read: 'refused',
    closing: 'refused',
  },
  inbound: {
    text: 'full',
    picture: 'full',
    video: 'full',
    // Its name: WeChat hands no file to an account.
    file: 'placeholder',
    voice: 'full',
    // WeChat has none but voice messages.
    audio: 'refused',
    // WeChat's own are texts; of those that customers made it tells that there is something.
    sticker: 'placeholder',
    location: 'full',
    // WeChat tells accounts of none of these, or not that they are.
    contact: 'refused',
    album: 'refused',
    quote: 'refused',
    forward: 'refused',
    press: 'full',
    edit: 'refused',
    removal: 'refused',
    reaction: 'refused',
    typing: 'refused',
  },
  textUnit: 'utf8',
  textLimit: limits.TEXT_BYTES,
  captionLimits: { picture: 0, video: 0, file: limits.LINKED_CAPTION_BYTES, voice: 0, audio: 0, sticker: 0 },
  fileLimits: {
    picture: limits.PICTURE_LIMIT,
    video: limits.VIDEO_LIMIT,
    file: limits.LINKED_FILE_LIMIT,
    voice: limits.VOICE_LIMIT,
    audio: limits.VOICE_LIMIT,
    sticker: limits.PICTURE_LIMIT,
  },
  fileTypes: { picture: PICTURES, video: ['video/mp4'], voice: SOUNDS, audio: SOUNDS, sticker: PICTURES },
  album: null,
  buttons: {
    most: limits.MOST_BUTTONS,
    labelLimit: limits.BUTTON_LABEL_LIMIT,
    links: false,
    underFiles: false,
    textLimit: limits.MENU_TEXT_BYTES,
  },
  list: null,
  receipts: 'none',
  idempotent: false,
  lookup: false,
  windowMs: limits.WINDOW_MS,
  unanswered: {
    written: { most: limits.SENDS_AFTER_MESSAGE, withinMs: limits.WINDOW_MS },
    acted: { most: limits.SENDS_AFTER_ACT, withinMs: limits.ACT_MS },
  },
  writeFirst: null,
};
