import { randomBytes } from 'node:crypto';
import { chmodSync, closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { migrate } from '../../src/ledger/migrate';
import { freePorts } from '../../src/stack/ports';
import { removeCluster } from '../../src/stack/postgres-home';
import { startPostgres, type RunningPostgres } from '../../src/stack/postgres';
import { startTemporal, type RunningTemporal } from '../../src/stack/temporal';
import { findTemporal } from '../../src/stack/temporal-binary';

export interface DatabaseServer {
  /** A database in which to run `create database`. */
  readonly adminUrl: string;
  /** A migrated database to copy. */
  readonly template: string;
  /** What the server writes; undefined: it is not ours. */
  readonly logFile: string | undefined;
}

export interface TemporalServer {
  readonly address: string;
  readonly namespace: string;
  /** What the server writes; undefined: it is not ours. */
  readonly logFile: string | undefined;
}

/**
 * The stack that all suites of a run share. It lives in jest's main process and starts each part when a suite first
 * asks for it, so that a run of unit tests starts none.
 */
export class TestStack {
  private readonly home = mkdtempSync(join(tmpdir(), 'courier-test-'));
  private readonly server: Server;
  private database?: Promise<DatabaseServer>;
  private temporal?: Promise<TemporalServer>;
  private readonly undo: (() => Promise<void>)[] = [];

  constructor() {
    // Run by root, Postgres uses another account, which has to pass through.
    chmodSync(this.home, 0o711);
    this.server = createServer((request, response) => {
      // A suite asks rarely; a connection kept alive would end just when it asks again.
      response.setHeader('Connection', 'close');
      const answer = request.url === '/database' ? this.getDatabase() : this.getTemporal();
      answer.then(
        (body) => response.end(JSON.stringify(body)),
        (error: unknown) => {
          response.statusCode = 500;
          response.end(error instanceof Error ? error.message : String(error));
        },
      );
    });
    // The run ends when its suites do, not when nobody asks any more.
    this.server.unref();
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.close();
    this.server.closeAllConnections();
    await Promise.allSettled([this.database, this.temporal]);
    await Promise.allSettled(this.undo.map((step) => step()));
    removeCluster(join(this.home, 'postgres'));
    rmSync(this.home, { recursive: true, force: true });
  }

  private getDatabase(): Promise<DatabaseServer> {
    return (this.database ??= this.startDatabase());
  }

  private getTemporal(): Promise<TemporalServer> {
    return (this.temporal ??= this.startTemporal());
  }

  private async startDatabase(): Promise<DatabaseServer> {
    const given = process.env.COURIER_TEST_DATABASE_URL;
    const adminUrl = given ?? (await this.startPostgres()).url;
    const template = `courier_template_${randomBytes(4).toString('hex')}`;
    await execute(adminUrl, `create database ${template}`);
    const url = new URL(adminUrl);
    url.pathname = template;
    await migrate(url.href);
    if (given !== undefined) this.undo.push(() => execute(adminUrl, `drop database ${template} with (force)`));
    return { adminUrl, template, logFile: given === undefined ? this.logFile('postgres') : undefined };
  }

  private async startPostgres(): Promise<RunningPostgres> {
    const [port = 0] = await freePorts(1);
    const directory = join(this.home, 'postgres');
    return this.logged('postgres', async (output) => {
      const postgres = await startPostgres({ directory, port, output, unsafe: true });
      this.undo.push(() => postgres.stop());
      return postgres;
    });
  }

  private async startTemporal(): Promise<TemporalServer> {
    const given = process.env.COURIER_TEST_TEMPORAL_ADDRESS;
    if (given !== undefined)
      return {
        address: given,
        namespace: process.env.COURIER_TEST_TEMPORAL_NAMESPACE ?? 'default',
        logFile: undefined,
      };
    const program = await findTemporal({ onProgress: (text) => process.stderr.write(`${text}\n`) });
    const [port = 0] = await freePorts(1);
    const temporal = await this.logged('temporal', async (output): Promise<RunningTemporal> => {
      const started = await startTemporal({ program, port, output });
      this.undo.push(() => started.stop());
      return started;
    });
    return { address: temporal.address, namespace: temporal.namespace, logFile: this.logFile('temporal') };
  }

  private logFile(name: string): string {
    return join(this.home, `${name}.log`);
  }

  /** Runs a start with a log file, and shows that log when the start fails. */
  private async logged<T>(name: string, start: (output: number) => Promise<T>): Promise<T> {
    const file = this.logFile(name);
    const output = openSync(file, 'w');
    try {
      return await start(output);
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      throw new Error(`${text}\n${readFileSync(file, 'utf8').slice(-4_000)}`, { cause: error });
    } finally {
      closeSync(output);
    }
  }
}

async function execute(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
