import { endFault, noteFault, type KeptSource } from '../ledger/kept-sources';
import type { Database } from '../ledger/database';
import { noteChecks } from '../ledger/source-checks';
import type { Health } from '../messengers/contract';
import { wordsOf } from '../model/words';
import { drivenBy, type DrivenDependencies } from './driven';

/** What a messenger says of its side; what Kommo says is for the comparison of its sources. */
const ITS_FAULTS = ['credentials', 'webhook', 'unreachable'] as const;

/**
 * Asks the messenger how a source is, and notes it.
 *
 * @returns undefined where this version has no driver for it
 */
export async function probeSource(
  deps: DrivenDependencies & { readonly db: Database },
  source: KeptSource,
  signal?: AbortSignal,
): Promise<Health | undefined> {
  const driven = drivenBy(deps, source.connection, signal);
  if (driven === undefined) return undefined;
  const health = await driven.driver.check(driven.context);
  await noteChecks(deps.db, source.id, health, driven.driver.ownerOf?.(driven.context.credentials));
  if (health.state === 'ok') await endFault(deps.db, source.id, ITS_FAULTS);
  else await noteFault(deps.db, source.id, { kind: health.fault, ...wordsOf(health) });
  return health;
}
