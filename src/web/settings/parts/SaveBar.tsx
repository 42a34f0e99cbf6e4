import { Button } from '../../parts/Button';
import { Icon } from '../../parts/Icon';
import { useWords } from '../lib/language';
import type { Doing } from '../data/useChange';

interface SaveBarProps {
  readonly doing: Doing;
  readonly changed: boolean;
  readonly undo: () => void;
}

/** Save stands at the bottom, as everywhere in Kommo (kommo-platform.md §12). */
export function SaveBar({ doing, changed, undo }: SaveBarProps) {
  const { t } = useWords();
  return (
    <div className="save-bar">
      <p className="save-state" role="status">
        {doing.kind === 'saving' ? (
          t.saving
        ) : changed ? (
          t.unsaved
        ) : doing.kind === 'saved' ? (
          <span className="saved">
            <Icon name="check" size={16} />
            {t.saved}
          </span>
        ) : null}
      </p>
      {changed && doing.kind !== 'saving' ? (
        <Button look="quiet" onClick={undo}>
          {t.undo}
        </Button>
      ) : null}
      <Button type="submit" look="primary" busy={doing.kind === 'saving'} off={!changed}>
        {t.save}
      </Button>
    </div>
  );
}
