import type { Client } from '@temporalio/client';
import type { Logger } from 'pino';
import type { Database } from '../ledger/database';
import { markSyncTold, untoldSyncs } from '../ledger/template-syncs';
import { accountWorkflowId, templatesChanged } from '../workflows/account-contract';
import { CONVERSATIONS_QUEUE } from '../workflows/contract';

const LOOK_EVERY_MS = 1_000;
const TELL_WITHIN_MS = 4_000;

interface TellingDependencies {
  readonly db: Database;
  readonly client: Client;
  readonly settings: { readonly queuePrefix: string };
  readonly log: Logger;
}

/**
 * Passes on that templates are to be compared: a webhook and the settings window only write it down, so it is not lost where
 * the engine is away. A burst of them is one comparison.
 */
export function startTellingTemplates({ db, client, settings, log }: TellingDependencies): { stop(): Promise<void> } {
  let stopped = false;
  let failing = false;
  let running = Promise.resolve();
  const look = async (): Promise<void> => {
    for (const { scopeId, wantedAt, ...account } of await untoldSyncs(db)) {
      await client.withDeadline(Date.now() + TELL_WITHIN_MS, () =>
        client.workflow.signalWithStart('account', {
          workflowId: accountWorkflowId(account),
          taskQueue: settings.queuePrefix + CONVERSATIONS_QUEUE,
          args: [account],
          signal: templatesChanged,
          staticSummary: `Kommo account ${String(account.accountId)}`,
        }),
      );
      await markSyncTold(db, scopeId, wantedAt);
    }
  };
  const timer = setInterval(() => {
    running = running.then(async () => {
      if (stopped) return;
      const fault = await look().then(
        () => undefined,
        (err: unknown) => ({ err }),
      );
      if (fault !== undefined && !failing)
        log.warn(fault, 'Changes of templates could not be passed on; they are tried again');
      failing = fault !== undefined;
    });
  }, LOOK_EVERY_MS);
  return {
    stop: async () => {
      stopped = true;
      clearInterval(timer);
      await running;
    },
  };
}
