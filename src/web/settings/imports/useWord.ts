import type { ImportCard } from '../../../api/settings/contract';
import type { ImportCommand } from '../../../model/import';
import { type Doing, useChange } from '../data/useChange';
import type { OfImport } from './of-import';

interface SaidToImport {
  readonly doing: Doing;
  readonly say: (word: ImportCommand) => Promise<boolean>;
}

/** Says a word to an import, and learns how it is then. */
export function useWord({ card, learn }: OfImport): SaidToImport {
  const { doing, run } = useChange();
  return {
    doing,
    say: async (word) => {
      const answer = await run<ImportCard>('POST', `imports/${card.id}/${word}`);
      if (answer.ok) learn(answer.value);
      return answer.ok;
    },
  };
}
