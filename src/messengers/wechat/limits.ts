const MB = 1_024 * 1_024;
const MINUTE_MS = 60_000;

/** wechat.md §9: bytes of UTF-8, of which a Chinese character has three. WeChat takes 2048; this leaves room for what it counts otherwise. */
export const TEXT_BYTES = 2_000;
/** The words over a menu; its entries come on top of them. */
export const MENU_TEXT_BYTES = 1_000;
/** wechat.md §9; an entry's length is told nowhere. */
export const MOST_BUTTONS = 10;
export const BUTTON_LABEL_LIMIT = 40;
/** Of the words of a file that goes as a link, bytes of UTF-8: its name and its address need the rest of a text. */
export const LINKED_CAPTION_BYTES = 1_000;

/** wechat.md §7. */
export const PICTURE_LIMIT = 10 * MB;
export const VOICE_LIMIT = 2 * MB;
export const VIDEO_LIMIT = 10 * MB;
export const VOICE_SECONDS = 60;
/** A file goes as a link, so WeChat does not care; what a customer on the move would still fetch. */
export const LINKED_FILE_LIMIT = 100 * MB;

/** wechat.md §6: so many sends after a message, and after anything else that the customer does. */
export const WINDOW_MS = 48 * 60 * MINUTE_MS;
export const SENDS_AFTER_MESSAGE = 5;
export const SENDS_AFTER_ACT = 3;
export const ACT_MS = MINUTE_MS;
