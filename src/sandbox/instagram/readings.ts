import type { Reading } from '../reading';

/** Readings of facebook.md §11 that no source settles. */
export const INSTAGRAM_READINGS = {
  'instagram-hook-failures': {
    values: ['given-up-after-36-hours', 'unsubscribed-after-1-hour'],
    text: 'What becomes of webhooks that are not taken: given up one by one after 36 hours, or the Page is unsubscribed as of Messenger. facebook.md §11',
  },
  'instagram-echo-app-id': {
    values: ['absent', 'present'],
    text: 'Whether an echo names the app that sent. facebook.md §11',
  },
  'instagram-past-messages': {
    values: [20],
    free: true,
    text: 'Of how many messages of a conversation, the newest, the Conversations API gives more than the id. Graph API reference, Conversation',
  },
  'instagram-stickers': {
    values: ['image', 'unsupported'],
    text: 'How a customer’s sticker or GIF comes: as a picture, or not at all. facebook.md §11',
  },
} as const satisfies Record<string, Reading>;
