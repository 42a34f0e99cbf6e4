import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hostname } from 'node:os';
import path from 'node:path';
import { NativeConnection, Runtime, Worker, type WorkerOptions } from '@temporalio/worker';
import type { Logger } from 'pino';
import { createActivities } from './activities';
import type { Dependencies } from './activities/dependencies';
import type { Config } from './config';
import { createHttpClient } from './http/undici-client';
import { openDatabase } from './ledger/database';
import { loadMasterKeys } from './ledger/master-keys';
import { createVault } from './ledger/vault';
import { createLog } from './log';
import { metricsText } from './metrics';
import { supportedMessengers } from './messengers/registry';
import { temporalTarget } from './temporal';
import { CONVERSATIONS_QUEUE, KOMMO_QUEUE, messengerQueue } from './workflows/contract';

const GRACE = '25 seconds';
const FORCE = '28 seconds';
/** The fence reckons with heartbeats being passed on this soon: see `activities/lease.ts`. */
const HEARTBEAT_PASSED_ON_WITHIN = '2 seconds';
const CACHED_WORKFLOWS = 500;
const MESSENGER_SLOTS = 50;
const KOMMO_SLOTS = 100;

export interface RunningWorker {
  /** Health and metrics. */
  readonly url: string;
  close(): Promise<void>;
  /** Settles when the worker has ended, also by itself. */
  readonly finished: Promise<void>;
}

/** Runs one worker process: workflows and the activities of every queue, or of those that `QUEUES` names. */
export async function runWorker(config: Config): Promise<RunningWorker> {
  const log = createLog(config.logLevel, 'worker');
  installRuntime(log);
  const target = temporalTarget(config);
  const connection = await NativeConnection.connect(target.connection).catch((error: unknown) => {
    throw new Error(`Temporal does not answer at ${target.connection.address ?? 'its address'}`, { cause: error });
  });
  const db = openDatabase(config.databaseUrl, {
    max: 20,
    name: 'courier-worker',
    onIdleError: (err) => log.warn({ err }, 'A database connection broke'),
  });
  const http = createHttpClient();
  const vault = createVault(loadMasterKeys(config));
  const activities = createActivities({ db, vault, http, clock: Date, log } satisfies Dependencies);

  const common = {
    connection,
    namespace: target.namespace,
    identity: `courier@${hostname()}:${process.pid}`,
    shutdownGraceTime: GRACE,
    shutdownForceTime: FORCE,
    maxHeartbeatThrottleInterval: HEARTBEAT_PASSED_ON_WITHIN,
    defaultHeartbeatThrottleInterval: HEARTBEAT_PASSED_ON_WITHIN,
  } as const;
  const workers = await Promise.all(
    queuesOf(config).map((queue) =>
      Worker.create({ ...common, ...optionsFor(queue, activities), taskQueue: config.queuePrefix + queue }),
    ),
  );
  const server = await serveHealth(config, workers);
  log.info({ queues: queuesOf(config), port: (server.address() as AddressInfo).port }, 'Worker runs');

  const finished = Promise.all(workers.map((worker) => worker.run())).then(async () => {
    server.close();
    await connection.close();
    await http.close();
    await db.end();
    log.info('Worker ended');
  });
  return {
    url: `http://${config.workerHost}:${(server.address() as AddressInfo).port}`,
    finished,
    close: async () => {
      for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
      await finished;
    },
  };
}

function queuesOf(config: Config): string[] {
  const all = [CONVERSATIONS_QUEUE, KOMMO_QUEUE, ...supportedMessengers().map(messengerQueue)];
  if (config.queues === undefined) return all;
  const unknown = config.queues.filter((queue) => !all.includes(queue));
  if (unknown.length > 0) throw new Error(`QUEUES names ${unknown.join(', ')}; there are ${all.join(', ')}`);
  return [...config.queues];
}

function optionsFor(queue: string, activities: object): Omit<WorkerOptions, 'taskQueue'> {
  if (queue === CONVERSATIONS_QUEUE) {
    return { ...workflowCode(), maxCachedWorkflows: CACHED_WORKFLOWS };
  }
  return { activities, maxConcurrentActivityTaskExecutions: queue === KOMMO_QUEUE ? KOMMO_SLOTS : MESSENGER_SLOTS };
}

/** The bundle made by the build; the sources, bundled at start, where there is none. */
function workflowCode(): Pick<WorkerOptions, 'workflowBundle' | 'workflowsPath'> {
  const codePath = path.join(__dirname, 'workflows.bundle.js');
  return existsSync(codePath) ? { workflowBundle: { codePath } } : { workflowsPath: require.resolve('./workflows') };
}

let runtimeInstalled = false;

function installRuntime(log: Logger): void {
  if (runtimeInstalled) return;
  runtimeInstalled = true;
  const write =
    (level: 'trace' | 'debug' | 'info' | 'warn' | 'error') =>
    (message: string, meta: Record<string, unknown> = {}): void => {
      const { error, ...rest } = meta;
      delete rest.taskToken;
      // Each queue has either workflows or activities, and the SDK warns of the other at every start.
      const said = /^No .* registered, not polling|^Worker state changed/.test(message) ? 'debug' : level;
      log[said](error === undefined ? rest : { ...rest, err: error }, message);
    };
  Runtime.install({
    logger: {
      log: (level, message, meta) => write(level.toLowerCase() as 'info')(message, meta),
      trace: write('trace'),
      debug: write('debug'),
      info: write('info'),
      warn: write('warn'),
      error: write('error'),
    },
    telemetryOptions: { logging: { forward: {}, filter: { core: 'WARN', other: 'INFO' } } },
    shutdownSignals: [],
  });
}

async function serveHealth(config: Config, workers: readonly Worker[]): Promise<Server> {
  const server = createServer((request, response) => {
    void answer(request.url ?? '/', workers).then(({ status, contentType, body }) => {
      response.writeHead(status, { 'content-type': contentType }).end(body);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(config.workerPort, config.workerHost, resolve);
  });
  return server;
}

async function answer(
  url: string,
  workers: readonly Worker[],
): Promise<{ status: number; contentType: string; body: string }> {
  switch (url) {
    case '/metrics': {
      const { contentType, body } = await metricsText();
      return { status: 200, contentType, body };
    }
    case '/healthz':
      return { status: 200, contentType: 'text/plain', body: 'ok' };
    case '/readyz': {
      const ready = workers.every((worker) => worker.getState() === 'RUNNING');
      return { status: ready ? 200 : 503, contentType: 'text/plain', body: ready ? 'ready' : 'not ready' };
    }
    default:
      return { status: 404, contentType: 'text/plain', body: 'not found' };
  }
}
