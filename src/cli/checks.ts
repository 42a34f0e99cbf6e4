import type { Check } from './check';
import { checkPublicUrl, checkMasterKeys, checkNode } from './checks-settings';
import { checkAccess } from './checks-access';
import { checkMigrations, checkPostgres } from './checks-database';
import { checkMediaStore } from './checks-media';
import { checkApi, checkOutside, checkSandbox, checkWorkerHealth } from './checks-http';
import { checkSearchAttributes, checkTemporal, checkWorkers } from './checks-temporal';

/** In the order in which a person would look. */
export const checks: readonly Check[] = [
  { name: 'Node', run: checkNode },
  { name: 'Master keys', run: checkMasterKeys },
  { name: 'Public URL', run: checkPublicUrl },
  { name: 'Postgres', run: checkPostgres },
  { name: 'Database schema', run: checkMigrations },
  { name: 'Access to accounts', run: checkAccess },
  { name: 'Media store', run: checkMediaStore },
  { name: 'Temporal', run: checkTemporal },
  { name: 'Search attributes', run: checkSearchAttributes },
  { name: 'Workers', run: checkWorkers },
  { name: 'Api', run: checkApi },
  { name: 'Api from outside', run: checkOutside },
  { name: 'Worker health', run: checkWorkerHealth },
  { name: 'Sandbox', run: checkSandbox },
];
