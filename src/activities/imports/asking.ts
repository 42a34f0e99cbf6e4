import { HistoryRefused } from '../../history/refusal';
import type { ImportRow } from '../../ledger/imports';
import { sourceOf } from '../../ledger/kept-sources';
import { openCredentials } from '../../ledger/sealed-credentials';
import type { DriverContext } from '../../messengers/contract';
import type { ImportDependencies } from './dependencies';

/** What an import's source asks its messenger with. @throws HistoryRefused where there is no such source any more */
export async function askingOf(
  { db, vault, http, clock }: Pick<ImportDependencies, 'db' | 'vault' | 'http' | 'clock'>,
  { accountId, source }: Pick<ImportRow, 'accountId' | 'source'>,
  signal: AbortSignal,
): Promise<DriverContext<unknown>> {
  const kept = source.isGone ? undefined : await sourceOf(db, accountId, source.id);
  if (kept === undefined) throw new HistoryRefused('no-source');
  return { http, clock, credentials: openCredentials(vault, kept.connection), signal };
}
