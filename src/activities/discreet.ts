import { ApplicationFailure, CompleteAsyncError, log } from '@temporalio/activity';
import { TemporalFailure } from '@temporalio/common';
import { sqlState } from '../ledger/database';

/**
 * Keeps what an unexpected error says out of workflow histories: its message may quote data (promise P7). The log has
 * the whole of it; the history has its type, and every such failure is tried again.
 */
export function discreet<Activities extends object>(activities: Activities): Activities {
  return Object.fromEntries(
    Object.entries(activities).map(([name, activity]: [string, (...args: unknown[]) => Promise<unknown>]) => [
      name,
      async (...args: unknown[]) => {
        try {
          return await activity(...args);
        } catch (error) {
          if (error instanceof TemporalFailure || error instanceof CompleteAsyncError) throw error;
          log.error('An activity failed unexpectedly', { error });
          throw ApplicationFailure.create({ type: typeOf(error), message: 'Unexpected; see the log of the worker' });
        }
      },
    ]),
  ) as Activities;
}

function typeOf(error: unknown): string {
  const state = sqlState(error);
  if (state !== undefined) return `Postgres ${state}`;
  return error instanceof Error ? error.name : 'Unknown';
}
