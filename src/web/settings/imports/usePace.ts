import { useEffect, useState } from 'react';
import type { ImportCard } from '../../../api/settings/contract';
import { endedOf } from './importState';

/** The pace is that of the last minutes, so that a slow hour is forgotten. */
const OVER_MS = 2 * 60_000;

export interface Pace {
  readonly perSecond: number;
  readonly leftMs: number;
}

/** How fast messages go, from what was seen since the page is open; null: nothing was seen yet. */
export function usePace({ state, paused, counts }: ImportCard): Pace | null {
  const [seen, setSeen] = useState<readonly { readonly at: number; readonly ended: number }[]>([]);
  const ended = endedOf(counts);
  const isGoing = state === 'sending' && !paused;
  useEffect(() => {
    const now = Date.now();
    setSeen((before) => (isGoing ? [...before.filter(({ at }) => at > now - OVER_MS), { at: now, ended }] : []));
  }, [isGoing, ended]);
  const [first] = seen;
  const last = seen.at(-1);
  if (!isGoing || first === undefined || last === undefined || last.ended <= first.ended) return null;
  const perSecond = ((last.ended - first.ended) * 1_000) / (last.at - first.at);
  return { perSecond, leftMs: (counts.waiting / perSecond) * 1_000 };
}
