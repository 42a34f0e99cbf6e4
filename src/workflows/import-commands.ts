import { condition, setHandler } from '@temporalio/workflow';
import { IMPORT_COMMANDS, type ImportWord } from '../model/import';
import { importUpdates, type ImportActivities, type ImportAnswer, type ImportSeen } from './import-contract';
import type { ImportRun } from './import-run';

/** Hears what people say to an import, and answers each at once. */
export function hearCommands(
  run: ImportRun,
  pause: (paused: boolean) => ReturnType<ImportActivities['pauseImport']>,
): void {
  for (const command of [...IMPORT_COMMANDS, 'look'] as const) {
    setHandler(importUpdates[command], (seen) => answerTo(run, { command, seen }, pause), {
      description: DESCRIPTIONS[command],
    });
  }
}

async function answerTo(
  run: ImportRun,
  { command, seen }: { readonly command: ImportWord; readonly seen: ImportSeen | undefined },
  pause: (paused: boolean) => Promise<void>,
): Promise<ImportAnswer> {
  // The report is in the ledger before the workflow hears of it, and whoever has seen it may say go at once.
  const isBehind = (): boolean => seen?.state === 'surveyed' && run.state === 'uploaded' && !run.paused;
  await condition(() => run.known && !isBehind());
  const answer = obey(run, command);
  run.show();
  if (answer.kind === 'done' && (command === 'pause' || command === 'resume')) await pause(command === 'pause');
  return answer;
}

function obey(run: ImportRun, command: ImportWord): ImportAnswer {
  switch (command) {
    case 'start':
      if (run.state !== 'surveyed' || run.go || run.anew)
        return refused('It waits for no go: it was started, or is being looked at');
      run.go = true;
      return done('It is started');
    case 'pause':
      if (run.paused || run.isOver) return refused('It does not run');
      run.paused = true;
      run.interrupt();
      return done('It is paused after the messages that are under way');
    case 'resume':
      if (!run.paused) return refused('It is not paused');
      run.paused = false;
      return done('It goes on');
    case 'cancel':
      if (run.cancelled || run.isOver) return refused('It is over');
      run.cancelled = true;
      run.interrupt();
      return done('It is cancelled; what was told stays in Kommo');
    case 'retry':
      if (!['sending', 'comparing', 'done'].includes(run.state)) return refused('Nothing was told yet');
      run.again = true;
      return done('What failed is told once more');
    case 'look':
      // The ledger has judged it: what was taken is not looked at again. One that was started and not taken yet waits for a new go.
      if (!['empty', 'uploaded', 'surveyed', 'taking', 'refused'].includes(run.state) || run.cancelled)
        return refused('It was taken, or is over');
      run.go = false;
      run.anew = true;
      run.interrupt();
      return done('It is looked at again');
  }
}

function done(text: string): ImportAnswer {
  return { kind: 'done', text };
}

function refused(text: string): ImportAnswer {
  return { kind: 'refused', text };
}

const DESCRIPTIONS: Readonly<Record<ImportWord, string>> = {
  start: 'Brings into Kommo what the dry run found',
  pause: 'Stops after the messages that are under way',
  resume: 'Goes on after a pause',
  cancel: 'Ends it; what was told stays',
  retry: 'Tells once more what failed',
  look: 'Looks at the file again, with other options',
};
