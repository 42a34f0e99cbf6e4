import { CancellationScope, condition, isCancellation } from '@temporalio/workflow';
import type { Lane } from '../model/lane';
import type { Work } from '../model/work';
import type { ConversationCalls } from './activities';
import type { ConversationInput, LaneResult } from './contract';

export interface LaneLoop {
  readonly work: Work;
  /** Something may be waiting. Cleared before an activity starts, so a wake during it is never lost. */
  dirty: boolean;
  state: 'idle' | 'working' | 'parked';
  /** The head of the lane failed too often; stays so until a row gets through, also across continue-as-new. */
  stuck: boolean;
  parkedBecause: string | undefined;
  parkedScope: CancellationScope | undefined;
}

export interface Surroundings {
  readonly input: ConversationInput;
  readonly activities: ConversationCalls;
  /** The run is about to continue as new: finish what runs and return. */
  readonly ending: () => boolean;
  readonly changed: () => void;
  readonly learned: (result: LaneResult) => void;
}

/** Works whenever there is something to do, until the run is ending. */
export async function runLane(loop: LaneLoop, around: Surroundings): Promise<void> {
  while (!around.ending()) {
    await condition(() => loop.dirty || around.ending());
    while (loop.dirty && !around.ending()) {
      loop.dirty = false;
      loop.state = 'working';
      around.changed();
      await (loop.work === 'receipts' ? report(loop, around) : deliver(loop, loop.work, around));
    }
    loop.state = 'idle';
    around.changed();
  }
}

async function report(loop: LaneLoop, { activities, input }: Surroundings): Promise<void> {
  const { more } = await activities.reportReceipts({ chatId: input.chatId });
  if (more) loop.dirty = true;
}

async function deliver(loop: LaneLoop, lane: Lane, around: Surroundings): Promise<void> {
  const { activities, input, learned } = around;
  let result: LaneResult | undefined = await activities.deliver(lane, { chatId: input.chatId, parked: false });
  while (result?.kind === 'park' && !around.ending()) {
    learned(result);
    result = await deliverParked(loop, lane, result.why ?? 'no answer', around);
  }
  if (result === undefined) return;
  learned(result);
  loop.stuck = result.kind === 'park';
  if (result.kind !== 'idle') loop.dirty = true;
}

/**
 * Waits for a row that failed too often. Retries add no history, and a wake does not disturb it: newer rows of the
 * same direction have to wait behind it anyway.
 * @returns undefined when the wait was given up for continue-as-new; the row and its next time are in the ledger.
 */
async function deliverParked(
  loop: LaneLoop,
  lane: Lane,
  why: string,
  around: Surroundings,
): Promise<LaneResult | undefined> {
  const scope = new CancellationScope();
  loop.state = 'parked';
  loop.stuck = true;
  loop.parkedBecause = why;
  loop.parkedScope = scope;
  around.changed();
  try {
    return await scope.run(() =>
      around.activities.deliverParked(lane, { chatId: around.input.chatId, parked: true }, why),
    );
  } catch (error) {
    if (!isCancellation(error) || CancellationScope.current().consideredCancelled) throw error;
    return undefined;
  } finally {
    loop.state = 'working';
    loop.parkedBecause = undefined;
    loop.parkedScope = undefined;
  }
}
