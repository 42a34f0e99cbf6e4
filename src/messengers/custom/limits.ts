/** What holds where the service says nothing else (webhook.md §7, §8). Bytes, and UTF-16 code units. */

export const TEXT_LIMIT = 4_000;
export const PICTURE_LIMIT = 20_000_000;
export const SOUND_LIMIT = 20_000_000;
export const FILE_LIMIT = 100_000_000;
/** A service answers first and works afterwards (webhook.md §2). */
export const ANSWER_WITHIN_MS = 15_000;
/** A page of old conversations has to be looked for. */
export const HISTORY_WITHIN_MS = 30_000;
export const PING_WITHIN_MS = 10_000;
