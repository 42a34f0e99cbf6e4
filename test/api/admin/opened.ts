import type { AdminDependencies } from '../../../src/api/admin/routes';
import { openLedger, type Ledger, type Tenant } from '../../ledger/ledger';
import { serveAdmin, type Served } from './served';

/** A ledger with an account, and the admin API over it. */
export interface Opened {
  readonly ledger: Ledger;
  readonly served: Served;
  readonly tenant: Tenant;
  readonly close: () => Promise<void>;
}

export async function openAdmin(given: Partial<AdminDependencies> = {}): Promise<Opened> {
  const ledger = await openLedger();
  const served = await serveAdmin(ledger, given);
  return {
    ledger,
    served,
    tenant: await ledger.tenant(),
    close: async () => {
      await served.close();
      await ledger.close();
    },
  };
}
