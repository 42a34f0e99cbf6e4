import { chmodSync, lstatSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { freePorts } from '../../src/stack/ports';
import { startPostgres } from '../../src/stack/postgres';
import { removeCluster } from '../../src/stack/postgres-home';

let home: string;
let directory: string;

beforeEach(() => {
  // Mode 0700: where root owns it, the account that Postgres runs as may not enter.
  home = mkdtempSync(join(tmpdir(), 'courier-postgres-'));
  directory = join(home, 'postgres');
});

afterEach(() => {
  removeCluster(directory);
  rmSync(home, { recursive: true, force: true });
});

async function serverSetting(url: string, name: string): Promise<string | undefined> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<{ value: string }>('select current_setting($1) as value', [name])).rows[0]?.value;
  } finally {
    await client.end();
  }
}

describe('the Postgres that comes from npm', () => {
  it('runs for root and for anybody else, in a directory that only its owner may enter', async () => {
    const [port = 0] = await freePorts(1);
    const postgres = await startPostgres({ directory, port });
    try {
      expect(await serverSetting(postgres.url, 'fsync')).toBe('on');
      expect(Number(await serverSetting(postgres.url, 'max_connections'))).toBeGreaterThanOrEqual(200);
      expect(await serverSetting(postgres.url, 'server_encoding')).toBe('UTF8');
      const outside = process.getuid?.() === 0;
      expect(lstatSync(directory).isSymbolicLink()).toBe(outside);
      expect(postgres.directory).toBe(realpathSync(directory));
    } finally {
      await postgres.stop();
    }
    removeCluster(directory);
    expect(lstatSync(postgres.directory, { throwIfNoEntry: false })).toBeUndefined();
  });

  it('starts over what a first start that was cut short has left', async () => {
    chmodSync(home, 0o755);
    const [port = 0] = await freePorts(1);
    mkdirSync(join(directory, 'data.new', 'base'), { recursive: true });
    writeFileSync(join(directory, 'data.new', 'PG_VERSION'), '18\n');
    const postgres = await startPostgres({ directory, port, unsafe: true });
    try {
      expect(await serverSetting(postgres.url, 'fsync')).toBe('off');
    } finally {
      await postgres.stop();
    }
  });

  it('refuses data of another version instead of touching it', async () => {
    chmodSync(home, 0o755);
    const [port = 0] = await freePorts(1);
    mkdirSync(join(directory, 'data'), { recursive: true });
    writeFileSync(join(directory, 'data', 'PG_VERSION'), '15\n');
    await expect(startPostgres({ directory, port })).rejects.toThrow(/written by Postgres 15.*--fresh/s);
  });
});
