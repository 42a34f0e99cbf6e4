import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Pool } from 'pg';
import { freePorts } from '../../src/stack/ports';
import { startPostgres, type RunningPostgres } from '../../src/stack/postgres';
import { removeCluster } from '../../src/stack/postgres-home';
import { startTemporal, type RunningTemporal } from '../../src/stack/temporal';
import { findTemporal } from '../../src/stack/temporal-binary';
import type { TestDatabase } from './database';
import { SlowWay } from './slow-way';

const cli = join(__dirname, '..', '..', 'dist', 'cli.js');

/**
 * A Postgres and a Temporal of one suite's own, real processes on disk, for what would disturb the other suites: being
 * stopped, started again with their data, and slowed down.
 */
export class OwnServers {
  #postgres: RunningPostgres | undefined;
  #temporal: RunningTemporal | undefined;

  private constructor(
    private readonly home: string,
    private readonly temporalProgram: string,
    private readonly ports: { readonly postgres: number; readonly temporal: number },
    /** What lies between Courier and its database; tests look into the database past it. */
    readonly way: SlowWay,
  ) {}

  static async start(): Promise<OwnServers> {
    const home = mkdtempSync(join(tmpdir(), 'courier-own-'));
    // Run by root, Postgres uses another account, which has to pass through.
    chmodSync(home, 0o711);
    const program = await findTemporal({ onProgress: (text) => process.stderr.write(`${text}\n`) });
    const [postgres = 0, temporal = 0] = await freePorts(2);
    const servers = new OwnServers(home, program, { postgres, temporal }, await SlowWay.to(postgres));
    try {
      await Promise.all([servers.#runPostgres(), servers.startTemporal()]);
    } catch (error) {
      await servers.close();
      throw error;
    }
    return servers;
  }

  get temporalAddress(): string {
    return `127.0.0.1:${this.ports.temporal}`;
  }

  /** The one database; its pool goes past the slow way. */
  async openDatabase(): Promise<TestDatabase> {
    const url = new URL(this.#postgres?.url ?? '');
    const pool = new Pool({ connectionString: url.href, max: 5 });
    // The server goes away on purpose.
    pool.on('error', () => undefined);
    await promisify(execFile)(process.execPath, [cli, 'setup'], {
      env: { ...process.env, COURIER_DATABASE_URL: url.href, TEMPORAL_ADDRESS: this.temporalAddress },
    });
    url.port = String(this.way.port);
    return { url: url.href, pool, drop: () => pool.end() };
  }

  async startTemporal(): Promise<void> {
    this.#temporal = await startTemporal({
      program: this.temporalProgram,
      port: this.ports.temporal,
      dbFile: join(this.home, 'temporal.db'),
    });
  }

  async stopTemporal(): Promise<void> {
    await this.#temporal?.stop();
    this.#temporal = undefined;
  }

  /** At once, as `pg_ctl stop -m immediate`: what runs is cut off, and the next start recovers from the log. */
  async stopPostgres(): Promise<void> {
    const running = this.#postgres;
    if (running === undefined) return;
    this.#postgres = undefined;
    const [pid = ''] = readFileSync(join(running.directory, 'data', 'postmaster.pid'), 'utf8').split('\n');
    process.kill(Number(pid), 'SIGQUIT');
    await Promise.all([running.process.exited, this.way.cut()]);
  }

  async startPostgres(): Promise<void> {
    await this.#runPostgres();
    await this.way.mend();
  }

  async close(): Promise<void> {
    await Promise.allSettled([this.#temporal?.stop(), this.#postgres?.stop(), this.way.cut()]);
    removeCluster(join(this.home, 'postgres'));
    rmSync(this.home, { recursive: true, force: true });
  }

  async #runPostgres(): Promise<void> {
    // Not `unsafe`: what is committed has to outlive an immediate stop.
    this.#postgres = await startPostgres({ directory: join(this.home, 'postgres'), port: this.ports.postgres });
  }
}
