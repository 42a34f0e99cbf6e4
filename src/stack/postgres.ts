import { execFile } from 'node:child_process';
import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { spawnKept, type ManagedProcess } from './managed-process';
import { accountFor, type Account } from './postgres-account';
import { postgresBinaries, type PostgresBinaries } from './postgres-binaries';
import { clusterHome } from './postgres-home';

export interface PostgresOptions {
  /** Where the cluster lies, see `clusterHome`. */
  readonly directory: string;
  readonly port: number;
  /** A file descriptor for the server's log. */
  readonly output?: number;
  /** Trades safety at a crash for speed: tests only. */
  readonly unsafe?: boolean;
}

export interface RunningPostgres {
  readonly url: string;
  readonly process: ManagedProcess;
  /** Where the data really lies. */
  readonly directory: string;
  stop(): Promise<void>;
}

const user = 'courier';
const unsafeSettings = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];

/** Starts a Postgres server on 127.0.0.1, making its cluster and the database `courier` at the first start. */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const account = accountFor(options.directory);
  const binaries = postgresBinaries(account);
  const home = clusterHome(options.directory, account);
  const directory = join(home, 'data');
  await initialize(binaries, directory, account);
  const server = spawnKept(
    {
      program: binaries.postgres,
      args: ['-D', directory, ...settings(options).flatMap((setting) => ['-c', setting])],
      // Fast shutdown: roll back what is open, write a checkpoint. SIGTERM would wait for clients to leave.
      stopSignal: 'SIGINT',
      graceMs: 20_000,
      ...(account && { uid: account.uid, gid: account.gid }),
    },
    // Not our working directory: the account may not be allowed to be there.
    { cwd: '/', ...pick(options.output) },
  );
  const url = `postgres://${user}:${user}@127.0.0.1:${options.port}/${user}`;
  try {
    await ready(server, url);
    await createDatabase(url);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return {
    url,
    process: server,
    directory: home,
    stop: async () => {
      await server.stop(25_000);
    },
  };
}

const pick = (output: number | undefined) => (output === undefined ? {} : { output });

function settings({ port, unsafe }: PostgresOptions): string[] {
  return [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    // No socket file: its usual directory may be missing or belong to a Postgres of the system.
    'unix_socket_directories=',
    'max_connections=200',
    'log_timezone=UTC',
    'timezone=UTC',
    ...(unsafe === true ? unsafeSettings : []),
  ];
}

async function initialize(binaries: PostgresBinaries, directory: string, account?: Account): Promise<void> {
  const marker = join(directory, 'PG_VERSION');
  if (existsSync(marker)) {
    const major = readFileSync(marker, 'utf8').trim();
    if (binaries.version.startsWith(`${major}.`)) return;
    throw new Error(
      `The data in ${directory} was written by Postgres ${major}, and the installed server is ` +
        `${binaries.version}.\nSave what you need with the old version, then start with --fresh.`,
    );
  }
  // Trust, because the password is public anyway: the server is reached from this machine only.
  const args = ['--auth=trust', `--username=${user}`, '--encoding=UTF8', '--locale=C', '--no-instructions'];
  // The same order and case rules on every machine, whatever locales it has.
  args.push('--locale-provider=builtin', '--builtin-locale=C.UTF-8');
  // Put in place when complete, so that a start that was cut short does not leave half a cluster.
  const draft = `${directory}.new`;
  rmSync(draft, { recursive: true, force: true });
  args.push(`--pgdata=${draft}`);
  await promisify(execFile)(binaries.initdb, args, {
    cwd: '/',
    ...(account && { uid: account.uid, gid: account.gid }),
  }).catch((error: unknown) => {
    const { stderr } = error as { stderr?: string };
    throw new Error(`Postgres could not lay out its data in ${directory}:\n${stderr?.trim() ?? String(error)}`);
  });
  renameSync(draft, directory);
}

async function ready(server: ManagedProcess, url: string): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (server.running) {
    try {
      await query(url, 'postgres', 'select 1');
      return;
    } catch (error) {
      if (Date.now() > deadline) throw new Error('Postgres did not answer within a minute', { cause: error });
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('Postgres ended while starting');
}

async function createDatabase(url: string): Promise<void> {
  const found = await query(url, 'postgres', `select 1 from pg_database where datname = '${user}'`);
  if (found === 0) await query(url, 'postgres', `create database ${user}`);
}

async function query(url: string, database: string, sql: string): Promise<number> {
  const address = new URL(url);
  address.pathname = database;
  const client = new Client({ connectionString: address.href, connectionTimeoutMillis: 5_000 });
  try {
    await client.connect();
    return (await client.query(sql)).rowCount ?? 0;
  } finally {
    await client.end().catch(() => undefined);
  }
}
