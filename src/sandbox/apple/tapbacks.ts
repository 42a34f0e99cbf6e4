import type { LineMessage } from '../lines/records';

/** The six that Messages has, and what they are called where they are only told (apple.md §2). */
const TAPBACKS: Readonly<Record<string, { readonly did: string; readonly name: string }>> = {
  '❤': { did: 'Loved', name: 'a heart' },
  '👍': { did: 'Liked', name: 'a like' },
  '👎': { did: 'Disliked', name: 'a dislike' },
  '😂': { did: 'Laughed at', name: 'a laugh' },
  '‼': { did: 'Emphasized', name: 'an exclamation' },
  '❓': { did: 'Questioned', name: 'a question mark' },
};

/** What the business is told of a tapback, or of one that is taken back: words. */
export function inWords(message: LineMessage, emoji: string | null, before: string | undefined): string {
  const what = whatIs(message);
  if (emoji !== null) {
    const known = TAPBACKS[bare(emoji)];
    return known === undefined ? `Reacted ${emoji} to ${what}` : `${known.did} ${what}`;
  }
  const name = TAPBACKS[bare(before ?? '')]?.name ?? before ?? 'a reaction';
  return `Removed ${name} from ${what}`;
}

function bare(emoji: string): string {
  return emoji.replaceAll('\ufe0f', '');
}

function whatIs({ kind, text, files }: LineMessage): string {
  if (files.length === 0) return `“${text}”`;
  switch (kind) {
    case 'picture':
    case 'sticker':
      return 'an image';
    case 'video':
      return 'a movie';
    case 'voice':
    case 'audio':
      return 'an audio message';
    default:
      return 'an attachment';
  }
}
