import { allHandlersFinished, condition, continueAsNew, setHandler } from '@temporalio/workflow';
import type { ImportState } from '../model/import';
import { importActivities } from './import-activities';
import { hearCommands } from './import-commands';
import { importProgress, type HistoryImportInput } from './import-contract';
import { fetchConversations } from './import-fetch';
import { ImportRun } from './import-run';
import { tellChats } from './import-tell';

const PATIENCE_MS = 14 * 24 * 60 * 60_000;

/**
 * Brings one export of old conversations into Kommo (design §3). It decides what comes next, and hears what people say about it;
 * what is read, told and counted is in the ledger, so a run may end anywhere and the next one goes on. Whoever starts it anew,
 * after it has ended or was ended by hand, starts it where it was.
 */
export async function historyImport(input: HistoryImportInput): Promise<ImportState> {
  const { importId, patienceMs = PATIENCE_MS } = input;
  const activities = importActivities();
  const run = new ImportRun(input);
  setHandler(importProgress, () => run.progress(), { description: 'How far it is' });
  hearCommands(run, (paused) => activities.pauseImport({ importId, paused }));

  const standing = await activities.readImport({ importId });
  run.paused = standing.paused;
  run.asks = standing.asks === true;
  run.enter(standing.state);
  run.known = true;

  for (;;) {
    if (run.cancelled && !run.isOver) {
      await activities.cancelImport({ importId });
      run.enter('cancelled');
    }
    if (run.takeLook() && !run.cancelled) run.enter('uploaded');
    if (run.takeRetry() && (await activities.retryImport({ importId })).rows > 0) run.enter('sending');
    if (run.isOver) {
      await condition(allHandlersFinished);
      // Whoever came at the last moment is heard.
      if (!run.again && !run.anew) return run.state;
    } else if (run.paused && !run.hasOrder) {
      await condition(() => !run.paused || run.hasOrder);
    } else if (run.isLate && ['fetching', 'sending', 'comparing'].includes(run.state)) {
      await condition(allHandlersFinished);
      await continueAsNew<typeof historyImport>(input);
    } else if (!run.isTold) {
      await next();
    }
  }

  /** Does the next step, as far as nobody interrupts it. */
  async function next(): Promise<void> {
    switch (run.state) {
      case 'fetching': {
        const fetched = await fetchConversations(run, activities, input);
        if (fetched !== 'stopped') run.enter(fetched === 'fetched' ? 'uploaded' : 'refused');
        break;
      }
      case 'empty':
      case 'uploaded': {
        run.enter('uploaded');
        const survey = await run.interruptible(() => activities.surveyImport({ importId }));
        if (survey === undefined || run.anew) break;
        run.asks = survey.asks === true;
        run.enter(survey.kind);
        break;
      }
      case 'surveyed': {
        const inTime = await condition(() => run.go || run.isTold, patienceMs, {
          summary: 'Until somebody says go',
        });
        if (!inTime) run.cancelled = true;
        else if (run.go) run.enter('taking');
        break;
      }
      case 'taking': {
        const taken = await run.interruptible(() => activities.takeImport({ importId }));
        if (run.anew) break;
        if (taken?.kind === 'look') {
          run.go = false;
          run.enter('uploaded');
        } else if (taken !== undefined) run.enter(taken.kind === 'taken' ? 'sending' : 'refused');
        break;
      }
      case 'sending':
        if ((await tellChats(run, activities, input)) === 'told') run.enter('comparing');
        break;
      case 'comparing': {
        run.steps += 1;
        const compared = await run.interruptible(() => activities.compareImport({ importId }));
        if (compared?.more !== false || run.isTold) break;
        run.learn(await activities.finishImport({ importId }));
        run.enter('done');
        break;
      }
      case 'refused':
        // One that nothing can be asked of is over, and does not come here.
        if (!(await condition(() => run.isTold, patienceMs, { summary: 'Until somebody says what the file does not' })))
          run.cancelled = true;
        break;
      case 'done':
      case 'cancelled':
        break;
    }
  }
}
