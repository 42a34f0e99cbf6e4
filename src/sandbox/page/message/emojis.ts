/** Reactions that Telegram has for everybody, heart without a variation selector as it wants it (telegram.md §2). */
export const EMOJIS = ['👍', '👎', '❤', '🔥', '👏', '😁', '🤔', '😢', '🎉', '🤩', '🙏', '👌'] as const;

/** Emojis in a row of the picker. */
export const ROW = 6;
