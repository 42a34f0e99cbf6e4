import type { Client } from '@temporalio/client';
import type { Database } from '../../ledger/database';
import type { IntegrationId } from '../../model/ids';
import type { ImportWord } from '../../model/import';
import type { ConversationSettings } from '../../wake/conversation-start';
import { retryInstall } from '../../wake/retry-install';
import type { ImportSeen } from '../../workflows/import-contract';
import { startImport, tellImport, type ImportTold, type StartableImport } from '../../wake/tell-import';
import { createSourceWorkflows, type SourceWorkflows } from '../sources/workflows';

/** What settings ask of the engine. */
export interface SettingsWorkflows extends SourceWorkflows {
  /** Tells an installation that what it waits for is mended; false: it does not run. */
  retryInstall(integrationId: IntegrationId, host: string): Promise<boolean>;
  /** The file of an import has come. */
  startImport(started: StartableImport): Promise<void>;
  tellImport(
    told: StartableImport & ImportSeen,
    said: { readonly word: ImportWord; readonly id: string },
  ): Promise<ImportTold>;
}

export function createSettingsWorkflows(
  client: Client,
  db: Database,
  settings: ConversationSettings,
): SettingsWorkflows {
  return {
    ...createSourceWorkflows(client, db, settings),
    retryInstall: (integrationId, host) => retryInstall(client, integrationId, host),
    startImport: (started) => startImport(client, settings, started),
    tellImport: (told, said) => tellImport(client, settings, told, said),
  };
}
