import { noteNotBegun } from '../../ledger/source-settings';
import type { SourceId } from '../../model/ids';
import type { MessengerKind } from '../../model/messenger-kind';
import { say } from '../../words';
import type { SourceDependencies, SourceOwner } from './dependencies';

/**
 * Has a source connected. It is in the ledger by now, so when the engine is away it is not lost: its card says so, with
 * the way to try again.
 */
export async function connect(
  { db, workflows, log }: SourceDependencies,
  { integrationId, accountId }: SourceOwner,
  sourceId: SourceId,
  messenger: MessengerKind,
  { takeOver = false }: { readonly takeOver?: boolean | undefined } = {},
): Promise<void> {
  try {
    await workflows.connect({ integrationId, accountId, sourceId, messenger, ...(takeOver ? { takeOver } : {}) });
  } catch (err) {
    log.warn({ err, sourceId }, 'A source could not be given to the engine to be connected');
    await noteNotBegun(db, sourceId, say('source.not-begun'));
  }
}
