import { useCallback, useEffect, useState } from 'react';
import type { Begun, Client } from './client';

const FIRST_RETRY_MS = 2_000;
const LAST_RETRY_MS = 60_000;

/** Opens the session; while the api is away it is tried again by itself, later each time. `null`: on its way. */
export function useBegin(client: Client): [Begun | null, again: () => void] {
  const [begun, setBegun] = useState<Begun | null>(null);
  const [attempt, setAttempt] = useState(0);
  const again = useCallback(() => setAttempt((count) => count + 1), []);

  useEffect(() => {
    let left = false;
    let timer: number | undefined;
    void client.begin().then((result) => {
      if (left) return;
      setBegun(result);
      if (result.kind !== 'unreachable') return;
      timer = window.setTimeout(again, Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** attempt));
    });
    return () => {
      left = true;
      window.clearTimeout(timer);
    };
  }, [client, attempt, again]);

  return [begun, again];
}
