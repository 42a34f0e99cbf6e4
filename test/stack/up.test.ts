import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { SandboxState } from '../../src/sandbox/control/contract';
import { SANDBOX } from '../../src/sandbox/credentials';
import { freePorts, portIsFree } from '../../src/stack/ports';
import { dataPaths, projectRoot } from '../../src/stack/paths';
import { removeCluster } from '../../src/stack/postgres-home';
import { commandLine, processTree, stillAlive } from '../support/process-tree';
import { waitFor } from '../support/wait-for';

jest.setTimeout(120_000);

const home = mkdtempSync(join(tmpdir(), 'courier-up-'));
let ports: number[];
let env: NodeJS.ProcessEnv;

interface Run {
  readonly child: ChildProcess;
  readonly exit: Promise<number | null>;
  output(): string;
  /** Resolves when the table of addresses is there. */
  up(): Promise<void>;
}

const running: Run[] = [];

function start(program: string, args: readonly string[], change: NodeJS.ProcessEnv = {}): Run {
  const child = spawn(program, args, { cwd: projectRoot, env: { ...env, ...change }, stdio: 'pipe' });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const exit = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const run: Run = {
    child,
    exit,
    output: () => output,
    up: async () => {
      const what = () => `the table of addresses; there is:\n${output}`;
      const ended = exit.then(() => Promise.reject(new Error(`it ended before ${what()}`)));
      const there = waitFor(() => output.includes('Ctrl-C stops everything'), { timeoutMs: 90_000 });
      await Promise.race([there, ended]);
    },
  };
  running.push(run);
  return run;
}

const up = (...args: string[]) => start(process.execPath, ['dist/cli.js', 'up', ...args]);

async function query(sql: string): Promise<unknown[]> {
  const url = `postgres://courier:courier@127.0.0.1:${env.COURIER_POSTGRES_PORT ?? ''}/courier`;
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Of the sandbox's CRM. */
async function control(method: string, path: string, body?: object): Promise<unknown> {
  const response = await fetch(`http://127.0.0.1:${env.COURIER_SANDBOX_PORT ?? ''}/control/platform${path}`, {
    method,
    ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  return response.json();
}

async function sandboxState(): Promise<SandboxState> {
  const response = await fetch(`http://127.0.0.1:${env.COURIER_SANDBOX_PORT ?? ''}/control/state`);
  return (await response.json()) as SandboxState;
}

async function platform(): Promise<unknown> {
  const { integrations } = (await control('GET', '')) as { readonly integrations: readonly unknown[] };
  return integrations[0];
}

async function expectNothingLeft(pids: readonly number[]): Promise<void> {
  expect(pids.length).toBeGreaterThan(5);
  await waitFor(() => stillAlive(pids).length === 0, { timeoutMs: 30_000, what: 'all processes to end' });
  for (const port of ports) await expect(portIsFree(port)).resolves.toBe(true);
}

beforeAll(async () => {
  chmodSync(home, 0o755);
  ports = await freePorts(6);
  const [api, worker, sandbox, postgres, temporal, ui] = ports.map(String);
  env = {
    ...process.env,
    NODE_ENV: 'development',
    COURIER_DATA_DIR: home,
    COURIER_PORT: api,
    COURIER_WORKER_PORT: worker,
    COURIER_SANDBOX_PORT: sandbox,
    COURIER_POSTGRES_PORT: postgres,
    COURIER_TEMPORAL_PORT: temporal,
    COURIER_TEMPORAL_UI_PORT: ui,
  };
});

afterEach(async () => {
  for (const run of running.splice(0)) {
    if (run.child.exitCode === null && run.child.signalCode === null) run.child.kill('SIGINT');
    await run.exit;
  }
});

afterAll(() => {
  removeCluster(dataPaths(home).postgres);
  rmSync(home, { recursive: true, force: true });
});

describe('courier up', () => {
  it('starts everything, refuses a second one, restarts what dies, and leaves nothing', async () => {
    const first = up();
    await first.up();
    expect(first.output()).toMatch(/✓ Postgres \d+\.\d s/);
    for (const name of ['COURIER_PORT', 'COURIER_SANDBOX_PORT', 'COURIER_TEMPORAL_UI_PORT'] as const) {
      expect(first.output()).toContain(`http://127.0.0.1:${env[name] ?? ''}`);
    }
    expect(first.output()).toContain(home);

    const doctor = start(process.execPath, ['dist/cli.js', 'doctor', '--json']);
    expect(await doctor.exit).toBe(0);
    expect(JSON.parse(doctor.output())).toMatchObject({ ok: true });

    const crm = await platform();
    expect(crm).toMatchObject({ archive: { version: expect.any(String) as string }, installedIn: [30000001] });
    await waitFor(async () => (await query("select 1 from installs where state = 'done'")).length === 1, {
      timeoutMs: 30_000,
      what: 'the installation in the sandbox’s CRM',
    });

    expect(await query('select messenger from sources order by 1')).toEqual(
      ['apple', 'botframework', 'custom', 'instagram', 'messenger', 'telegram', 'viber', 'whatsapp'].map(
        (messenger) => ({
          messenger,
        }),
      ),
    );
    const { lines } = await sandboxState();
    // WeChat's is entered by a person, at its console; of bots only the first is connected.
    const unconnected = lines.lines.filter(({ webhook }) => webhook === null);
    expect(unconnected.map(({ messenger }) => messenger)).toEqual(['wechat', 'botframework']);

    const second = up();
    expect(await second.exit).toBe(1);
    expect(second.output()).toContain(`already running on this data: process ${first.child.pid ?? 0}`);
    expect(second.output()).not.toMatch(/^\s+at /m);

    await query('create table kept (id int)');
    const { pid } = await killPart('api');
    await waitFor(() => first.output().includes('✓ Api runs again'), { timeoutMs: 30_000, what: 'a new api' });
    const pids = [...processTree(first.child.pid ?? 0), pid];

    first.child.kill('SIGINT');
    expect(await first.exit).toBe(0);
    expect(first.output()).toContain('✓ Everything is stopped');
    await expectNothingLeft(pids);
    expect(existsSync(dataPaths(home).lock)).toBe(false);
  });

  it('keeps the data for the next start; two signals at once, as npm sends them, still stop in order', async () => {
    const again = up();
    await again.up();
    await expect(query('select * from kept')).resolves.toEqual([]);
    // What stands is not installed anew.
    expect(await query('select 1 from installs')).toHaveLength(1);
    await control('POST', '/disable', { clientId: SANDBOX.kommo.integration.clientId, accountId: 30000001 });
    const pids = processTree(again.child.pid ?? 0);
    again.child.kill('SIGINT');
    again.child.kill('SIGTERM');
    expect(await again.exit).toBe(0);
    expect(again.output()).toContain('✓ Everything is stopped');
    await expectNothingLeft(pids);
  });

  it('leaves an integration that was disabled in the CRM disabled', async () => {
    const again = up();
    await again.up();
    expect(again.output()).toContain("Disabled in the sandbox's CRM");
    expect(await platform()).toMatchObject({ installedIn: [] });
  });

  it('removes the data with --fresh, and nothing outlives a supervisor that is killed', async () => {
    const fresh = up('--fresh');
    await fresh.up();
    await expect(query('select * from kept')).rejects.toThrow('does not exist');
    const pids = processTree(fresh.child.pid ?? 0);
    fresh.child.kill('SIGKILL');
    await fresh.exit;
    await expectNothingLeft(pids);
  });

  it('stops when told in the middle of its start', async () => {
    const early = up();
    await waitFor(() => early.output().includes('✓ Temporal'), { timeoutMs: 60_000, what: 'the first parts' });
    const pids = processTree(early.child.pid ?? 0);
    early.child.kill('SIGTERM');
    expect(await early.exit).toBe(0);
    expect(early.output()).not.toContain('Courier is up');
    await waitFor(() => stillAlive(pids).length === 0, { timeoutMs: 20_000, what: 'all processes to end' });
  });

  it('names a taken port and starts nothing', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(Number(env.COURIER_TEMPORAL_PORT), '127.0.0.1', resolve));
    try {
      const refused = up();
      expect(await refused.exit).toBe(1);
      expect(refused.output()).toContain(`port ${env.COURIER_TEMPORAL_PORT ?? ''}, wanted by Temporal`);
      expect(refused.output()).toContain('COURIER_TEMPORAL_PORT');
      expect(refused.output()).not.toMatch(/^\s+at /m);
    } finally {
      server.close();
    }
  });

  it('shows the end of the log of a part that does not start', async () => {
    const failing = start(process.execPath, ['dist/cli.js', 'up'], { QUEUES: 'nonsense' });
    expect(await failing.exit).toBe(1);
    expect(failing.output()).toContain('✗ Worker');
    expect(failing.output()).toContain('QUEUES names nonsense');
    expect(failing.output()).not.toMatch(/^\s+at /m);
  });

  it('ends with npm when that is told to', async () => {
    // Only what runs is of interest here; the build was made before the tests.
    const npm = start('npm', ['start', '--ignore-scripts']);
    await npm.up();
    const pids = processTree(npm.child.pid ?? 0);
    npm.child.kill('SIGTERM');
    await npm.exit;
    await expectNothingLeft(pids);
  });
});

async function killPart(command: string): Promise<{ pid: number }> {
  const supervisor = running[0]?.child.pid ?? 0;
  const pid = processTree(supervisor).find((candidate) => commandLine(candidate).endsWith(`cli.js ${command}`));
  if (pid === undefined) throw new Error(`no process of ${command}`);
  process.kill(pid, 'SIGKILL');
  await waitFor(() => stillAlive([pid]).length === 0, { what: 'the killed part to be gone' });
  return { pid };
}
