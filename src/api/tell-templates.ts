import type { Client } from '@temporalio/client';
import type { Logger } from 'pino';
import type { Database } from '../ledger/database';
import { markSyncTold, untoldSyncs } from '../ledger/template-syncs';
import { templatesChanged } from '../workflows/account-contract';
import { startTellingAccounts } from './tell-accounts';

interface TellingDependencies {
  readonly db: Database;
  readonly client: Client;
  readonly settings: { readonly queuePrefix: string };
  readonly log: Logger;
}

/** Passes on that templates are to be compared: a webhook and the settings window only write it down. */
export function startTellingTemplates({ db, ...means }: TellingDependencies): { stop(): Promise<void> } {
  return startTellingAccounts({
    ...means,
    signal: templatesChanged,
    untold: () => untoldSyncs(db),
    markTold: (scopeId, wantedAt) => markSyncTold(db, scopeId, wantedAt),
    failure: 'Changes of templates could not be passed on; they are tried again',
  });
}
