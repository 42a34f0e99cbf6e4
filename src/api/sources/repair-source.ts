import { noteChange } from '../../ledger/changes';
import { inTransaction } from '../../ledger/database';
import { beginConnecting, findSourceForChange } from '../../ledger/source-settings';
import type { SourceId } from '../../model/ids';
import { connect } from './connect';
import { NO_SUCH_SOURCE, type NoSuchSource, type SourceDependencies, type SourceOwner } from './dependencies';

/**
 * Connects a source once more with what is known of it: its webhook, its entry in Kommo, its health. One that was connected
 * before is taken back from whoever has it now; one that never was, only when it is said.
 */
export async function repairSource(
  deps: SourceDependencies,
  owner: SourceOwner,
  sourceId: SourceId,
  { takeOver }: { readonly takeOver?: boolean | undefined } = {},
): Promise<{ readonly kind: 'repairing' } | NoSuchSource> {
  const known = await inTransaction(deps.db, async (client) => {
    const source = await findSourceForChange(client, owner.scopeId, sourceId, true);
    if (source === undefined || source.removed) return undefined;
    await beginConnecting(client, sourceId);
    await noteChange(client, { ...owner, sourceId, what: 'source-repaired' });
    return source;
  });
  if (known === undefined) return NO_SUCH_SOURCE;
  await connect(deps, owner, sourceId, known.messenger, { takeOver: takeOver ?? known.wasConnected });
  return { kind: 'repairing' };
}
