/** facebook.md §3, §7, §9; lengths in UTF-16 code units. */
export const BUTTON_TEXT_LIMIT = 640;
export const BUTTON_LABEL_LIMIT = 20;
export const MOST_BUTTONS = 3;
export const MOST_QUICK_REPLIES = 13;

const MEGABYTE = 1_048_576;
export const PICTURE_BYTES = 8 * MEGABYTE;
export const FILE_BYTES = 25 * MEGABYTE;

export const WINDOW_MS = 24 * 60 * 60 * 1_000;
