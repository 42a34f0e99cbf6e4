import { type Client } from '@temporalio/client';
import type { Logger } from 'pino';
import type { Database } from '../../ledger/database';
import type { GrantKey } from '../../ledger/grants';
import { markTold, untold } from '../../ledger/installs';
import type { IntegrationId } from '../../model/ids';
import { accountWorkflowId, disabled, installId, newGrant } from '../../workflows/account-contract';
import { CONVERSATIONS_QUEUE } from '../../workflows/contract';

const LOOK_EVERY_MS = 3_000;
/** What is younger is being told by whoever wrote it down. */
const OVERDUE_MS = 3_000;
const TELL_WITHIN_MS = 4_000;

export interface TellDependencies {
  readonly db: Database;
  readonly client: Client;
  readonly settings: { readonly queuePrefix: string };
  readonly log: Logger;
}

/** An installation that was written down gets its workflow; one that runs for the same account goes on with it. */
export async function tellInstall(
  { db, client, settings }: TellDependencies,
  install: { readonly id: string; readonly integrationId: IntegrationId; readonly host: string },
): Promise<void> {
  const told = { installId: install.id };
  await client.withDeadline(Date.now() + TELL_WITHIN_MS, () =>
    client.workflow.signalWithStart('install', {
      workflowId: installId(install.integrationId, install.host),
      taskQueue: settings.queuePrefix + CONVERSATIONS_QUEUE,
      args: [{ ...told, integrationId: install.integrationId }],
      signal: newGrant,
      signalArgs: [told],
      staticSummary: `Installs the integration at ${install.host}`,
    }),
  );
  await markTold(db, 'installs', install.id);
}

/** An uninstallation that was written down is told to the account's workflow. */
export async function tellUninstall(
  { db, client, settings }: TellDependencies,
  { id, ...key }: GrantKey & { readonly id: string },
): Promise<void> {
  const account: GrantKey = { integrationId: key.integrationId, accountId: key.accountId };
  await client.withDeadline(Date.now() + TELL_WITHIN_MS, () =>
    client.workflow.signalWithStart('account', {
      workflowId: accountWorkflowId(account),
      taskQueue: settings.queuePrefix + CONVERSATIONS_QUEUE,
      args: [account],
      signal: disabled,
      signalArgs: [{ uninstallId: id }],
      staticSummary: `Kommo account ${String(account.accountId)}`,
    }),
  );
  await markTold(db, 'uninstalls', id);
}

/** Tells of what its own process could not tell: it died, or the engine was away. Kommo says each thing once. */
export function startTelling(deps: TellDependencies): { stop(): Promise<void> } {
  let stopped = false;
  let running = Promise.resolve();
  const look = async (): Promise<void> => {
    const { installs, uninstalls } = await untold(deps.db, OVERDUE_MS);
    for (const install of installs) await tellInstall(deps, install);
    for (const uninstall of uninstalls) await tellUninstall(deps, uninstall);
  };
  const timer = setInterval(() => {
    running = running.then(async () => {
      if (stopped) return;
      await look().catch((err: unknown) => {
        deps.log.warn({ err }, 'Installations could not be passed on; they are tried again');
      });
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
