import type { Logger } from 'pino';
import type { CrmAccess } from '../../access/crm-access';
import type { HttpClient } from '../../http/client';
import type { Database } from '../../ledger/database';
import type { GrantKey } from '../../ledger/grants';
import type { Vault } from '../../ledger/vault';
import type { ScopeId, SourceId } from '../../model/ids';
import type { SourceWorkflows } from './workflows';

export interface SourceDependencies {
  readonly db: Database;
  readonly vault: Vault;
  /** Refuses addresses that may not be connected to: an administrator enters some. */
  readonly http: HttpClient;
  readonly clock: { now(): number };
  readonly crm: CrmAccess;
  readonly workflows: SourceWorkflows;
  readonly log: Logger;
}

/** An integration in an account, and who acts there. Everything that is asked for is looked for in it alone (P9). */
export interface SourceOwner extends GrantKey {
  readonly scopeId: ScopeId;
  /** In words that the account's people recognise. */
  readonly by: string;
}

/** Not of this owner, or removed. */
export interface NoSuchSource {
  readonly kind: 'no-such-source';
}

export const NO_SUCH_SOURCE: NoSuchSource = { kind: 'no-such-source' };

/** Kommo's list is made like ours now or, when the engine is away, at the account's next round. */
export async function tellOfChange(
  { workflows, log }: SourceDependencies,
  { integrationId, accountId }: SourceOwner,
  sourceId: SourceId,
): Promise<void> {
  try {
    await workflows.sourcesChanged({ integrationId, accountId });
  } catch (err) {
    log.warn({ err, sourceId }, 'The account could not be told of a changed source');
  }
}
