import { setTimeout } from 'node:timers/promises';
import { ApplicationFailure, Context } from '@temporalio/activity';
import { HistoryRefused } from '../../history/refusal';
import { endFetching, keepPage, ownerOf } from '../../ledger/import-fetching';
import { findImport, noteTrouble, type ImportRow } from '../../ledger/imports';
import { countKept } from '../../ledger/messenger-history';
import type { HistoryPages } from '../../messengers/contract';
import { DeliveryError } from '../../messengers/delivery-error';
import { messengerOf } from '../../messengers/registry';
import type { Words } from '../../model/words';
import { discreetWords } from '../../trace/discreet-words';
import type { FetchResult, ImportActivities } from '../../workflows/import-contract';
import { withHeartbeat } from '../heartbeat';
import { waitAfter } from '../pace';
import { plannedWait } from '../try-again';
import { askingOf } from './asking';
import type { ImportDependencies } from './dependencies';
import { writeFetched } from './write-fetched';

/** Then the workflow hears how far it is. */
const SHARE_MS = 20_000;

/**
 * Asks the messenger for a source's old conversations, for a while: page by page, each kept with the cursor of the next by one
 * commit, so a try that follows goes on there. When all are kept, they are written into a file as if somebody had handed it in.
 * What the messenger refuses for good ends the import with its words.
 */
export async function fetchImport(
  deps: ImportDependencies,
  { importId, waited }: Parameters<ImportActivities['fetchImport']>[0],
): Promise<FetchResult> {
  const { cancellationSignal: signal } = Context.current();
  return withHeartbeat(async () => {
    const row = await findImport(deps.db, importId);
    if (row?.state !== 'fetching') {
      return { kind: row === undefined || row.state === 'refused' ? 'refused' : 'fetched', messages: 0 };
    }
    return fetchFor(deps, row, { signal, waited });
  });
}

async function fetchFor(
  deps: ImportDependencies,
  row: ImportRow,
  { signal, waited }: { readonly signal: AbortSignal; readonly waited: number | undefined },
): Promise<FetchResult> {
  const history = messengerOf(row.source.messenger)?.history;
  const forgets = history?.comes !== 'pushed';
  const refuse = async (words: Words): Promise<FetchResult> => {
    await endFetching(deps.db, row, 'refused', { forgets });
    await noteTrouble(deps.db, row.id, words);
    return { kind: 'refused', messages: 0 };
  };
  try {
    if (history === undefined) throw new HistoryRefused('not-kept');
    const isAll = history.comes === 'pushed' || (await askPages(deps, row, history, signal));
    const messages = await countKept(deps.db, ownerOf(row));
    if (!isAll) return { kind: 'more', messages };
    if (messages === 0) throw new HistoryRefused('none-told');
    await writeFetched(deps, row, { forgets, signal });
    return { kind: 'fetched', messages };
  } catch (error) {
    // It was broken off by ourselves, whatever the messenger seems to say.
    signal.throwIfAborted();
    if (error instanceof HistoryRefused) return refuse(error.words);
    if (!(error instanceof DeliveryError)) throw error;
    if (error.retry === 'no') return refuse(error.words);
    // To ask once more does no harm, also where nobody knows whether the question arrived.
    await noteTrouble(deps.db, row.id, error.words);
    if (waited === undefined) throw unheard(error);
    return {
      kind: 'waits',
      messages: await countKept(deps.db, ownerOf(row)),
      // They may be the far side's own.
      why: discreetWords(error.text, []),
      restMs: waitAfter(waited + 1, error.retryAfterMs),
    };
  }
}

/** @returns whether that was all; else the time is up. @throws DeliveryError, and HistoryRefused for pages without an end */
async function askPages(
  deps: ImportDependencies,
  row: ImportRow,
  history: HistoryPages<unknown>,
  signal: AbortSignal,
): Promise<boolean> {
  const startedAt = performance.now();
  const context = await askingOf(deps, row, signal);
  for (let cursor = row.cursor; ;) {
    signal.throwIfAborted();
    // Also where another try has asked for the page before.
    if (cursor !== null) await setTimeout(history.everyMs ?? 0, undefined, { signal });
    const { records, next = null } = await history.page(context, cursor ?? undefined);
    if (next !== null && next === cursor) throw new HistoryRefused('in-circles');
    if ((await keepPage(deps.db, row, { from: cursor, to: next, records })) === 'elsewhere') {
      throw ApplicationFailure.create({
        type: 'FetchedElsewhere',
        message: 'Another worker asks for it, or it was cancelled',
      });
    }
    if (next === null) return true;
    if (performance.now() - startedAt > SHARE_MS) return false;
    cursor = next;
  }
}

/** For a run that began before it could be told of a wait. */
function unheard({ retryAfterMs }: DeliveryError): ApplicationFailure {
  return plannedWait(
    'The messenger tells of no old conversations now; the import says why',
    waitAfter(Context.current().info.attempt, retryAfterMs),
  );
}
