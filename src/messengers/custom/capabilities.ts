import type { Capabilities } from '../contract';
import { FILE_LIMIT, PICTURE_LIMIT, SOUND_LIMIT, TEXT_LIMIT } from './limits';
import { BUTTON_TITLE_MOST, BUTTONS_MOST } from './protocol/objects';

/**
 * What the protocol carries; docs/messengers/custom.md says what each of them means. What one service has of it, it says
 * itself (`service-capabilities.ts`).
 */
export const capabilities: Capabilities = {
  outbound: {
    text: 'full',
    picture: 'full',
    video: 'full',
    file: 'full',
    voice: 'full',
    audio: 'full',
    sticker: 'full',
    // One message for each piece.
    album: 'degraded',
    buttons: 'full',
    // Its rows become buttons, without their descriptions.
    list: 'degraded',
    // Its text.
    template: 'full',
    quote: 'full',
    // Its words or its file, not whose they were.
    forward: 'degraded',
    reaction: 'full',
    typing: 'full',
    read: 'full',
    closing: 'full',
  },
  inbound: {
    text: 'full',
    picture: 'full',
    video: 'full',
    file: 'full',
    voice: 'full',
    audio: 'full',
    sticker: 'full',
    location: 'full',
    contact: 'full',
    album: 'full',
    quote: 'full',
    // The protocol does not say whose a message was.
    forward: 'refused',
    press: 'full',
    edit: 'full',
    removal: 'full',
    reaction: 'full',
    typing: 'full',
  },
  textLimit: TEXT_LIMIT,
  captionLimits: captionsUpTo(TEXT_LIMIT),
  fileLimits: {
    picture: PICTURE_LIMIT,
    video: FILE_LIMIT,
    file: FILE_LIMIT,
    voice: SOUND_LIMIT,
    audio: SOUND_LIMIT,
    sticker: PICTURE_LIMIT,
  },
  album: null,
  buttons: { most: BUTTONS_MOST, labelLimit: BUTTON_TITLE_MOST, links: true, underFiles: true },
  list: null,
  receipts: 'read',
  // The service knows a message by its id (webhook.md §2, Dedupe).
  idempotent: true,
  lookup: false,
  windowMs: null,
  writeFirst: 'phone',
};

/** A text stands beside any file. */
export function captionsUpTo(limit: number): Capabilities['captionLimits'] {
  return { picture: limit, video: limit, file: limit, voice: limit, audio: limit, sticker: limit };
}
