import type { ImportCard } from '../../../api/settings/contract';
import type { ImportState } from '../../../model/import';
import type { Tone } from '../../parts/Pill';
import type { Texts } from '../texts';

const TONES: Readonly<Record<ImportState, Tone>> = {
  empty: 'warn',
  fetching: 'busy',
  uploaded: 'busy',
  surveyed: 'warn',
  taking: 'busy',
  sending: 'busy',
  comparing: 'busy',
  done: 'good',
  cancelled: 'calm',
  refused: 'bad',
};

/** How an import is, in a word. */
export function stateOf({ state, paused, asks }: ImportCard, t: Texts): { readonly tone: Tone; readonly word: string } {
  if (asks !== null) return { tone: 'warn', word: t.imports.asks };
  if (paused && isMoving(state)) return { tone: 'calm', word: t.imports.paused };
  return { tone: TONES[state], word: t.imports.states[state] };
}

/** It goes on by itself. */
export function isMoving(state: ImportState): boolean {
  return ['fetching', 'uploaded', 'taking', 'sending', 'comparing'].includes(state);
}

/** Of its messages those that have ended, one way or another. */
export function endedOf({ sent, failed, unknown, ignored }: ImportCard['counts']): number {
  return sent + failed + unknown + ignored;
}

/** From 0 to 1, while messages go; null: nobody can tell. */
export function progressOf({ state, counts }: Pick<ImportCard, 'state' | 'counts'>): number | null {
  const ended = endedOf(counts);
  const all = ended + counts.waiting;
  return state === 'sending' && all > 0 ? ended / all : null;
}
