import { condition } from '@temporalio/workflow';
import type { ImportId } from '../model/ids';
import type { ImportActivities } from './import-contract';
import type { ImportRun } from './import-run';

/** Asks the messenger for its conversations, as long as it has any and nobody wants something else. */
export async function fetchConversations(
  run: ImportRun,
  activities: ImportActivities,
  { importId }: { readonly importId: ImportId },
): Promise<'fetched' | 'refused' | 'stopped'> {
  let waited = 0;
  while (!run.isTold && !run.isLate) {
    run.steps += 1;
    const asked = waited;
    const fetched = await run.interruptible(() => activities.fetchImport({ importId, waited: asked }));
    if (fetched === undefined) break;
    run.learnFetched(fetched);
    switch (fetched.kind) {
      case 'fetched':
      case 'refused':
        return fetched.kind;
      case 'more':
        waited = 0;
        break;
      case 'waits':
        waited += 1;
        await condition(() => run.isTold, fetched.restMs, { summary: 'Until the messenger is asked again' });
        break;
    }
  }
  run.forgetWait();
  return 'stopped';
}
