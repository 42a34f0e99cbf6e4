const MB = 1_024 * 1_024;

/** telegram.md §7 and §9. A Local Bot API server takes more, but nothing in its answers says that it is one. */
export const TEXT_LIMIT = 4_096;
export const CAPTION_LIMIT = 1_024;
export const UPLOAD_LIMIT = 50 * MB;
export const PHOTO_LIMIT = 10 * MB;
export const STICKER_LIMIT = 512 * 1_024;
export const MOST_IN_ALBUM = 10;
/** No published numbers (telegram.md §9). */
export const MOST_BUTTONS = 100;
export const BUTTON_LABEL_LIMIT = 64;
