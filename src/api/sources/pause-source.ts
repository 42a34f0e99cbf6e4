import { findSourceForChange } from '../../ledger/source-settings';
import * as ledger from '../../ledger/source-commands';
import type { CommandResult } from '../../model/command';
import type { SourceId } from '../../model/ids';
import type { Words } from '../../model/words';
import { say } from '../../words';
import { NO_SUCH_SOURCE, type NoSuchSource, type SourceDependencies, type SourceOwner } from './dependencies';

export type PausedSource =
  | CommandResult
  | NoSuchSource
  /** It is done, but not all chats could be told: they go on by themselves later, or at once when it is repeated. */
  | ({ readonly kind: 'no-answer' } & Words);

/** @param id names the command, so that a repeat of it is done once */
export async function pauseSource(
  deps: SourceDependencies,
  owner: SourceOwner,
  sourceId: SourceId,
  id: string,
): Promise<PausedSource> {
  if (!(await isOwned(deps, owner, sourceId))) return NO_SUCH_SOURCE;
  return (await ledger.pauseSource(deps.db, sourceId, { by: owner.by, id })) ?? NO_SUCH_SOURCE;
}

export async function resumeSource(
  deps: SourceDependencies,
  owner: SourceOwner,
  sourceId: SourceId,
  id: string,
): Promise<PausedSource> {
  if (!(await isOwned(deps, owner, sourceId))) return NO_SUCH_SOURCE;
  const result = (await ledger.resumeSource(deps.db, sourceId, { by: owner.by, id })) ?? NO_SUCH_SOURCE;
  try {
    // Also when it was resumed before: that may have been cut short right here.
    if (result.kind !== 'no-such-source') await deps.workflows.release(sourceId);
  } catch (err) {
    deps.log.warn({ err, sourceId }, 'Chats of a resumed source could not be told');
    return {
      kind: 'no-answer',
      ...say('settings.resume-again'),
    };
  }
  return result;
}

async function isOwned({ db }: SourceDependencies, { scopeId }: SourceOwner, sourceId: SourceId): Promise<boolean> {
  return (await findSourceForChange(db, scopeId, sourceId, false))?.removed === false;
}
