import { setTimeout } from 'node:timers/promises';
import { ApplicationFailure, Context } from '@temporalio/activity';
import { ApplicationFailureCategory } from '@temporalio/common';
import { HistoryRefused } from '../../history/refusal';
import { endFetching, keepPage, ownerOf } from '../../ledger/import-fetching';
import { findImport, noteTrouble, type ImportRow } from '../../ledger/imports';
import { countKept } from '../../ledger/messenger-history';
import type { HistoryPages } from '../../messengers/contract';
import { DeliveryError } from '../../messengers/delivery-error';
import { messengerOf } from '../../messengers/registry';
import type { ImportId } from '../../model/ids';
import type { Words } from '../../model/words';
import type { FetchResult } from '../../workflows/import-contract';
import { waitAfter } from '../pace';
import { askingOf } from './asking';
import type { ImportDependencies } from './dependencies';
import { writeFetched } from './write-fetched';

const HEARTBEAT_EVERY_MS = 1_000;
/** Then the workflow hears how far it is. */
const SHARE_MS = 20_000;

/**
 * Asks the messenger for a source's old conversations, for a while: page by page, each kept with the cursor of the next by one
 * commit, so a try that follows goes on there. When all are kept, they are written into a file as if somebody had handed it in.
 * What the messenger refuses for good ends the import with its words.
 */
export async function fetchImport(deps: ImportDependencies, importId: ImportId): Promise<FetchResult> {
  const context = Context.current();
  const heartbeat = setInterval(() => context.heartbeat(), HEARTBEAT_EVERY_MS);
  try {
    const row = await findImport(deps.db, importId);
    if (row?.state !== 'fetching') {
      return { kind: row === undefined || row.state === 'refused' ? 'refused' : 'fetched', messages: 0 };
    }
    return await fetchFor(deps, row, context.cancellationSignal);
  } finally {
    clearInterval(heartbeat);
  }
}

async function fetchFor(deps: ImportDependencies, row: ImportRow, signal: AbortSignal): Promise<FetchResult> {
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
    throw tryLater(error.retryAfterMs);
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

/** Without its words, which may be the far side's own. */
function tryLater(wishMs: number | undefined): ApplicationFailure {
  return ApplicationFailure.create({
    type: 'TryLater',
    message: 'The messenger tells of no old conversations now; the import says why',
    nextRetryDelay: waitAfter(Context.current().info.attempt, wishMs),
    category: ApplicationFailureCategory.BENIGN,
  });
}
