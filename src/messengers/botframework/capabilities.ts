import type { Capabilities } from '../contract';
import { BUTTON_LABEL_LIMIT, FILE_LIMIT, MOST_BUTTONS, TEXT_LIMIT } from './limits';

/**
 * docs/messengers/botframework.md says what each of them means. Channels differ; what is claimed holds for Teams, the one that
 * customers are on.
 */
export const capabilities: Capabilities = {
  outbound: {
    text: 'full',
    // Small ones are shown; the rest are links.
    picture: 'full',
    // Teams shows none in the chat: they go as links. Channels that show them get them as they are.
    video: 'degraded',
    file: 'degraded',
    voice: 'degraded',
    audio: 'degraded',
    sticker: 'degraded',
    // One message for each piece.
    album: 'degraded',
    buttons: 'full',
    // Its rows become buttons, without their descriptions.
    list: 'degraded',
    // Its text; templates are nothing that Microsoft would have to approve.
    template: 'full',
    // In words: in private chats Teams shows nobody what a bot's message answers.
    quote: 'degraded',
    // Its words or its file, not whose they were.
    forward: 'degraded',
    // The connector has none for bots.
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
    // As a sound: the connector does not tell them apart.
    voice: 'degraded',
    audio: 'full',
    // As a picture.
    sticker: 'degraded',
    location: 'full',
    // As a file with the card in it.
    contact: 'degraded',
    album: 'full',
    quote: 'full',
    // As if the customer had written it: no channel says whose it was.
    forward: 'degraded',
    press: 'full',
    edit: 'full',
    removal: 'full',
    reaction: 'full',
    typing: 'full',
  },
  textLimit: TEXT_LIMIT,
  captionLimits: {
    picture: TEXT_LIMIT,
    video: TEXT_LIMIT,
    file: TEXT_LIMIT,
    voice: TEXT_LIMIT,
    audio: TEXT_LIMIT,
    sticker: TEXT_LIMIT,
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
  buttons: { most: MOST_BUTTONS, labelLimit: BUTTON_LABEL_LIMIT, links: true, underFiles: false },
  list: null,
  // Only in private chats of Teams, and where the customer's organisation allows it: it counts where it comes.
  receipts: 'none',
  idempotent: false,
  lookup: false,
  windowMs: null,
  writeFirst: null,
};
