import { noteChange } from '../../ledger/changes';
import { inTransaction } from '../../ledger/database';
import { findSourceForChange, markRemoved } from '../../ledger/source-settings';
import type { SourceId } from '../../model/ids';
import { NO_SUCH_SOURCE, type NoSuchSource, type SourceDependencies, type SourceOwner } from './dependencies';

export type RemovedSource =
  | { readonly kind: 'removing' }
  | NoSuchSource
  /** It is no source any more, but nothing takes it away yet; the same request once more does. */
  | { readonly kind: 'no-answer' };

/** Takes a source away: nothing goes through it from here on, and the workflow takes it out of Kommo and the messenger. */
export async function removeSource(
  deps: SourceDependencies,
  owner: SourceOwner,
  sourceId: SourceId,
): Promise<RemovedSource> {
  const { integrationId, accountId } = owner;
  const known = await inTransaction(deps.db, async (client) => {
    const source = await findSourceForChange(client, owner.scopeId, sourceId, true);
    if (source !== undefined && !source.removed) {
      await markRemoved(client, sourceId);
      await noteChange(client, { ...owner, sourceId, what: 'source-removed' });
    }
    return source;
  });
  if (known === undefined) return NO_SUCH_SOURCE;
  try {
    // Without the name of whoever it was: that is in the ledger (promise P7).
    await deps.workflows.remove({ integrationId, accountId, sourceId, messenger: known.messenger });
    return { kind: 'removing' };
  } catch (err) {
    deps.log.warn({ err, sourceId }, 'A removed source could not be given to the engine to be taken away');
    return { kind: 'no-answer' };
  }
}
