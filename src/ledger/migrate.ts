import { join } from 'node:path';
import { runner } from 'node-pg-migrate';

/** Applies every migration that is still missing and returns their names. Safe to run by several at once. */
export async function migrate(databaseUrl: string): Promise<string[]> {
  const done = await runner({
    databaseUrl,
    dir: join(__dirname, 'migrations'),
    direction: 'up',
    migrationsTable: 'migrations',
    advisoryLockMode: 'wait',
    log: () => undefined,
  });
  return done.map(({ name }) => name);
}
