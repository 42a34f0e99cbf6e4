import type { Reading } from '../reading';

/** Readings of facebook.md that concern Messenger alone. */
export const MESSENGER_READINGS = {
  'messenger-stickers': {
    values: ['sticker', 'image'],
    text: 'How a customer’s sticker comes: as an attachment of its own, or as a picture with the sticker’s id, as before August 2026. facebook.md §0 row 3',
  },
  'messenger-location': {
    values: ['link', 'attachment'],
    text: 'How a shared place comes: as the preview of a link, or as the attachment of old. facebook.md §2',
  },
  'messenger-ogg': {
    values: ['refuse', 'accept'],
    text: 'Whether an attachment of the type audio may be in OGG. facebook.md §7',
  },
} as const satisfies Record<string, Reading>;
