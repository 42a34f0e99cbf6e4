import type { Said } from '../model/words';
import { sayOfWaiting as say } from '../words/waiting';

const NO_REASON = say('held.no-reason');

/** Why the table's row is held, in English; of a row that is. */
export const heldBecause = (table: 'chats' | 'sources' | 'accounts'): string =>
  `coalesce(${table}.held_reason, '${NO_REASON.text}')`;

/** The same by its sentences, where they are known. What is written to an account by hand has none. */
export const heldSaid = (table: 'chats' | 'sources' | 'accounts'): string => `
  case when ${table}.held_reason is null then '${JSON.stringify(NO_REASON.said)}'::jsonb
       ${table === 'accounts' ? '' : `when ${table}.held_words ->> 'text' = ${table}.held_reason then ${table}.held_words -> 'said'`} end`;

/** `heldBecause` as sentences, where they are known. */
export interface SaidHold {
  readonly heldSaid: readonly Said[] | null;
}
