import type { Worker } from '@temporalio/worker';
import type { InFlight } from './in-flight';
import type { Probe } from './probe';
import type { Health } from './report';

export interface WorkerParts {
  readonly workers: readonly Pick<Worker, 'getState' | 'options'>[];
  readonly inFlight: Pick<InFlight, 'overdue'>;
  readonly temporal: Pick<Probe, 'isAnswered'>;
  readonly database: Pick<Probe, 'isAnswered'>;
  /** It was told to end, and does. */
  readonly isEnding: () => boolean;
}

/**
 * That the answer comes at all is the proof that the event loop turns. The SDK tells no times of polls: a worker that
 * runs polls for as long as Temporal answers, and where Temporal is away a new process would poll no better.
 */
export function workerHealth({ workers, inFlight, temporal, database, isEnding }: WorkerParts): Health {
  return {
    dead: () => [
      ...workers
        .filter((worker) => !isEnding() && !['INITIALIZED', 'RUNNING'].includes(worker.getState()))
        .map((worker) => `the worker of ${worker.options.taskQueue} is ${worker.getState()}`),
      ...inFlight.overdue.map((type) => `${type} does not end`),
    ],
    unready: () => [
      ...(isEnding() ? ['it is ending'] : []),
      ...(workers.some((worker) => worker.getState() === 'INITIALIZED') ? ['it is starting'] : []),
      ...(temporal.isAnswered ? [] : ['Temporal does not answer']),
      ...(database.isAnswered ? [] : ['Postgres does not answer']),
    ],
  };
}
