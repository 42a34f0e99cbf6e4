import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import type { Database } from '../../ledger/database';
import type { IntegrationId } from '../../model/ids';
import { installId, retryStep } from '../../workflows/account-contract';
import type { ConversationSettings } from '../../wake/conversation-start';
import { createSourceWorkflows, type SourceWorkflows } from '../sources/workflows';

const ANSWER_WITHIN_MS = 5_000;

/** What settings ask of the engine. */
export interface SettingsWorkflows extends SourceWorkflows {
  /** Tells an installation that what it waits for is mended; false: it does not run. */
  retryInstall(integrationId: IntegrationId, host: string): Promise<boolean>;
}

export function createSettingsWorkflows(
  client: Client,
  db: Database,
  settings: ConversationSettings,
): SettingsWorkflows {
  return {
    ...createSourceWorkflows(client, db, settings),
    retryInstall: async (integrationId, host) => {
      try {
        await client.withDeadline(Date.now() + ANSWER_WITHIN_MS, () =>
          client.workflow.getHandle(installId(integrationId, host)).signal(retryStep),
        );
        return true;
      } catch (error) {
        if (error instanceof WorkflowNotFoundError) return false;
        throw error;
      }
    },
  };
}
