import type { GrantKey } from '../../ledger/grants';
import { endFault, markAlerted, noteFault, sourcesOf, type KeptSource } from '../../ledger/kept-sources';
import type { AccountDependencies } from './dependencies';
import { driverFor } from './driver';
import { tellAdministrator } from './tell-administrator';

/** What a messenger says of its side; what Kommo says is for `reconcileSources`. */
const ITS_FAULTS = ['credentials', 'webhook', 'unreachable'] as const;
/** A messenger that gives no answer for so long is told of; the rest cannot mend itself, and is told of at once. */
const UNREACHABLE_FOR_MS = 15 * 60_000;
const AT_ONCE = 5;

/** Asks each messenger how its source is, notes it, and tells the administrator of one that died, once. */
export async function probeSources(deps: AccountDependencies, key: GrantKey): Promise<void> {
  const sources = await sourcesOf(deps.db, key);
  const left = sources.filter(({ isRemoved, isConnecting }) => !isRemoved && !isConnecting).values();
  const probe = async (): Promise<void> => {
    for (const source of left) await probeSource(deps, source);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, probe));
  await alert(deps, key);
}

async function probeSource(deps: AccountDependencies, source: KeptSource): Promise<void> {
  const driven = driverFor(deps, source.connection);
  if (driven === undefined) return;
  const health = await driven.driver.check(driven.context);
  if (health.state === 'ok') await endFault(deps.db, source.id, ITS_FAULTS);
  else await noteFault(deps.db, source.id, { kind: health.fault, text: health.text });
  if (health.state === 'broken') deps.log.warn({ source: source.id, fault: health.fault }, 'A source is broken');
}

async function alert(deps: AccountDependencies, key: GrantKey): Promise<void> {
  for (const { id, fault, faultSince, isAlerted, isRemoved } of await sourcesOf(deps.db, key)) {
    if (fault === null || isAlerted || isRemoved) continue;
    if (fault === 'unreachable' && deps.clock.now() - (faultSince ?? 0) < UNREACHABLE_FOR_MS) continue;
    await tellAdministrator(deps, key, { kind: 'source-broken', sourceId: id });
    await markAlerted(deps.db, id);
  }
}
