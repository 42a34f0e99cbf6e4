import { wordsOf } from '../../model/words';
import type { GrantKey } from '../../ledger/grants';
import { endFault, noteFault, sourcesOf, type KeptSource } from '../../ledger/kept-sources';
import type { AccountDependencies } from './dependencies';
import { driverFor } from './driver';
import { tellAdministrator } from './tell-administrator';
import { whatIsWrong } from './what-is-wrong';

/** What a messenger says of its side; what Kommo says is for `reconcileSources`. */
const ITS_FAULTS = ['credentials', 'webhook', 'unreachable'] as const;
const AT_ONCE = 5;

/**
 * Asks each messenger how its source is, notes it, and tells the administrator of what is wrong: with the sources, and
 * with the access to the account.
 */
export async function probeSources(deps: AccountDependencies, key: GrantKey): Promise<void> {
  const sources = await sourcesOf(deps.db, key);
  const left = sources.filter(({ isRemoved, isConnecting }) => !isRemoved && !isConnecting).values();
  const failures: unknown[] = [];
  const probe = async (): Promise<void> => {
    for (const source of left) await probeSource(deps, source).catch((error: unknown) => failures.push(error));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, probe));
  // Also where a source could not be probed: what is known of the others does not wait for it (promise P8).
  await tellAdministrator(deps, key, await whatIsWrong(deps, key));
  if (failures.length > 0) throw failures[0];
}

async function probeSource(deps: AccountDependencies, source: KeptSource): Promise<void> {
  const driven = driverFor(deps, source.connection);
  if (driven === undefined) return;
  const health = await driven.driver.check(driven.context);
  if (health.state === 'ok') await endFault(deps.db, source.id, ITS_FAULTS);
  else await noteFault(deps.db, source.id, { kind: health.fault, ...wordsOf(health) });
  if (health.state === 'broken') deps.log.warn({ source: source.id, fault: health.fault }, 'A source is broken');
}
