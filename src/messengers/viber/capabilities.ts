import type { Capabilities } from '../contract';
import {
  BUTTON_LABEL_LIMIT,
  CAPTION_LIMIT,
  FILE_LIMIT,
  MOST_BUTTONS,
  PICTURE_LIMIT,
  TEXT_LIMIT,
  VIDEO_LIMIT,
} from './limits';

const PICTURES = ['image/jpeg', 'image/png', 'image/gif'];

/** docs/messengers/viber.md says what each of them means. */
export const capabilities: Capabilities = {
  outbound: {
    text: 'full',
    picture: 'full',
    video: 'full',
    file: 'full',
    // Viber has no sounds for bots; they go as files.
    voice: 'degraded',
    audio: 'degraded',
    // Bots have Viber's own stickers only; another one goes as a picture or a file.
    sticker: 'degraded',
    // One message for each piece.
    album: 'degraded',
    buttons: 'full',
    // Its rows become buttons, without their descriptions.
    list: 'degraded',
    // Its text; templates are nothing that Viber would have to approve.
    template: 'full',
    // In words: a message of a bot cannot point to another one.
    quote: 'degraded',
    // Its words or its file, not whose they were.
    forward: 'degraded',
    // Viber has neither for bots.
    reaction: 'refused',
    typing: 'refused',
    read: 'refused',
    closing: 'refused',
  },
  inbound: {
    text: 'full',
    picture: 'full',
    video: 'full',
    file: 'full',
    // Viber hands recorded messages to no bot.
    voice: 'refused',
    audio: 'refused',
    // Its picture; in words where Viber sends none along.
    sticker: 'full',
    location: 'full',
    contact: 'full',
    // Several pictures are several messages; Viber does not say that they belong together.
    album: 'refused',
    // Nor what a message answers, or whose it was.
    quote: 'refused',
    forward: 'refused',
    press: 'full',
    // Viber tells bots of none of these.
    edit: 'refused',
    removal: 'refused',
    reaction: 'refused',
    typing: 'refused',
  },
  textLimit: TEXT_LIMIT,
  captionLimits: { picture: CAPTION_LIMIT, video: 0, file: 0, voice: 0, audio: 0, sticker: CAPTION_LIMIT },
  fileLimits: {
    picture: PICTURE_LIMIT,
    video: VIDEO_LIMIT,
    file: FILE_LIMIT,
    voice: FILE_LIMIT,
    audio: FILE_LIMIT,
    sticker: PICTURE_LIMIT,
  },
  fileTypes: { picture: PICTURES, video: ['video/mp4'], sticker: PICTURES },
  album: null,
  buttons: { most: MOST_BUTTONS, labelLimit: BUTTON_LABEL_LIMIT, links: true, underFiles: true },
  list: null,
  receipts: 'read',
  idempotent: false,
  lookup: false,
  windowMs: null,
  writeFirst: null,
};
