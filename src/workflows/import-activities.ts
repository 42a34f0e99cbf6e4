import { ActivityCancellationType, proxyActivities, workflowInfo } from '@temporalio/workflow';
import { CONVERSATIONS_QUEUE } from './contract';
import { IMPORTS_QUEUE, type ImportActivities } from './import-contract';

/** How soon a dead worker is noticed. The fence rests on it: see `activities/lease.ts`. */
const HEARTBEAT = '10 seconds';
/** Reading a large export takes as long as it takes; heartbeats tell that somebody does. */
const READ_WITHIN = '12 hours';
const TELL_WITHIN = '5 minutes';
const STEP_WITHIN = '1 minute';
const retry = { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '1 minute' } as const;

/** Task queues may carry a prefix; it is the one this workflow itself was started with. */
function queue(name: string): string {
  return workflowInfo().taskQueue.slice(0, -CONVERSATIONS_QUEUE.length) + name;
}

export function importActivities(): ImportActivities {
  const taskQueue = queue(IMPORTS_QUEUE);
  const reading = (summary: string): ImportActivities =>
    proxyActivities<ImportActivities>({
      taskQueue,
      startToCloseTimeout: READ_WITHIN,
      heartbeatTimeout: HEARTBEAT,
      retry,
      summary,
    });
  const telling = (summary: string): ImportActivities =>
    proxyActivities<ImportActivities>({
      taskQueue,
      startToCloseTimeout: TELL_WITHIN,
      heartbeatTimeout: HEARTBEAT,
      retry,
      // A row that is being sent is recorded first.
      cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
      summary,
    });
  const step = (summary: string): ImportActivities =>
    proxyActivities<ImportActivities>({ taskQueue, startToCloseTimeout: STEP_WITHIN, retry, summary });
  return {
    readImport: (input) => step('How far it is').readImport(input),
    fetchImport: (input) => reading('Messenger → file').fetchImport(input),
    surveyImport: (input) => reading('Dry run').surveyImport(input),
    takeImport: (input) => reading('Export → ledger').takeImport(input),
    chatsToTell: (input) => step('What is left').chatsToTell(input),
    importChat: (input) => telling('Old messages → Kommo').importChat(input),
    compareImport: (input) => telling('Both sides are counted').compareImport(input),
    finishImport: (input) => step('Report').finishImport(input),
    pauseImport: (input) => step(input.paused ? 'Paused' : 'Goes on').pauseImport(input),
    cancelImport: (input) => step('Cancelled').cancelImport(input),
    retryImport: (input) => step('Once more').retryImport(input),
  };
}
