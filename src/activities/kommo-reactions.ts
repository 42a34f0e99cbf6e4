import type { ChannelRules } from '../ledger/channel-rules';
import type { Reaction } from '../model/content';

/**
 * The reaction as Kommo's channel has it (kommo-chat-api.md §2, §10.4): null where it is taken back, undefined where the
 * channel does not have it. Messengers and lists differ in whether they ask for an emoji's coloured form, so that is not
 * compared.
 */
export function shownReaction(reaction: Reaction, reactions: ChannelRules['reactions']): string | null | undefined {
  switch (reaction.kind) {
    case 'none':
      return null;
    case 'other':
      return undefined;
    case 'emoji': {
      if (reactions === null || reactions === 'all') return reaction.emoji;
      if (reactions === 'none') return undefined;
      return reactions.find((each) => withoutForm(each) === withoutForm(reaction.emoji));
    }
  }
}

function withoutForm(emoji: string): string {
  return emoji.replaceAll('\ufe0f', '');
}

/** @returns undefined where it is taken back: nothing is said of that. */
export function reactionInWords(reaction: Reaction): string | undefined {
  switch (reaction.kind) {
    case 'none':
      return undefined;
    case 'emoji':
      return `reacted with ${reaction.emoji}`;
    case 'other':
      return `reacted with a ${reaction.what}`;
  }
}
