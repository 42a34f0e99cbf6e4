import { Connection } from '@temporalio/client';
import { typeNames } from '../cli/search-attributes';
import { SEARCH_ATTRIBUTES } from '../workflows/search-attributes';
import { spawnKept, type ManagedProcess } from './managed-process';

export interface TemporalOptions {
  /** The program, see `findTemporal`. */
  readonly program: string;
  readonly port: number;
  /** Without it there is no UI. */
  readonly uiPort?: number;
  /** Where histories are kept; in memory without it. */
  readonly dbFile?: string;
  /** A file descriptor for the server's log. */
  readonly output?: number;
}

export interface RunningTemporal {
  readonly address: string;
  readonly namespace: string;
  readonly process: ManagedProcess;
  stop(): Promise<void>;
}

/** Starts a Temporal development server on 127.0.0.1 and waits until it answers. */
export async function startTemporal(options: TemporalOptions): Promise<RunningTemporal> {
  const { port, uiPort, dbFile } = options;
  const server = spawnKept(
    {
      program: options.program,
      args: [
        ...['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(port), '--log-level', 'warn'],
        ...(uiPort === undefined ? ['--headless'] : ['--ui-port', String(uiPort)]),
        ...(dbFile === undefined ? [] : ['--db-filename', dbFile]),
        ...SEARCH_ATTRIBUTES.flatMap(({ name, type }) => ['--search-attribute', `${name}=${typeNames[type]}`]),
      ],
      stopSignal: 'SIGINT',
      graceMs: 10_000,
    },
    options.output === undefined ? {} : { output: options.output },
  );
  const address = `127.0.0.1:${port}`;
  try {
    await ready(server, address);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return {
    address,
    namespace: 'default',
    process: server,
    stop: async () => {
      await server.stop(15_000);
    },
  };
}

async function ready(server: ManagedProcess, address: string): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (server.running) {
    if (await answers(address)) return;
    if (Date.now() > deadline) throw new Error('Temporal did not answer within a minute');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('Temporal ended while starting');
}

async function answers(address: string): Promise<boolean> {
  let connection: Connection | undefined;
  try {
    connection = await Connection.connect({ address, connectTimeout: 2_000 });
    await connection.workflowService.describeNamespace({ namespace: 'default' });
    return true;
  } catch {
    return false;
  } finally {
    await connection?.close();
  }
}
