import { useCallback, useEffect, useState } from 'react';
import type { Answer, Client, Fault } from '../session/client';
import { useClient } from '../session/context';

export interface Asked<T> {
  /** The last that came; it stays when the next does not come. */
  readonly data: T | null;
  readonly fault: Fault | null;
  readonly again: () => void;
}

interface State<T> {
  readonly key: string;
  readonly data: T | null;
  readonly fault: Fault | null;
}

export const EVERY_MS = 15_000;

/**
 * Asks now and again and again, one request at a time, while somebody can see the page; and when a command was done.
 * @param everyMs null: not by itself
 */
export function useAsked<T>(
  key: string,
  ask: (client: Client) => Promise<Answer<T>>,
  everyMs: number | null = EVERY_MS,
): Asked<T> {
  const client = useClient();
  const [state, setState] = useState<State<T>>({ key, data: null, fault: null });
  const [turn, setTurn] = useState(0);

  useEffect(() => {
    let over = false;
    let timer: number | undefined;
    const rest = (): void => {
      if (everyMs !== null) timer = window.setTimeout(() => void read(), everyMs);
    };
    async function read(): Promise<void> {
      if (document.hidden && timer !== undefined) {
        rest();
        return;
      }
      const answer = await ask(client);
      if (over) return;
      setState((before) =>
        answer.ok
          ? { key, data: answer.value, fault: null }
          : { key, data: before.key === key ? before.data : null, fault: answer.fault },
      );
      rest();
    }
    void read();
    return () => {
      over = true;
      window.clearTimeout(timer);
    };
    // What is asked is told by its key.
  }, [client, key, everyMs, turn]);

  const again = useCallback(() => setTurn((before) => before + 1), []);
  useEffect(() => client.onDone(again), [client, again]);
  const { data, fault } = state.key === key ? state : { data: null, fault: null };
  return { data, fault, again };
}

/** One address below `/admin/v1/`. */
export function useRead<T>(path: string, everyMs: number | null = EVERY_MS): Asked<T> {
  return useAsked<T>(path, (client) => client.get<T>(path), everyMs);
}
