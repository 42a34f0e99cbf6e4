import { probeSource } from '../../access/probe-source';
import type { GrantKey } from '../../ledger/grants';
import { sourcesOf, type KeptSource } from '../../ledger/kept-sources';
import type { AccountDependencies } from './dependencies';
import { tellAdministrator } from './tell-administrator';
import { whatIsWrong } from './what-is-wrong';

const AT_ONCE = 5;

/**
 * Asks each messenger how its source is, notes it, and tells the administrator of what is wrong: with the sources, and
 * with the access to the account.
 */
export async function probeSources(deps: AccountDependencies, key: GrantKey): Promise<void> {
  const sources = await sourcesOf(deps.db, key);
  const left = sources.filter(({ isRemoved, isConnecting }) => !isRemoved && !isConnecting).values();
  const failures: unknown[] = [];
  const probeLeft = async (): Promise<void> => {
    for (const source of left) await probe(deps, source).catch((error: unknown) => failures.push(error));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, probeLeft));
  // Also where a source could not be probed: what is known of the others does not wait for it (promise P8).
  await tellAdministrator(deps, key, await whatIsWrong(deps, key));
  if (failures.length > 0) throw failures[0];
}

async function probe(deps: AccountDependencies, source: KeptSource): Promise<void> {
  const health = await probeSource({ ...deps, publicUrl: deps.oauth.publicUrl }, source);
  if (health?.state === 'broken') deps.log.warn({ source: source.id, fault: health.fault }, 'A source is broken');
}
