import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { useClient } from '../session/context';
import { Poll, type Polled } from './poll';

export interface Watched<T> extends Polled<T> {
  readonly reload: () => void;
  readonly update: (change: (data: T) => T) => void;
}

/** @param everyMs `null`: read once. */
export function usePolled<T>(path: string, everyMs: number | null): Watched<T> {
  const client = useClient();
  // The pause may change later; the poll stays the same one.
  const poll = useMemo(() => new Poll<T>(client, path, everyMs), [client, path]);
  useEffect(() => {
    poll.everyMs = everyMs;
  }, [poll, everyMs]);
  const polled = useSyncExternalStore(poll.subscribe, poll.current);
  return { ...polled, reload: poll.reload, update: poll.update };
}
