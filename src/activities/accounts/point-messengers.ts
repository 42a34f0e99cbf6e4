import type { GrantKey } from '../../ledger/grants';
import { noteFault, sourcesOf } from '../../ledger/kept-sources';
import type { StepResult } from '../../workflows/account-contract';
import type { AccountDependencies } from './dependencies';
import { driverFor } from './driver';
import { DONE, refusedByMessenger } from './step';

/**
 * Points the webhooks of every source at us, as after a time in which the integration was switched off. A source that
 * cannot be is noted as broken, and does not hold up the others (promise P8).
 */
export async function pointMessengers(deps: AccountDependencies, key: GrantKey): Promise<StepResult> {
  for (const source of await sourcesOf(deps.db, key)) {
    if (source.isRemoved || source.isConnecting) continue;
    const driven = driverFor(deps, source.connection);
    if (driven === undefined) continue;
    try {
      await driven.driver.connect(driven.context);
    } catch (error) {
      const { fault, ...words } = refusedByMessenger(error);
      await noteFault(deps.db, source.id, { kind: fault, ...words });
    }
  }
  return DONE;
}
