import type { ReactionView } from '../../control/contract';
import { useLanguage } from '../lib/language';

interface Props {
  readonly reactions: readonly ReactionView[];
  /** Whoever looks: that reaction can be taken back by pressing it. */
  readonly isOwn: (reaction: ReactionView) => boolean;
  /** Null: there is nothing to be pressed. */
  readonly react: ((emoji: string | null) => void) | null;
}

interface Chip {
  readonly emoji: string;
  readonly names: string[];
  own: boolean;
}

function chipsOf(reactions: readonly ReactionView[], isOwn: Props['isOwn']): Chip[] {
  const chips = new Map<string, Chip>();
  for (const reaction of reactions) {
    const chip = chips.get(reaction.emoji) ?? { emoji: reaction.emoji, names: [], own: false };
    chip.names.push(reaction.by);
    chip.own ||= isOwn(reaction);
    chips.set(reaction.emoji, chip);
  }
  return [...chips.values()];
}

export function Reactions({ reactions, isOwn, react }: Props) {
  const { t } = useLanguage();
  if (reactions.length === 0) return null;
  return (
    <div className="reactions" role="group" aria-label={t.talk.reactions}>
      {chipsOf(reactions, isOwn).map(({ emoji, names, own }) => {
        const label = t.talk.reacted(emoji, names.length, names.join(', '));
        return (
          <button
            type="button"
            key={emoji}
            className="reaction"
            aria-pressed={own}
            aria-label={label}
            title={label}
            disabled={react === null}
            onClick={() => react?.(own ? null : emoji)}
          >
            <span className="emoji" aria-hidden="true">
              {emoji}
            </span>
            <span aria-hidden="true">{names.length}</span>
          </button>
        );
      })}
    </div>
  );
}
