import type { Capabilities } from '../contract';
import {
  BUBBLE_LIMIT,
  CAPTION_LIMIT,
  DESCRIPTION_LIMIT,
  FILE_LIMIT,
  LABEL_LIMIT,
  MOST_BUTTONS,
  MOST_ROWS,
  TEXT_LIMIT,
} from './limits';

/** docs/messengers/apple.md says what each of them means. */
export const capabilities: Capabilities = {
  outbound: {
    text: 'full',
    picture: 'full',
    video: 'full',
    file: 'full',
    // As a sound: what an iPhone shows as recorded is of a type of Apple's own.
    voice: 'degraded',
    audio: 'full',
    // As a picture.
    sticker: 'degraded',
    // One message for each piece.
    album: 'degraded',
    // As far as the customer's device can show them; else numbered lines.
    buttons: 'full',
    list: 'full',
    // Its text; templates are nothing that Apple would have to approve.
    template: 'full',
    // In words: a message cannot point to another one.
    quote: 'degraded',
    // Its words or its file, not whose they were.
    forward: 'degraded',
    // Apple has none for businesses.
    reaction: 'refused',
    typing: 'full',
    read: 'refused',
    closing: 'refused',
  },
  inbound: {
    text: 'full',
    picture: 'full',
    video: 'full',
    file: 'full',
    voice: 'full',
    audio: 'full',
    // As a picture.
    sticker: 'degraded',
    // Both as a file with a card in it.
    location: 'degraded',
    contact: 'degraded',
    album: 'full',
    // Where Apple names it.
    quote: 'full',
    // Apple does not say that it is one.
    forward: 'refused',
    press: 'full',
    // Apple tells of neither.
    edit: 'refused',
    removal: 'refused',
    // In Apple's words for it: “Liked …”.
    reaction: 'placeholder',
    typing: 'full',
  },
  textLimit: TEXT_LIMIT,
  captionLimits: {
    picture: CAPTION_LIMIT,
    video: CAPTION_LIMIT,
    file: CAPTION_LIMIT,
    voice: CAPTION_LIMIT,
    audio: CAPTION_LIMIT,
    sticker: CAPTION_LIMIT,
  },
  fileLimits: {
    picture: FILE_LIMIT,
    video: FILE_LIMIT,
    file: FILE_LIMIT,
    voice: FILE_LIMIT,
    audio: FILE_LIMIT,
    sticker: FILE_LIMIT,
  },
  album: null,
  buttons: {
    most: MOST_BUTTONS,
    labelLimit: LABEL_LIMIT,
    links: false,
    underFiles: false,
    textLimit: BUBBLE_LIMIT,
  },
  list: {
    rows: MOST_ROWS,
    titleLimit: LABEL_LIMIT,
    descriptionLimit: DESCRIPTION_LIMIT,
    bodyLimit: BUBBLE_LIMIT,
    buttonLimit: LABEL_LIMIT,
  },
  // Apple never tells more than that it has taken a message.
  receipts: 'none',
  // A repeat has the same id; that Apple swallows it, nobody promises.
  idempotent: false,
  lookup: false,
  windowMs: null,
  writeFirst: null,
};
