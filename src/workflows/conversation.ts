import {
  ActivityFailure,
  allHandlersFinished,
  condition,
  continueAsNew,
  isCancellation,
  log,
  setCurrentDetails,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import { LANES } from '../model/lane';
import { EVERY_WORK, type Work } from '../model/work';
import { conversationActivities } from './activities';
import { Commands, runCommands } from './command-loop';
import { released, stateQuery, wake, workOf, type ConversationInput, type ConversationState } from './contract';
import { describe } from './describe';
import { interrupt, runLane, type LaneLoop } from './lane-loop';
import { StuckMark } from './stuck-mark';

/** Floor of the closing timer, so that a deadline that has just passed does not spin. */
const LEAST_WAIT_MS = 1_000;

/**
 * One chat. Holds ids and times only: what there is to send, and what became of it, is in the ledger.
 * A run begins by draining everything; later, wakes say what to look at. The two lanes and the receipts run side by
 * side, so that one stuck direction does not hold up the other (promise P3).
 */
export async function conversation(input: ConversationInput): Promise<void> {
  const carried = input.carried;
  const activities = conversationActivities(input.messenger);
  const stuckMark = new StuckMark(carried?.stuckSince ?? null);
  const loops: Record<Work, LaneLoop> = {
    'to-kommo': newLoop('to-kommo', carried?.stuck),
    'to-messenger': newLoop('to-messenger', carried?.stuck),
    // Whoever waits for a file says so; a run begins by draining everything else.
    media: { ...newLoop('media', carried?.stuck), dirty: false },
    receipts: newLoop('receipts', carried?.stuck),
    contact: { ...newLoop('contact'), dirty: false },
    marks: { ...newLoop('marks'), dirty: false },
  };
  const all = EVERY_WORK.map((work) => loops[work]);
  const commands = new Commands();
  let windowClosesAt = carried?.windowClosesAt ?? null;
  let lastWorkAt = Date.now();
  let wakes = 0;
  let ending = false;
  let talkIsOver = false;

  const mustContinueAsNew = (): boolean => wakes >= input.wakesPerRun || workflowInfo().continueAsNewSuggested;
  const idle = (): boolean =>
    !talkIsOver && commands.next === undefined && all.every((loop) => !loop.dirty && loop.state === 'idle');
  /** An activity may tell what it read long ago: a deadline only moves on, and only `closeWindow` takes it away. */
  const learnWindow = (closesAt: number | null): void => {
    if (closesAt !== null) windowClosesAt = Math.max(windowClosesAt ?? closesAt, closesAt);
  };
  const deadline = (): number => windowClosesAt ?? lastWorkAt + input.lingerMs;
  const snapshot = (): ConversationState => ({
    lanes: mapWork((work) => loops[work].state),
    parkedBecause: mapWork((work) => loops[work].parkedBecause ?? null),
    awaitsAddress: all.some(({ awaitsAddress }) => awaitsAddress),
    windowClosesAt,
    stuckSince: stuckMark.since,
    wakes,
  });

  setHandler(
    wake,
    (hint: unknown) => {
      for (const each of workOf(hint)) loops[each].dirty = true;
      wakes += 1;
    },
    { description: 'The ledger holds something new for this chat' },
  );
  setHandler(
    released,
    () => {
      for (const lane of LANES) {
        loops[lane].dirty = true;
        interrupt(loops[lane]);
      }
      loops.receipts.dirty = true;
      wakes += 1;
    },
    { description: 'What held the chat is gone: what waits for the end of the hold may go now' },
  );
  setHandler(stateQuery, snapshot, { description: 'What the chat is doing and waiting for' });

  commands.listen();

  const running = Promise.all(
    all.map((loop) =>
      runLane(loop, {
        input,
        activities,
        ending: () => ending,
        changed: () => {
          lastWorkAt = Date.now();
          stuckMark.update(all.some(({ stuck }) => stuck));
          setCurrentDetails(describe(snapshot()));
        },
        learned: (result) => {
          learnWindow(result.windowClosesAt);
          if (result.closesTalk === true) talkIsOver = true;
          if (result.receiptsDue) loops.receipts.dirty = true;
          if (result.contactDue === true) loops.contact.dirty = true;
          if (result.marksDue === true) loops.marks.dirty = true;
        },
        fetchMedia: async () => {
          loops.media.dirty = true;
          await condition(() => !loops.media.dirty && loops.media.state === 'idle');
        },
        allSent: () => condition(() => !loops['to-messenger'].dirty && loops['to-messenger'].state === 'idle'),
      }),
    ),
  );

  const closeTalk = async (): Promise<void> => {
    try {
      await activities.closeTalk({ chatId: input.chatId });
    } catch (error) {
      if (!(error instanceof ActivityFailure) || isCancellation(error)) throw error;
      // Kommo could not be asked for an hour: the talk stays open, and the ledger still says that it was to be closed.
      log.warn('The talk could not be closed in Kommo', { chatId: input.chatId });
    }
  };

  /**
   * The timer is lazy: work only moves the deadline, and a timer that fires early is armed again for the rest. It is
   * made anew only where a window ends sooner than the quiet time that was waited for.
   */
  const untilTheEnd = async (): Promise<'quiet' | 'continue'> => {
    while (!mustContinueAsNew()) {
      const armedFor = deadline();
      const left = armedFor - Date.now();
      if (talkIsOver) {
        talkIsOver = false;
        await closeTalk();
      } else if (left > 0) {
        const summary = windowClosesAt === null ? 'Ends when quiet' : 'Until the reply window ends';
        await condition(
          () => mustContinueAsNew() || talkIsOver || deadline() < armedFor,
          Math.max(left, LEAST_WAIT_MS),
          { summary },
        );
      } else if (windowClosesAt !== null) {
        // Taken away first: a new window of which a lane learns meanwhile stands.
        windowClosesAt = null;
        const result = await activities.closeWindow({ chatId: input.chatId });
        learnWindow(result.windowClosesAt);
        if (result.closesTalk === true) talkIsOver = true;
      } else if (idle()) {
        return 'quiet';
      } else {
        await condition(() => mustContinueAsNew() || talkIsOver || idle());
      }
    }
    return 'continue';
  };

  // A lane ends only by a bug or by the workflow's cancellation; either has to show here.
  const commanding = runCommands(commands, all, activities, input);
  const end = await Promise.race([untilTheEnd(), running.then(() => 'continue' as const), commanding]);
  if (end === 'quiet') return;
  ending = true;
  for (const loop of all) interrupt(loop);
  await Promise.race([running, commanding]);
  await Promise.race([condition(allHandlersFinished), commanding]);
  await continueAsNew<typeof conversation>({
    ...input,
    carried: {
      windowClosesAt,
      stuckSince: stuckMark.since,
      stuck: all.filter(({ stuck }) => stuck).map(({ work }) => work),
    },
  });
}

function newLoop(work: Work, stuck: readonly Work[] = []): LaneLoop {
  return {
    work,
    dirty: true,
    state: 'idle',
    stuck: stuck.includes(work),
    parkedBecause: undefined,
    awaitsAddress: false,
    resting: false,
    interrupted: false,
    scope: undefined,
  };
}

function mapWork<Value>(valueOf: (work: Work) => Value): Record<Work, Value> {
  return {
    'to-kommo': valueOf('to-kommo'),
    'to-messenger': valueOf('to-messenger'),
    media: valueOf('media'),
    receipts: valueOf('receipts'),
    contact: valueOf('contact'),
    marks: valueOf('marks'),
  };
}
