import { useCallback, useState } from 'react';
import { Refused } from '../data/call';

/** Does something at the sandbox and keeps the words of a failure, until the next thing is done. */
export function useRun(offline: string): [error: string | null, run: (action: () => Promise<unknown>) => void] {
  const [error, setError] = useState<string | null>(null);
  const run = useCallback(
    (action: () => Promise<unknown>) => {
      setError(null);
      action().catch((reason: unknown) => {
        setError(reason instanceof Refused ? reason.message || offline : String(reason));
      });
    },
    [offline],
  );
  return [error, run];
}
