import type { Client } from '@temporalio/client';
import type { Logger } from 'pino';
import { markWishTold, untoldWishes } from '../ledger/account-wishes';
import type { Database } from '../ledger/database';
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
    untold: () => untoldWishes(db, 'template_syncs'),
    markTold: (scopeId, wantedAt) => markWishTold(db, 'template_syncs', scopeId, wantedAt),
    failure: 'Changes of templates could not be passed on; they are tried again',
  });
}
