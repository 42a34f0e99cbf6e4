import type { LaneChat } from '../ledger/lane';

/** What a manager reads of a message that has no way out any more. */
export const GONE: Readonly<Record<NonNullable<LaneChat['gone']>, string>> = {
  'switched-off': 'The integration was switched off in Kommo.',
  removed: 'The source was removed in Courier’s settings. Answer through another one.',
};
