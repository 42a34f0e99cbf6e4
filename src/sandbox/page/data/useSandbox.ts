import { useEffect, useState } from 'react';
import type { SandboxState } from '../../control/contract';
import { type Live, watchSandbox } from './watch';

export interface Sandbox {
  readonly state: SandboxState | null;
  readonly live: Live;
  /** The sandbox's clock minus the browser's, in whole minutes: small differences are the way, not the clock. */
  readonly clockOffsetMs: number;
  /** Counts resets: what a page remembers about the old chats ends with each. */
  readonly resets: number;
}

const MINUTE = 60_000;
const TICK_MS = 10_000;

export function useSandbox(): Sandbox {
  const [sandbox, setSandbox] = useState<Sandbox>({ state: null, live: 'connecting', clockOffsetMs: 0, resets: 0 });
  useEffect(
    () =>
      watchSandbox({
        state: (state) => {
          const clockOffsetMs = Math.round((state.now - Date.now()) / MINUTE) * MINUTE;
          setSandbox((before) => ({ ...before, state, clockOffsetMs }));
        },
        live: (live) => setSandbox((before) => ({ ...before, live })),
        reset: () => setSandbox((before) => ({ ...before, resets: before.resets + 1 })),
      }),
    [],
  );
  // Between changes the clock goes on by itself.
  useEffect(() => {
    const timer = window.setInterval(() => {
      setSandbox((before) => {
        const { state } = before;
        return state === null ? before : { ...before, state: { ...state, now: state.now + TICK_MS } };
      });
    }, TICK_MS);
    return () => window.clearInterval(timer);
  }, []);
  return sandbox;
}
