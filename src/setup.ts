import { reasonOf } from './cli/reason';
import { registerSearchAttributes } from './cli/search-attributes';
import { withTemporal } from './cli/with-temporal';
import type { Config } from './config';
import { migrate } from './ledger/migrate';

/** Makes the database and the engine ready for this version of Courier. May be run at any time, by several at once. */
export async function setUp(config: Config, report: (line: string) => void): Promise<void> {
  const migrations = await migrate(config.databaseUrl).catch((error: unknown) => {
    throw new Error(`The database could not be brought up to date: ${reasonOf(error)}`, { cause: error });
  });
  report(migrations.length === 0 ? 'Database: up to date' : `Database: applied ${migrations.join(', ')}`);
  const added = await withTemporal(config, registerSearchAttributes);
  report(added.length === 0 ? 'Search attributes: registered' : `Search attributes: added ${added.join(', ')}`);
}
