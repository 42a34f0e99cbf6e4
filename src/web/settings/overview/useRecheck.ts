import { useCallback, useEffect, useRef } from 'react';
import type { SourceCard } from '../../../api/settings/contract';
import { useChange, type Doing } from '../data/useChange';

/** Whoever goes to and fro does not make the messenger be asked each time. */
const LEAST_PAUSE_MS = 5_000;

/**
 * Has the messenger asked about a source now: when it is wanted, and when an administrator comes back to the window, perhaps
 * from mending there what was not right.
 */
export function useRecheck(
  { id, checks }: SourceCard,
  { may, put }: { readonly may: boolean; readonly put: (card: SourceCard) => void },
): { readonly doing: Doing; readonly again: () => void } {
  const { doing, run } = useChange();
  const askedAt = useRef(-LEAST_PAUSE_MS);
  const keep = useRef(put);
  keep.current = put;

  const again = useCallback(async (): Promise<void> => {
    askedAt.current = performance.now();
    const answer = await run<SourceCard>('POST', `sources/${id}/check`);
    if (answer.ok) keep.current(answer.value);
  }, [id, run]);

  const wanted = may && doing.kind !== 'saving' && checks.some(({ state }) => state !== 'ok');
  useEffect(() => {
    if (!wanted) return;
    const cameBack = (): void => {
      if (document.hidden || performance.now() - askedAt.current < LEAST_PAUSE_MS) return;
      void again();
    };
    document.addEventListener('visibilitychange', cameBack);
    return () => document.removeEventListener('visibilitychange', cameBack);
  }, [wanted, again]);

  return { doing, again: () => void again() };
}
