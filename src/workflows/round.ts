import { condition } from '@temporalio/workflow';

/** Floor of every timer, so that a time that has just passed does not spin. */
export const LEAST_WAIT_MS = 1_000;

/** Work that comes round again and again. */
export interface Round {
  /** When it is due next, milliseconds since 1970; whoever sets it earlier has it done then. */
  dueAt: number;
}

export interface RoundWork {
  readonly isEnding: () => boolean;
  readonly everyMs: number;
  /** What its timer is called. */
  readonly summary: string;
  readonly run: () => Promise<void>;
}

/** Does the work whenever it is due, until everything ends. */
export async function keepRound(round: Round, { isEnding, everyMs, summary, run }: RoundWork): Promise<void> {
  while (!isEnding()) {
    const { dueAt } = round;
    const leftMs = dueAt - Date.now();
    if (leftMs > 0) {
      await condition(() => isEnding() || round.dueAt < dueAt, Math.max(leftMs, LEAST_WAIT_MS), { summary });
      continue;
    }
    round.dueAt = Date.now() + everyMs;
    await run();
  }
}
