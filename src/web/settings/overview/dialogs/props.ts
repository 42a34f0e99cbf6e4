import type { SourceCard } from '../../../../api/settings/contract';

/** What every dialog of a source gets. */
export interface SourceDialogProps {
  readonly source: SourceCard;
  readonly opener: HTMLElement | null;
  readonly giveFocusBack: () => void;
  readonly close: () => void;
  readonly put: (card: SourceCard) => void;
  readonly removed: () => void;
}
