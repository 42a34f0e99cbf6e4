/** What people react with in Teams, and how bots are told of it (skype.md §2, messageReaction). */
const TYPES: Readonly<Record<string, string>> = {
  '👍': 'like',
  '❤': 'heart',
  '😆': 'laugh',
  '😮': 'surprised',
  '😢': 'sad',
  '😠': 'angry',
};

/** @returns undefined for what Teams does not offer. */
export function reactionType(emoji: string): string | undefined {
  return TYPES[emoji.replaceAll('\uFE0F', '')];
}

export const REACTIONS = Object.keys(TYPES);
