import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import type { Config } from '../config';
import { Unwell } from './check';
import { reasonOf } from './reason';

export async function checkPostgres(config: Config): Promise<string> {
  const [row] = await query<{ version: string }>(config, `select current_setting('server_version') as version`);
  return `version ${row?.version ?? 'unknown'} at ${whereIs(config)}`;
}

export async function checkMigrations(config: Config): Promise<string> {
  const files = await readdir(join(__dirname, '..', 'ledger', 'migrations'));
  const known = files.filter((file) => file.endsWith('.sql')).map((file) => file.replace(/\.sql$/, ''));
  const [table] = await query<{ found: boolean }>(config, `select to_regclass('migrations') is not null as found`);
  const applied = table?.found === true ? await query<{ name: string }>(config, 'select name from migrations') : [];
  const names = new Set(applied.map(({ name }) => name));
  const missing = known.filter((name) => !names.has(name));
  if (missing.length > 0) throw new Unwell(`not applied yet: ${missing.join(', ')}`, 'Run: courier setup');
  return `up to date (${applied.length} applied)`;
}

async function query<T extends object>(config: Config, sql: string): Promise<T[]> {
  const client = new Client({ connectionString: config.databaseUrl, connectionTimeoutMillis: 5_000 });
  try {
    await client.connect();
    return (await client.query<T>(sql)).rows;
  } catch (error) {
    throw new Unwell(
      `${whereIs(config)} does not answer: ${reasonOf(error)}`,
      'Start Postgres (courier up brings its own), or set COURIER_DATABASE_URL to the right one',
    );
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** The address without the password. */
function whereIs({ databaseUrl }: Config): string {
  try {
    const { host, pathname } = new URL(databaseUrl);
    return `${host}${pathname}`;
  } catch {
    return 'the address in COURIER_DATABASE_URL';
  }
}
