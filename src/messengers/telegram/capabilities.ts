import { withinSecond, type Rates } from '../../model/rates';
import type { Capabilities } from '../contract';
import { BUTTON_LABEL_LIMIT, CAPTION_LIMIT, MOST_BUTTONS, MOST_IN_ALBUM, TEXT_LIMIT, UPLOAD_LIMIT } from './limits';

/**
 * To all chats together, and to one of them: "about" one a second, of which short bursts pass (telegram.md §9). What groups may
 * get is no matter, since they are not written to.
 */
export const rates: Rates = { source: withinSecond(30), chat: { everyMs: 1_000, burst: 3 } };

/** docs/messengers/telegram.md says what each of them means. */
export const capabilities: Capabilities = {
  outbound: {
    text: 'full',
    picture: 'full',
    video: 'full',
    file: 'full',
    voice: 'full',
    audio: 'full',
    sticker: 'full',
    album: 'full',
    buttons: 'full',
    // Its rows become buttons, without their descriptions.
    list: 'degraded',
    // Its text; templates are nothing that Telegram would have to approve.
    template: 'full',
    quote: 'full',
    // Its words or its file, not whose they were.
    forward: 'degraded',
    // Those of a list of Telegram's.
    reaction: 'degraded',
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
    // A moving sticker comes as a picture of it.
    sticker: 'degraded',
    location: 'full',
    contact: 'full',
    album: 'full',
    quote: 'full',
    forward: 'full',
    press: 'full',
    edit: 'full',
    // Telegram tells bots of neither.
    removal: 'refused',
    typing: 'refused',
    reaction: 'full',
  },
  textLimit: TEXT_LIMIT,
  captionLimits: {
    picture: CAPTION_LIMIT,
    video: CAPTION_LIMIT,
    file: CAPTION_LIMIT,
    voice: CAPTION_LIMIT,
    audio: CAPTION_LIMIT,
    sticker: 0,
  },
  // A photo has less, but a larger one goes as a document.
  fileLimits: {
    picture: UPLOAD_LIMIT,
    video: UPLOAD_LIMIT,
    file: UPLOAD_LIMIT,
    voice: UPLOAD_LIMIT,
    audio: UPLOAD_LIMIT,
    sticker: UPLOAD_LIMIT,
  },
  album: { most: MOST_IN_ALBUM, together: [['picture', 'video'], ['file'], ['audio']] },
  buttons: { most: MOST_BUTTONS, labelLimit: BUTTON_LABEL_LIMIT, links: true, underFiles: true },
  list: null,
  receipts: 'none',
  idempotent: false,
  lookup: false,
  windowMs: null,
  writeFirst: null,
};
