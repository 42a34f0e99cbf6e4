import type { ImportCard } from '../../../api/settings/contract';

/** What the parts of one import's page are given. */
export interface OfImport {
  readonly card: ImportCard;
  /** As the api told it last, after a change of ours. */
  readonly learn: (card: ImportCard) => void;
}
