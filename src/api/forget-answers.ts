import type { Logger } from 'pino';
import { forgetOldAnswers } from '../ledger/answered-writes';
import type { Database } from '../ledger/database';

const EVERY_MS = 60 * 60_000;

export interface Forgetting {
  /** Ends the loop and waits for the round in progress. */
  stop(): Promise<void>;
}

/** Removes answers to writes that are too old to be repeated. Any number of processes may do it. */
export function startForgettingAnswers(db: Database, log: Logger): Forgetting {
  let running: Promise<unknown> = Promise.resolve();
  const timer = setInterval(() => {
    running = forgetOldAnswers(db).catch((err: unknown) => log.warn({ err }, 'Old answers could not be removed'));
  }, EVERY_MS);
  timer.unref();
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}
