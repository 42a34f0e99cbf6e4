import type { Client } from '@temporalio/client';
import type { SignalDefinition } from '@temporalio/common';
import type { Logger } from 'pino';
import type { GrantKey } from '../ledger/grants';
import { accountWorkflowId } from '../workflows/account-contract';
import { CONVERSATIONS_QUEUE } from '../workflows/contract';

const LOOK_EVERY_MS = 1_000;
const TELL_WITHIN_MS = 4_000;

interface Telling {
  readonly client: Client;
  readonly settings: { readonly queuePrefix: string };
  readonly log: Logger;
  readonly signal: SignalDefinition;
  /** Installations whose workflow does not know yet. */
  readonly untold: () => Promise<readonly (GrantKey & { readonly scopeId: string; readonly wantedAt: string })[]>;
  readonly markTold: (scopeId: string, wantedAt: string) => Promise<void>;
  /** For the log, when it begins to fail. */
  readonly failure: string;
}

/**
 * Passes wishes on to the workflows of accounts: whoever has one only writes it down, so it is not lost where the engine is
 * away. A burst of them is one.
 */
export function startTellingAccounts({ client, settings, log, signal, untold, markTold, failure }: Telling): {
  stop(): Promise<void>;
} {
  let stopped = false;
  let failing = false;
  let running = Promise.resolve();
  const look = async (): Promise<void> => {
    for (const { scopeId, wantedAt, ...account } of await untold()) {
      await client.withDeadline(Date.now() + TELL_WITHIN_MS, () =>
        client.workflow.signalWithStart('account', {
          workflowId: accountWorkflowId(account),
          taskQueue: settings.queuePrefix + CONVERSATIONS_QUEUE,
          args: [account],
          signal,
          staticSummary: `Kommo account ${String(account.accountId)}`,
        }),
      );
      await markTold(scopeId, wantedAt);
    }
  };
  const timer = setInterval(() => {
    running = running.then(async () => {
      if (stopped) return;
      const fault = await look().then(
        () => undefined,
        (err: unknown) => ({ err }),
      );
      if (fault !== undefined && !failing) log.warn(fault, failure);
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
