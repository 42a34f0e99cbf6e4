import type { Client } from '@temporalio/client';
import type { Logger } from 'pino';
import { markWishTold, untoldWishes } from '../ledger/account-wishes';
import type { Database } from '../ledger/database';
import { compareForToldOutgoing } from '../ledger/told-outgoing';
import { WEBHOOK_MAY_COME_MS } from '../model/webhook-may-come';
import { historySuspect } from '../workflows/account-contract';
import { startTellingAccounts } from './tell-accounts';

interface TellingDependencies {
  readonly db: Database;
  readonly client: Client;
  readonly settings: { readonly queuePrefix: string };
  readonly log: Logger;
}

/**
 * Passes on that the ledger is to be compared with Kommo's history: after an outage, where somebody asks for it, and where a webhook
 * of the account tells of a message that no webhook of chats has brought.
 */
export function startTellingHistory({ db, ...means }: TellingDependencies): { stop(): Promise<void> } {
  return startTellingAccounts({
    ...means,
    signal: historySuspect,
    untold: async () => {
      await compareForToldOutgoing(db, WEBHOOK_MAY_COME_MS);
      return untoldWishes(db, 'reconciliations');
    },
    markTold: (scopeId, wantedAt) => markWishTold(db, 'reconciliations', scopeId, wantedAt),
    failure: 'Accounts could not be told to compare their history; they are told later',
  });
}
