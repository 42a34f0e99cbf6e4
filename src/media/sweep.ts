import type { Logger } from 'pino';
import type { MediaId } from '../model/ids';
import type { MediaStore } from './store';

const EVERY_MS = 10 * 60_000;
const AT_ONCE = 200;

export interface SweepOptions {
  readonly store: MediaStore;
  /** Files that have been kept for long enough, oldest first. */
  readonly outdated: (limit: number) => Promise<readonly { readonly id: MediaId; readonly storeKey: string }[]>;
  readonly removed: (ids: readonly MediaId[]) => Promise<void>;
  readonly log: Logger;
}

export interface Sweep {
  /** One round now; how many files it took away. */
  round(): Promise<number>;
  /** Ends the loop and waits for the round in progress. */
  stop(): Promise<void>;
}

/** Takes files out of the store when their time is over. Any number of processes may do it: what is gone is gone. */
export function startSweep({ store, outdated, removed, log }: SweepOptions): Sweep {
  let stopping = false;
  let running: Promise<unknown> = Promise.resolve();

  const round = async (): Promise<number> => {
    let count = 0;
    while (!stopping) {
      const files = await outdated(AT_ONCE);
      for (const { storeKey } of files) await store.remove(storeKey);
      await removed(files.map(({ id }) => id));
      count += files.length;
      if (files.length < AT_ONCE) break;
    }
    return count;
  };
  const timer = setInterval(() => {
    running = round().catch((err: unknown) => log.warn({ err }, 'Old files could not be taken out of the store'));
  }, EVERY_MS);
  timer.unref();
  return {
    round,
    stop: async () => {
      stopping = true;
      clearInterval(timer);
      await running;
    },
  };
}
