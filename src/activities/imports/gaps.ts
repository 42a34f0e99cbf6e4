import type { ImportGap } from '../../model/import';
import type { Words } from '../../model/words';
import { say } from '../../words';

/** Why something of an export is not taken, for people. */
export function gapWords(why: ImportGap): Required<Words> {
  return say(`import.gap.${why}`);
}
