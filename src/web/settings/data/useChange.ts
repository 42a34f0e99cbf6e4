import { useCallback, useEffect, useState } from 'react';
import type { Method } from '../session/client';
import { useClient } from '../session/context';
import type { Answer, Fault } from '../session/fault';

export type Doing =
  | { readonly kind: 'idle' }
  | { readonly kind: 'saving' }
  | { readonly kind: 'saved' }
  | { readonly kind: 'failed'; readonly fault: Fault };

const IDLE: Doing = { kind: 'idle' };
/** How long "Saved" is seen. */
const SAVED_MS = 4_000;

export interface Changing {
  readonly doing: Doing;
  readonly run: <T>(method: Method, path: string, body?: unknown) => Promise<Answer<T>>;
  readonly forget: () => void;
}

/** One change at a time, and how it goes. */
export function useChange(): Changing {
  const client = useClient();
  const [doing, setDoing] = useState<Doing>(IDLE);

  useEffect(() => {
    if (doing.kind !== 'saved') return;
    const timer = window.setTimeout(() => setDoing(IDLE), SAVED_MS);
    return () => window.clearTimeout(timer);
  }, [doing]);

  const run = useCallback(
    async <T>(method: Method, path: string, body?: unknown): Promise<Answer<T>> => {
      setDoing({ kind: 'saving' });
      const answer = await client.change<T>(method, path, body);
      setDoing(answer.ok ? { kind: 'saved' } : { kind: 'failed', fault: answer.fault });
      return answer;
    },
    [client],
  );
  const forget = useCallback(() => setDoing(IDLE), []);
  return { doing, run, forget };
}
