import { probeSource } from '../../access/probe-source';
import { sourceOf } from '../../ledger/kept-sources';
import { findSourceForChange } from '../../ledger/source-settings';
import { messengerOf } from '../../messengers/registry';
import type { SourceId } from '../../model/ids';
import type { Words } from '../../model/words';
import { say } from '../../words';
import { NO_SUCH_SOURCE, type NoSuchSource, type SourceDependencies, type SourceOwner } from './dependencies';

const ANSWER_WITHIN_MS = 15_000;

export type CheckedSource =
  { readonly kind: 'checked' } | NoSuchSource | ({ readonly kind: 'messenger-silent' } & Words);

/**
 * Asks the messenger now how a source is. One that is being connected is asked by whoever connects it, so it is left as it
 * is.
 */
export async function checkSource(
  deps: SourceDependencies & { readonly publicUrl: string },
  owner: SourceOwner,
  sourceId: SourceId,
): Promise<CheckedSource> {
  const known = await findSourceForChange(deps.db, owner.scopeId, sourceId, false);
  if (known === undefined || known.removed) return NO_SUCH_SOURCE;
  const source = await sourceOf(deps.db, owner.accountId, sourceId);
  if (source === undefined || source.isConnecting) return { kind: 'checked' };
  const signal = AbortSignal.timeout(ANSWER_WITHIN_MS);
  try {
    await probeSource(deps, source, signal);
    return { kind: 'checked' };
  } catch (error) {
    if (!signal.aborted) throw error;
    const messenger = messengerOf(source.messenger)?.title ?? source.messenger;
    return { kind: 'messenger-silent', ...say('settings.no-answer-in-time', { messenger }) };
  }
}
