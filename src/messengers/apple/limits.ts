/** apple.md §7; each way. Whether a megabyte is a million bytes, nothing says. */
export const FILE_LIMIT = 100_000_000;
/** Apple states none; others that speak to it stop here (apple.md §9). UTF-16 code units. */
export const TEXT_LIMIT = 3_000;
/** Of the text beside a file, which is followed by the file's place in it. */
export const CAPTION_LIMIT = TEXT_LIMIT - 2;

/** apple.md §9: with fewer or more it is a list. */
export const QUICK_REPLIES = { least: 2, most: 5 } as const;
/** Apple states no limits of lists; these are what a person still looks through. */
export const MOST_BUTTONS = 20;
export const MOST_ROWS = 100;
export const LABEL_LIMIT = 100;
export const DESCRIPTION_LIMIT = 200;
/** What stands above a menu is shown in a bubble. */
export const BUBBLE_LIMIT = 1_024;

/** What an unzipped body may have; bytes (apple.md §2). */
export const INFLATED_LIMIT = 10 * 1_024 * 1_024;
