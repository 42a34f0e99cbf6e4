import { ActivityCancellationType, proxyActivities, workflowInfo } from '@temporalio/workflow';
import type { MessengerKind } from '../model/messenger-kind';
import type { Lane } from '../model/lane';
import { BULK_QUEUE, CRM_QUEUE } from './account-contract';
import {
  CONVERSATIONS_QUEUE,
  KOMMO_QUEUE,
  MEDIA_QUEUE,
  messengerQueue,
  type ConversationActivities,
  type LaneResult,
  type LaneInput,
} from './contract';
import { parkedSummary } from './describe';

/**
 * A lane activity works for about ten seconds and a request may take as long again; evidence for a send without an
 * answer is waited for outside it.
 */
const START_TO_CLOSE = '2 minutes';
/** A large file over a slow line. */
const FETCH_WITHIN = '15 minutes';
/** It may wait behind imports; what is not done by then, the next message brings up again. */
const FOLLOW_WITHIN = '6 hours';
/** How soon a dead worker is noticed. The fence rests on it: see `activities/lease.ts`. */
const HEARTBEAT = '10 seconds';

const common = {
  startToCloseTimeout: START_TO_CLOSE,
  heartbeatTimeout: HEARTBEAT,
  // An attempt that is running may finish, so "retry now" never sends beside it.
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
} as const;
const quickRetry = { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '30 seconds' } as const;
const slowRetry = { initialInterval: '1 minute', backoffCoefficient: 1.5, maximumInterval: '15 minutes' } as const;

/** Task queues may carry a prefix; it is the one this workflow itself was started with. */
function queue(name: string): string {
  return workflowInfo().taskQueue.slice(0, -CONVERSATIONS_QUEUE.length) + name;
}

export interface ConversationCalls extends Pick<
  ConversationActivities,
  'applyCommand' | 'closeTalk' | 'closeWindow' | 'fetchMedia' | 'followContact' | 'reportReceipts' | 'tellMarks'
> {
  deliver(lane: Lane, input: LaneInput): Promise<LaneResult>;
  /** The slow form, under a fixed activity id, so that what is stuck is a pending activity an operator can find. */
  deliverParked(lane: Lane, input: LaneInput, why: string): Promise<LaneResult>;
}

export function conversationActivities(messenger: MessengerKind): ConversationCalls {
  const kommo = { ...common, taskQueue: queue(KOMMO_QUEUE) };
  const remote = { ...common, taskQueue: queue(messengerQueue(messenger)) };
  const toKommo = proxyActivities<ConversationActivities>({
    ...kommo,
    retry: quickRetry,
    summary: `${messenger} → Kommo`,
  });
  const toMessenger = proxyActivities<ConversationActivities>({
    ...remote,
    retry: quickRetry,
    summary: `Kommo → ${messenger}`,
  });
  const receipts = proxyActivities<ConversationActivities>({ ...kommo, retry: quickRetry, summary: 'Ticks → Kommo' });
  const media = proxyActivities<ConversationActivities>({
    ...common,
    taskQueue: queue(MEDIA_QUEUE),
    startToCloseTimeout: FETCH_WITHIN,
    retry: quickRetry,
    summary: 'Files → store',
  });
  // Without heartbeats: a slow database must not look like a dead worker, or what was done is done once more.
  const command = proxyActivities<ConversationActivities>({
    taskQueue: kommo.taskQueue,
    startToCloseTimeout: '30 seconds',
    retry: quickRetry,
    summary: "A person's command",
  });
  const window = proxyActivities<ConversationActivities>({ ...kommo, retry: quickRetry, summary: 'Reply window ends' });

  const contact = proxyActivities<ConversationActivities>({
    taskQueue: queue(BULK_QUEUE),
    startToCloseTimeout: '1 minute',
    scheduleToCloseTimeout: FOLLOW_WITHIN,
    retry: quickRetry,
    // It changes nothing that a run after this one would not find done.
    cancellationType: ActivityCancellationType.TRY_CANCEL,
    summary: 'Contact in the CRM',
  });
  const crm = proxyActivities<ConversationActivities>({
    taskQueue: queue(CRM_QUEUE),
    startToCloseTimeout: '1 minute',
    // Nobody waits for it, and the conversation is not to live on for it alone.
    scheduleToCloseTimeout: '1 hour',
    retry: slowRetry,
    summary: 'Talk is closed in Kommo',
  });
  const marks = proxyActivities<ConversationActivities>({
    taskQueue: remote.taskQueue,
    startToCloseTimeout: '1 minute',
    // Later it would be a surprise.
    scheduleToCloseTimeout: '1 hour',
    retry: { initialInterval: '5 seconds', backoffCoefficient: 4, maximumInterval: '15 minutes' },
    // To tell it twice does no harm.
    cancellationType: ActivityCancellationType.TRY_CANCEL,
    summary: `Read and closed → ${messenger}`,
  });

  return {
    deliver: (lane, input) =>
      lane === 'to-kommo' ? toKommo.deliverToKommo(input) : toMessenger.deliverToMessenger(input),
    deliverParked: (lane, input, why) => {
      const parked = proxyActivities<ConversationActivities>({
        ...(lane === 'to-kommo' ? kommo : remote),
        retry: slowRetry,
        activityId: lane === 'to-kommo' ? 'parked-to-kommo' : 'parked-to-messenger',
        summary: parkedSummary(why),
      });
      return lane === 'to-kommo' ? parked.deliverToKommo(input) : parked.deliverToMessenger(input);
    },
    reportReceipts: (input) => receipts.reportReceipts(input),
    fetchMedia: (input) => media.fetchMedia(input),
    followContact: (input) => contact.followContact(input),
    closeWindow: (input) => window.closeWindow(input),
    closeTalk: (input) => crm.closeTalk(input),
    tellMarks: (input) => marks.tellMarks(input),
    applyCommand: (input) => command.applyCommand(input),
  };
}
