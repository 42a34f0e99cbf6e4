import type pg from 'pg';
import { pause } from './pause';
import { chatsWithOverdueRows, takeUnwoken, type ChatToWake } from './wakes';

const EVERY_MS = 1_000;
const LOOK_FOR_ABANDONED_EVERY_MS = 3 * 60_000;
const ABANDONED_AFTER_MS = 2 * 60_000;
const AT_ONCE = 200;

export interface RelayOptions {
  readonly db: pg.Pool;
  /** A chat whose wake is missing for so long is woken again. */
  readonly afterMs: number;
  readonly wake: (chats: readonly ChatToWake[]) => void;
  /** Called when rounds begin to fail. */
  readonly onError: (error: unknown) => void;
}

export interface Relay {
  /** Milliseconds since the loop last came round, whether or not the round went well. */
  readonly sinceRoundMs: number;
  /** Ends the loop and waits for the round in progress. */
  stop(): Promise<void>;
}

/**
 * Runs in every api process: wakes chats whose wake was lost (the process that accepted died, or Temporal was away),
 * and now and then those whose rows should long have moved (their conversation was ended by hand).
 */
export function startRelay(options: RelayOptions): Relay {
  const stopping = new AbortController();
  let lookedAt = performance.now();
  let roundAt = performance.now();
  let failing = false;

  const round = async (): Promise<void> => {
    options.wake(await takeUnwoken(options.db, options.afterMs, AT_ONCE));
    if (performance.now() - lookedAt < LOOK_FOR_ABANDONED_EVERY_MS) return;
    lookedAt = performance.now();
    options.wake(await chatsWithOverdueRows(options.db, ABANDONED_AFTER_MS, AT_ONCE));
  };

  const loop = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      const fault = await round().then(
        () => undefined,
        (error: unknown) => ({ error }),
      );
      // Told once, when it begins: the database may be away for hours.
      if (fault !== undefined && !failing) options.onError(fault.error);
      failing = fault !== undefined;
      roundAt = performance.now();
      await pause(EVERY_MS, stopping.signal);
    }
  };
  const running = loop();
  return {
    get sinceRoundMs() {
      return performance.now() - roundAt;
    },
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}
