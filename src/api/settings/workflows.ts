import type { Client } from '@temporalio/client';
import type { Database } from '../../ledger/database';
import type { IntegrationId } from '../../model/ids';
import type { ConversationSettings } from '../../wake/conversation-start';
import { retryInstall } from '../../wake/retry-install';
import { createSourceWorkflows, type SourceWorkflows } from '../sources/workflows';

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
    retryInstall: (integrationId, host) => retryInstall(client, integrationId, host),
  };
}
