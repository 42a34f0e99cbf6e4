const MB = 1_024 * 1_024;

/** viber.md §3, §7 and §9; lengths in UTF-16 code units, since nothing says what Viber counts. */
export const TEXT_LIMIT = 7_000;
export const CAPTION_LIMIT = 512;
export const SENDER_NAME_LIMIT = 28;
export const LINK_LIMIT = 2_000;
export const PICTURE_LIMIT = 1 * MB;
export const VIDEO_LIMIT = 26 * MB;
export const VIDEO_SECONDS = 180;
export const FILE_LIMIT = 50 * MB;
/** A keyboard has twelve rows on a phone held upright, and every button may need one of its own. */
export const MOST_BUTTONS = 12;
/** What a press sends back is cut after a hundred characters on some phones, and the label is not all of it (`press.ts`). */
export const BUTTON_LABEL_LIMIT = 80;
