import { withinSecond, type Rates } from '../../model/rates';
import type { Capabilities } from '../contract';
import type { WhatsAppCredentials } from './credentials';
import * as limits from './limits';

const PLAYED_SOUNDS = ['audio/aac', 'audio/amr', 'audio/mpeg', 'audio/mp4', 'audio/ogg; codecs=opus'] as const;

/** docs/messengers/whatsapp.md says what each of them means. */
export const capabilities: Capabilities = {
  outbound: {
    text: 'full',
    picture: 'full',
    video: 'full',
    file: 'full',
    voice: 'full',
    audio: 'full',
    sticker: 'full',
    // Its pieces go one by one: WhatsApp has no albums for businesses.
    album: 'degraded',
    buttons: 'full',
    list: 'full',
    template: 'full',
    quote: 'full',
    // Its words or its file, not whose they were.
    forward: 'degraded',
    reaction: 'full',
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
    audio: 'full',
    sticker: 'full',
    location: 'full',
    // Several cards at once are a text.
    contact: 'full',
    // Several pictures are several messages, and nothing says that they belong together.
    album: 'refused',
    quote: 'full',
    // Without whose it was, which WhatsApp does not tell.
    forward: 'full',
    press: 'full',
    // Only of numbers that are used in the WhatsApp Business app too; of others, a placeholder comes, or nothing.
    edit: 'degraded',
    removal: 'degraded',
    reaction: 'full',
    // WhatsApp tells businesses nothing of it.
    typing: 'refused',
  },
  textLimit: limits.TEXT_LIMIT,
  captionLimits: {
    picture: limits.CAPTION_LIMIT,
    video: limits.CAPTION_LIMIT,
    file: limits.CAPTION_LIMIT,
    voice: 0,
    audio: 0,
    sticker: 0,
  },
  fileLimits: {
    picture: limits.PICTURE_BYTES,
    video: limits.PLAYED_BYTES,
    file: limits.DOCUMENT_BYTES,
    voice: limits.PLAYED_BYTES,
    audio: limits.PLAYED_BYTES,
    sticker: limits.STICKER_BYTES,
  },
  fileTypes: {
    picture: ['image/jpeg', 'image/png'],
    video: ['video/mp4', 'video/3gpp'],
    voice: PLAYED_SOUNDS,
    audio: PLAYED_SOUNDS,
    sticker: ['image/webp'],
  },
  album: null,
  buttons: {
    most: limits.MOST_BUTTONS,
    labelLimit: limits.BUTTON_LABEL_LIMIT,
    // A link goes as a message of another kind, one at a time.
    links: false,
    // They need words above them, which a file may not have, and a sound cannot.
    underFiles: false,
    textLimit: limits.BODY_LIMIT,
  },
  list: {
    rows: limits.MOST_ROWS,
    titleLimit: limits.ROW_TITLE_LIMIT,
    descriptionLimit: limits.ROW_DESCRIPTION_LIMIT,
    bodyLimit: limits.BODY_LIMIT,
    buttonLimit: limits.BUTTON_LABEL_LIMIT,
  },
  receipts: 'read',
  idempotent: false,
  lookup: false,
  windowMs: limits.WINDOW_MS,
  writeFirst: 'phone',
};

/** What is sent by the clock arrives less evenly: so many that one person could get at once are left. */
const PAIR_SPARE = 5;

/** whatsapp.md §9 */
export function rates({ messagesPerSecond, secondsPerPerson }: WhatsAppCredentials): Rates {
  return {
    source: withinSecond(messagesPerSecond),
    chat: { everyMs: secondsPerPerson * 1_000, burst: limits.PAIR_BURST - PAIR_SPARE },
  };
}
