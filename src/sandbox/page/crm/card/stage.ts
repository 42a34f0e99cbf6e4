import type { Lead } from '../crmControl';

export type Stage = 'incoming' | 'open' | 'won' | 'lost';

/** The same in every pipeline (kommo-platform.md §6.3). */
const WON = 142;
const LOST = 143;

export function stageOf({ unsorted, statusId }: Lead): Stage {
  if (unsorted) return 'incoming';
  if (statusId === WON) return 'won';
  return statusId === LOST ? 'lost' : 'open';
}
