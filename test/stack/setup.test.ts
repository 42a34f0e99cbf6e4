import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot } from '../../src/stack/paths';
import { createDatabase, type TestDatabase } from '../support/database';
import { testTemporal } from '../support/stack';

interface Result {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

async function courier(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Result> {
  const child = spawn(process.execPath, [join(projectRoot, 'dist', 'cli.js'), ...args], {
    env: { ...process.env, ...env },
    stdio: 'pipe',
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, stdout, stderr };
}

interface Finding {
  readonly name: string;
  readonly ok: boolean;
  readonly text: string;
  readonly fix?: string;
}

let database: TestDatabase;
let env: NodeJS.ProcessEnv;

beforeAll(async () => {
  database = await createDatabase();
  env = { COURIER_DATABASE_URL: database.url, TEMPORAL_ADDRESS: (await testTemporal()).address };
});

afterAll(() => database.drop());

describe('courier setup', () => {
  it('makes an empty database ready, may be repeated, and several may run at once', async () => {
    await database.pool.query('drop schema public cascade; create schema public');
    const results = await Promise.all([1, 2].map(() => courier(['setup'], env)));
    expect(results.map(({ code, stderr }) => [code, stderr])).toEqual([
      [0, ''],
      [0, ''],
    ]);
    expect(results.filter(({ stdout }) => stdout.includes('Database: applied'))).toHaveLength(1);
    const again = await courier(['setup'], env);
    expect(again.stdout).toBe('Database: up to date\nSearch attributes: registered\n');
  });

  it('says in words what does not answer', async () => {
    const noDatabase = await courier(['setup'], { ...env, COURIER_DATABASE_URL: 'postgres://127.0.0.1:1/courier' });
    expect(noDatabase).toMatchObject({ code: 1, stdout: '' });
    expect(noDatabase.stderr).toMatch(/^The database could not be brought up to date: .*ECONNREFUSED/);
    expect(noDatabase.stderr.trim().split('\n')).toHaveLength(1);

    const noEngine = await courier(['setup'], { ...env, TEMPORAL_ADDRESS: '127.0.0.1:1' });
    expect(noEngine.code).toBe(1);
    expect(noEngine.stderr).toMatch(/^Temporal does not answer at 127\.0\.0\.1:1/);
    expect(noEngine.stderr).not.toMatch(/^\s+at /m);
  });

  it('refuses an environment that does not fit, by name', async () => {
    const { code, stderr } = await courier(['setup'], { ...env, COURIER_PORT: 'eighty' });
    expect(code).toBe(1);
    expect(stderr).toContain('COURIER_PORT');
  });
});

describe('courier doctor', () => {
  it('says of each part whether it is well, and what to do about each that is not', async () => {
    // Nothing listens on port 1, and the queues of this prefix have no worker.
    const absent = { COURIER_PORT: '1', COURIER_WORKER_PORT: '1', COURIER_SANDBOX_PORT: '1' };
    const { code, stdout } = await courier(['doctor', '--json'], {
      ...env,
      ...absent,
      COURIER_QUEUE_PREFIX: 'nobody-',
    });
    expect(code).toBe(1);
    const { ok, findings } = JSON.parse(stdout) as { ok: boolean; findings: Finding[] };
    expect(ok).toBe(false);
    const well = findings.filter((finding) => finding.ok).map(({ name }) => name);
    expect(well).toEqual([
      ...['Node', 'Master keys', 'Public URL', 'Postgres', 'Database schema'],
      ...['Access to accounts', 'Media store', 'Temporal', 'Search attributes'],
    ]);
    for (const finding of findings.filter((each) => !each.ok)) expect(finding.fix).toMatch(/\w/);
    expect(findings.find(({ name }) => name === 'Workers')?.text).toContain('nobody-conversations');
  });

  it('does not let production start without keys and an address that others reach', async () => {
    const { code, stdout } = await courier(['doctor'], { ...env, NODE_ENV: 'production' });
    expect(code).toBe(1);
    expect(stdout).toMatch(/✗ Master keys: COURIER_MASTER_KEYS is not set\n {4}→ /);
    expect(stdout).toMatch(/✗ Public URL: .*\n {4}→ Set COURIER_PUBLIC_URL/);
  });

  it('never prints the password of the database', async () => {
    const url = 'postgres://someone:hidden-word@127.0.0.1:1/courier';
    const { stdout, stderr } = await courier(['doctor'], { ...env, COURIER_DATABASE_URL: url });
    expect(stdout).toContain('127.0.0.1:1/courier');
    expect(stdout + stderr).not.toContain('hidden-word');
  });
});
