/** whatsapp.md §3 and §9; lengths in UTF-16 code units. */
export const TEXT_LIMIT = 4_096;
export const CAPTION_LIMIT = 1_024;
/** Of a text with buttons or a list under it. */
export const BODY_LIMIT = 1_024;
export const HEADER_LIMIT = 60;
export const FOOTER_LIMIT = 60;
export const MOST_BUTTONS = 3;
export const BUTTON_LABEL_LIMIT = 20;
export const MOST_ROWS = 10;
export const ROW_TITLE_LIMIT = 24;
export const ROW_DESCRIPTION_LIMIT = 72;
export const SECTION_TITLE_LIMIT = 24;
export const CALLBACK_DATA_LIMIT = 512;

const MEGABYTE = 1_048_576;
/** whatsapp.md §7. */
export const PICTURE_BYTES = 5 * MEGABYTE;
export const PLAYED_BYTES = 16 * MEGABYTE;
export const DOCUMENT_BYTES = 100 * MEGABYTE;
/** Of a still one; a moving one may have more, which its type does not tell. */
export const STICKER_BYTES = 100 * 1_024;

export const WINDOW_MS = 24 * 60 * 60 * 1_000;
/** To one person at once, borrowed from the time after. */
export const PAIR_BURST = 45;
