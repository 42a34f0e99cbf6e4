import {
  ActivityFailure,
  CancellationScope,
  CancelledFailure,
  condition,
  isCancellation,
  patched,
} from '@temporalio/workflow';
import type { Lane } from '../model/lane';
import type { Work } from '../model/work';
import type { ConversationCalls } from './activities';
import type { ConversationInput, LaneResult } from './contract';

/** After an activity that ended as failed, which only a person or a bug can bring about. */
const PAUSE_AFTER_FAILURE = '1 minute';

export interface LaneLoop {
  readonly work: Work;
  /** Something may be waiting. Cleared before an activity starts, so a wake during it is never lost. */
  dirty: boolean;
  state: 'idle' | 'working' | 'parked';
  /** The head of the lane failed too often; stays so until the lane is empty, also across continue-as-new. */
  stuck: boolean;
  parkedBecause: string | undefined;
  /** What is left waits for the chat's address; whoever finds it wakes the chat. */
  awaitsAddress: boolean;
  /** A person's command is at work on the chat: start nothing. */
  resting: boolean;
  /** What runs now was told to stop; how it ends tells nothing about the lane. */
  interrupted: boolean;
  /** What runs now. */
  scope: CancellationScope | undefined;
}

export interface Surroundings {
  readonly input: ConversationInput;
  readonly activities: ConversationCalls;
  /** The run is about to continue as new: finish what runs and return. */
  readonly ending: () => boolean;
  readonly changed: () => void;
  readonly learned: (result: LaneResult) => void;
  /** Has the files of the chat fetched; settles when nothing is left to fetch. */
  readonly fetchMedia: () => Promise<void>;
  /** Settles when nothing waits to be sent to the messenger. */
  readonly allSent: () => Promise<void>;
}

/** What is on the wire is finished; what only waits for its next attempt ends at once. */
export function interrupt(loop: LaneLoop): void {
  if (loop.scope === undefined) return;
  loop.interrupted = true;
  loop.scope.cancel();
}

function wasInterrupted(loop: LaneLoop): boolean {
  return loop.interrupted;
}

/** Works whenever there is something to do, until the run is ending. */
export async function runLane(loop: LaneLoop, around: Surroundings): Promise<void> {
  while (!around.ending()) {
    await condition(() => mayWork(loop) || around.ending());
    while (mayWork(loop) && !around.ending()) {
      loop.dirty = false;
      loop.state = 'working';
      around.changed();
      await work(loop, around);
    }
    loop.state = 'idle';
    around.changed();
  }
}

function mayWork(loop: LaneLoop): boolean {
  return loop.dirty && !loop.resting;
}

/**
 * Runs what the loop is for, in a scope that is cancelled for commands and for continue-as-new: no retry, however far
 * away, may hold them up. What is given up here is in the ledger, with its next time.
 */
async function work(loop: LaneLoop, around: Surroundings): Promise<void> {
  const scope = new CancellationScope();
  loop.scope = scope;
  loop.interrupted = false;
  try {
    await scope.run(() => perform(loop, around));
  } catch (error) {
    if (!isCancellation(error) && !(error instanceof ActivityFailure)) throw error;
    if (CancellationScope.current().consideredCancelled) throw new CancelledFailure('The conversation was cancelled');
    // An attempt that was running may also have failed after it was told to stop: then the activity ends as failed.
    if (!isCancellation(error) && !wasInterrupted(loop)) await pauseAfterFailure(loop, around);
    loop.dirty = true;
  } finally {
    loop.scope = undefined;
  }
}

function perform(loop: LaneLoop, around: Surroundings): Promise<void> {
  switch (loop.work) {
    case 'to-kommo':
    case 'to-messenger':
      return deliver(loop, loop.work, around);
    case 'media':
      return fetchMedia(loop, around);
    case 'receipts':
      return report(loop, around);
    case 'contact':
      return followContact(around);
    case 'marks':
      return tellMarks(around);
  }
}

/** A failure that no retry heals must not end the conversation; nor may it be repeated at full speed. */
async function pauseAfterFailure(loop: LaneLoop, { changed }: Surroundings): Promise<void> {
  loop.stuck = true;
  changed();
  await condition(() => loop.dirty || loop.interrupted, PAUSE_AFTER_FAILURE, { summary: 'Pause after a failure' });
}

async function fetchMedia(loop: LaneLoop, { activities, input }: Surroundings): Promise<void> {
  // Runs from before there were files may have been told to look at everything, and did nothing for them.
  if (!patched('media')) return;
  const { more } = await activities.fetchMedia({ chatId: input.chatId });
  loop.stuck = false;
  if (more) loop.dirty = true;
}

/** What fails for good here is no trouble of the chat: its messages flow. */
async function followContact({ activities, input }: Surroundings): Promise<void> {
  try {
    await activities.followContact({ chatId: input.chatId });
  } catch (error) {
    if (isCancellation(error) || !(error instanceof ActivityFailure)) throw error;
  }
}

/** Behind what was written before it: a talk is not over while its last word is on its way. Nobody waits for it. */
async function tellMarks({ activities, input, allSent }: Surroundings): Promise<void> {
  await allSent();
  try {
    await activities.tellMarks({ chatId: input.chatId });
  } catch (error) {
    if (isCancellation(error) || !(error instanceof ActivityFailure)) throw error;
  }
}

async function report(loop: LaneLoop, { activities, input }: Surroundings): Promise<void> {
  const { more } = await activities.reportReceipts({ chatId: input.chatId });
  loop.stuck = false;
  if (more) loop.dirty = true;
}

async function deliver(loop: LaneLoop, lane: Lane, around: Surroundings): Promise<void> {
  const { activities, input, learned } = around;
  let result = await activities.deliver(lane, { chatId: input.chatId, parked: false });
  while (result.kind === 'park') {
    learned(result);
    loop.stuck = true;
    if (around.ending()) return;
    result = await deliverParked(loop, lane, result.why, around);
  }
  learned(result);
  loop.awaitsAddress = result.awaits === 'address';
  if (result.kind === 'await-media') await around.fetchMedia();
  // Not for `more`: an attempt that was interrupted leaves rows too, and the head may be the one that is stuck.
  if (result.kind === 'idle') loop.stuck = false;
  else loop.dirty = true;
}

/**
 * Waits for a row that failed too often. Retries add no history, and a wake does not disturb it: newer rows of the
 * same direction have to wait behind it anyway.
 */
async function deliverParked(
  loop: LaneLoop,
  lane: Lane,
  why: string | undefined,
  { activities, input, changed }: Surroundings,
): Promise<LaneResult> {
  const because = why === undefined || why === '' ? 'no answer' : why;
  loop.state = 'parked';
  loop.parkedBecause = because;
  changed();
  try {
    return await activities.deliverParked(lane, { chatId: input.chatId, parked: true }, because);
  } finally {
    loop.state = 'working';
    loop.parkedBecause = undefined;
  }
}
