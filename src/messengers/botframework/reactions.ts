import type { Reaction } from '../../model/content';

/** By the channel's word (skype.md §2, messageReaction). */
const EMOJI: Readonly<Record<string, string | undefined>> = {
  like: '👍',
  plusone: '👍',
  heart: '❤️',
  laugh: '😆',
  surprised: '😮',
  sad: '😢',
  angry: '😠',
};

/** What the customer's reaction is now: the newest that was added; none where some were only taken away. */
export function reactionOf(added: readonly { readonly type: string }[]): Reaction {
  const type = added.at(-1)?.type;
  if (type === undefined) return { kind: 'none' };
  const known = type.toLowerCase();
  const emoji = Object.hasOwn(EMOJI, known) ? EMOJI[known] : undefined;
  if (emoji !== undefined) return { kind: 'emoji', emoji };
  if (/^\p{Extended_Pictographic}/u.test(type) && type.length <= 20) return { kind: 'emoji', emoji: type };
  return { kind: 'other', what: /^[\w -]{1,40}$/.test(type) ? type : 'reaction' };
}
