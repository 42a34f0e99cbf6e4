import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hostname } from 'node:os';
import path from 'node:path';
import { Client } from '@temporalio/client';
import { NativeConnection, Runtime, Worker, type WorkerOptions } from '@temporalio/worker';
import type { Logger } from 'pino';
import { crmOf, createCrmAccess } from './access/crm-access';
import { CRM_HOOK_PURPOSE } from './access/crm-hook';
import { renewThroughWorkflow } from './access/renew-through-workflow';
import { createActivities } from './activities';
import { createAccountActivities } from './activities/accounts';
import type { AccountDependencies } from './activities/accounts/dependencies';
import type { Dependencies } from './activities/dependencies';
import type { Config } from './config';
import { PassingTemplates } from './activities/passing-templates';
import { createFiles } from './activities/files';
import { createImportActivities } from './activities/imports';
import { createWriteFirstActivities } from './activities/write-first';
import { InFlight } from './health/in-flight';
import { Probe } from './health/probe';
import { liveness, readiness, type Health } from './health/report';
import { workerHealth } from './health/worker-health';
import { createAddressFilter } from './http/address-filter';
import { createHttpClient } from './http/undici-client';
import { openDatabase } from './ledger/database';
import { deriveKeys } from './ledger/derived-keys';
import { loadMasterKeys } from './ledger/master-keys';
import { countUnread, markRemoved, outdatedFiles } from './ledger/media';
import { countAllGaps } from './ledger/reconciliation-views';
import { createVault } from './ledger/vault';
import { createLog } from './log';
import { createMailer } from './mail/mailer';
import { createMediaStore } from './media/choose-store';
import { createMediaLinks } from './media/links';
import { startSweep } from './media/sweep';
import { metricsText, watchGaps, watchUnreadFiles } from './metrics';
import { supportedMessengers } from './messengers/registry';
import { temporalTarget } from './temporal';
import { startWriteFirst } from './wake/start-write-first';
import { BULK_QUEUE, CRM_QUEUE } from './workflows/account-contract';
import { IMPORTS_QUEUE } from './workflows/import-contract';
import { CONVERSATIONS_QUEUE, KOMMO_QUEUE, MEDIA_QUEUE, messengerQueue } from './workflows/contract';

const GRACE = '25 seconds';
const FORCE = '28 seconds';
/** The fence reckons with heartbeats being passed on this soon: see `activities/lease.ts`. */
const HEARTBEAT_PASSED_ON_WITHIN = '2 seconds';
/**
 * A workflow's next step is for the worker that has it in memory, and after so long for any: what a chat waits whose worker
 * died. A living one takes its step at once.
 */
const DEAD_WORKER_NOTICED_WITHIN = '5 seconds';
const TEMPORAL_WITHIN_MS = 3_000;
const CACHED_WORKFLOWS = 500;
const MESSENGER_SLOTS = 50;
const KOMMO_SLOTS = 100;
/** Files under way at a time are three for each. */
const MEDIA_SLOTS = 10;
const BULK_SLOTS = 2;
/** Chats of imports that are told side by side. Each waits most of its time for its account's turn. */
const IMPORT_SLOTS = 12;
const CRM_SLOTS = 50;
/**
 * Kommo bans an address that asks more than 7 times a second (kommo-platform.md §9.4). An activity asks once or twice, and
 * the engine counts over all workers.
 */
const CRM_ACTIVITIES_PER_SECOND = 3;
const DAY_MS = 24 * 60 * 60_000;

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
  const http = createHttpClient({ addressFilter: createAddressFilter({ allow: config.connectAllow }) });
  const masterKeys = loadMasterKeys(config);
  const vault = createVault(masterKeys);
  const store = await createMediaStore(config.media);
  const { keepDays, maxBytes } = config.media;
  const files = createFiles({
    store,
    http,
    links: createMediaLinks({ publicUrl: config.publicUrl, keys: masterKeys }),
    clock: Date,
    maxBytes,
    linkMs: keepDays * DAY_MS,
  });
  const templates = new PassingTemplates();
  const temporalClient = new Client({ connection, namespace: target.namespace });
  const addresses = config.kommo;
  const forDeliveries: Dependencies = {
    db,
    vault,
    http,
    crm: createCrmAccess({
      db,
      vault,
      http,
      clock: Date,
      addresses,
      renew: renewThroughWorkflow(temporalClient, config),
    }),
    files,
    templates,
    startWriteFirst: (began) => startWriteFirst(temporalClient, config, began),
    clock: Date,
    log,
  };
  const forAccounts: AccountDependencies = {
    ...forDeliveries,
    crmWith: (grant) => crmOf({ http, clock: Date, addresses }, grant),
    oauth: { http, clock: Date, addresses, publicUrl: config.publicUrl },
    hookKeys: deriveKeys(masterKeys, CRM_HOOK_PURPOSE),
    temporal: temporalClient,
    settings: config,
    mail: config.mail && createMailer(config.mail),
  };
  const activities = {
    ...createActivities(forDeliveries),
    ...createWriteFirstActivities(forAccounts),
    ...createAccountActivities(forAccounts),
    ...createImportActivities({ ...forDeliveries, importDir: config.imports.directory }),
  };
  // Nobody knows while the database is away; the other metrics are shown all the same.
  watchUnreadFiles(() => countUnread(db).catch(() => Number.NaN));
  watchGaps(() => countAllGaps(db).catch(() => ({ going: Number.NaN, asks: Number.NaN, stays: Number.NaN })));
  const sweep = startSweep({
    store,
    outdated: (limit) => outdatedFiles(db, keepDays, limit),
    removed: (ids) => markRemoved(db, ids),
    log,
  });

  const inFlight = new InFlight();
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
      Worker.create({
        ...common,
        ...optionsFor(queue, activities),
        taskQueue: config.queuePrefix + queue,
        interceptors: { activity: [inFlight.interceptor] },
      }),
    ),
  );
  const temporal = new Probe(() => askQueue(connection, target.namespace, config.queuePrefix + CONVERSATIONS_QUEUE));
  const database = new Probe(() => db.query('select 1'));
  await Promise.all([temporal.first, database.first]);
  let ending = false;
  const server = await serveHealth(
    config,
    workerHealth({ workers, inFlight, temporal, database, isEnding: () => ending }),
  );
  log.info({ queues: queuesOf(config), port: (server.address() as AddressInfo).port }, 'Worker runs');

  const finished = Promise.all(workers.map((worker) => worker.run())).then(async () => {
    server.close();
    await Promise.all([temporal.stop(), database.stop()]);
    await connection.close();
    await sweep.stop();
    await http.close();
    await store.close();
    await db.end();
    log.info('Worker ended');
  });
  return {
    url: `http://${config.workerHost}:${(server.address() as AddressInfo).port}`,
    finished,
    close: async () => {
      ending = true;
      for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
      await finished;
    },
  };
}

/** A question that goes the way of a poll: through the frontend to the service that has the queues. */
function askQueue(connection: NativeConnection, namespace: string, name: string): Promise<unknown> {
  return connection.withDeadline(Date.now() + TEMPORAL_WITHIN_MS, () =>
    connection.workflowService.describeTaskQueue({ namespace, taskQueue: { name } }),
  );
}

function queuesOf(config: Config): string[] {
  const all = [
    CONVERSATIONS_QUEUE,
    KOMMO_QUEUE,
    CRM_QUEUE,
    MEDIA_QUEUE,
    BULK_QUEUE,
    IMPORTS_QUEUE,
    ...supportedMessengers().map(messengerQueue),
  ];
  if (config.queues === undefined) return all;
  const unknown = config.queues.filter((queue) => !all.includes(queue));
  if (unknown.length > 0) throw new Error(`QUEUES names ${unknown.join(', ')}; there are ${all.join(', ')}`);
  return [...config.queues];
}

function optionsFor(queue: string, activities: object): Omit<WorkerOptions, 'taskQueue'> {
  if (queue === CONVERSATIONS_QUEUE) {
    return {
      ...workflowCode(),
      maxCachedWorkflows: CACHED_WORKFLOWS,
      stickyQueueScheduleToStartTimeout: DEAD_WORKER_NOTICED_WITHIN,
    };
  }
  switch (queue) {
    case KOMMO_QUEUE:
      return { activities, maxConcurrentActivityTaskExecutions: KOMMO_SLOTS };
    case MEDIA_QUEUE:
      return { activities, maxConcurrentActivityTaskExecutions: MEDIA_SLOTS };
    case IMPORTS_QUEUE:
      return { activities, maxConcurrentActivityTaskExecutions: IMPORT_SLOTS };
    case BULK_QUEUE:
      return { activities, maxConcurrentActivityTaskExecutions: BULK_SLOTS };
    case CRM_QUEUE:
      return {
        activities,
        maxConcurrentActivityTaskExecutions: CRM_SLOTS,
        maxTaskQueueActivitiesPerSecond: CRM_ACTIVITIES_PER_SECOND,
      };
    default:
      return { activities, maxConcurrentActivityTaskExecutions: MESSENGER_SLOTS };
  }
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

async function serveHealth(config: Config, health: Health): Promise<Server> {
  const server = createServer((request, response) => {
    void answer(request.url ?? '/', health).then(({ status, contentType, body }) => {
      response.writeHead(status, { 'content-type': contentType }).end(body);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(config.workerPort, config.workerHost, resolve);
  });
  return server;
}

async function answer(url: string, health: Health): Promise<{ status: number; contentType: string; body: string }> {
  switch (url) {
    case '/metrics': {
      const { contentType, body } = await metricsText();
      return { status: 200, contentType, body };
    }
    case '/healthz':
      return { contentType: 'text/plain', ...liveness(health) };
    case '/readyz':
      return { contentType: 'text/plain', ...readiness(health) };
    default:
      return { status: 404, contentType: 'text/plain', body: 'not found' };
  }
}
