import { useEffect, useState } from 'react';
import type { SourceTest } from '../../../api/settings/contract';
import { usePolled } from '../data/usePolled';
import { useClient } from '../session/context';
import type { Fault } from '../session/fault';

export type Testing =
  | { readonly kind: 'starting' }
  | { readonly kind: 'failed'; readonly fault: Fault }
  | { readonly kind: 'running'; readonly test: SourceTest };

const EVERY_MS = 1_500;

/** Begins a test at once; @returns a way to begin another. */
export function useStartedTest(sourceId: string): [Testing, again: () => void] {
  const client = useClient();
  const [testing, setTesting] = useState<Testing>({ kind: 'starting' });
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    let left = false;
    setTesting({ kind: 'starting' });
    void client.change<SourceTest>('POST', `sources/${sourceId}/test`).then((answer) => {
      if (left) return;
      setTesting(answer.ok ? { kind: 'running', test: answer.value } : { kind: 'failed', fault: answer.fault });
    });
    return () => {
      left = true;
    };
  }, [client, sourceId, attempt]);

  return [testing, () => setAttempt((count) => count + 1)];
}

/** Follows a test until it has ended. */
export function useTestState(sourceId: string, begun: SourceTest): SourceTest['state'] {
  const [over, setOver] = useState(false);
  const { data } = usePolled<SourceTest>(`sources/${sourceId}/test/${begun.since}`, over ? null : EVERY_MS);
  const { state } = data ?? begun;
  const ended = state.kind === 'in-kommo' || state.kind === 'failed';
  useEffect(() => setOver(ended), [ended]);
  return state;
}
