/** Larger than any export with files of one business; what would fill a disk is refused before a byte of it is unpacked. */
export const UNPACKED_MOST = 50 * 1024 ** 3;

/** Telegram's largest exports have some ten thousand files. All names are in memory, so their number has to end somewhere. */
export const ENTRIES_MOST = 100_000;

/** Longer than what file systems take, so that no program made such a name from a file. */
export const NAME_MOST = 1_024;

/**
 * How many times larger a file may become. Chats as JSON or text become 5 to 20 times smaller, the most monotonous one 200 times;
 * what was made to grow gets close to the 1032 times that deflate can do.
 */
export const RATIO_MOST = 400;

/** Below this a high ratio does no harm: a small picture of one colour has it too. */
export const RATIO_FROM = 16 * 1024 ** 2;
