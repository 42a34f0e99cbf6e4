import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { createCrmAccess } from '../access/crm-access';
import { renewThroughWorkflow } from '../access/renew-through-workflow';
import type { Config } from '../config';
import { apiHealth } from '../health/api-health';
import { Probe } from '../health/probe';
import { CRM_HOOK_PURPOSE } from '../access/crm-hook';
import { Acceptor } from '../ledger/acceptor';
import { loadAdminKey } from '../ledger/admin-key';
import { openDatabase, type Database } from '../ledger/database';
import { deriveKeys } from '../ledger/derived-keys';
import { loadMasterKeys } from '../ledger/master-keys';
import { startRelay } from '../ledger/relay';
import { Routing } from '../ledger/routing';
import { Spool } from '../ledger/spool';
import { createVault } from '../ledger/vault';
import { markFetched, servedFile } from '../ledger/media';
import { createAddressFilter } from '../http/address-filter';
import { createHttpClient } from '../http/undici-client';
import { createMediaStore } from '../media/choose-store';
import { safeFileName } from '../media/file-name';
import { createMediaLinks } from '../media/links';
import type { MediaId } from '../model/ids';
import { createLog } from '../log';
import { temporalTarget } from '../temporal';
import { createApp } from './app';
import { createAttendance } from './attendance';
import type { ServedMedia } from './media-routes';
import type { OAuthRoutesDependencies } from './oauth/routes';
import { startTelling } from './oauth/tell';
import { startForgettingAnswers } from './forget-answers';
import { createPassOn } from './pass-on';
import type { SettingsDependencies } from './settings/dependencies';
import { createSettingsWorkflows } from './settings/workflows';
import { createSourceWorkflows } from './sources/workflows';
import { Intake } from './intake';
import { KeyCache } from './key-cache';
import { endSlowRequests } from './slow-requests';
import { startTellingHistory } from './tell-history';
import { startTellingTemplates } from './tell-templates';
import { Waker } from './waker';

const HEADERS_WITHIN_MS = 10_000;
const REQUEST_WITHIN_MS = 30_000;
/** Node looks for overdue requests only so often; its default of 30 s would double the times above. */
const CHECK_CONNECTIONS_EVERY_MS = 2_000;
const STATEMENT_WITHIN_MS = 4_000;
/** Anybody can send what nobody can verify now. */
const UNVERIFIED_BYTES = 64 * 1_024 * 1_024;
/** What is not woken at the end is the relay's business in another process. */
const WAKE_REST_WITHIN_MS = 5_000;

export interface RunningApi {
  readonly url: string;
  close(): Promise<void>;
}

/** Runs the api: accepts webhooks durably and wakes conversations. Starts also while Temporal is away. */
export async function runApi(config: Config): Promise<RunningApi> {
  const log = createLog(config.logLevel, 'api');
  const masterKeys = loadMasterKeys(config);
  const vault = createVault(masterKeys);
  const http = createHttpClient({ addressFilter: createAddressFilter({ allow: config.connectAllow }) });
  const store = await createMediaStore(config.media);
  const db = openDatabase(config.databaseUrl, {
    max: 10,
    name: 'courier-api',
    statementTimeoutMs: STATEMENT_WITHIN_MS,
    onIdleError: (err) => log.warn({ err }, 'A database connection broke'),
  });
  const target = temporalTarget(config);
  const connection = Connection.lazy(target.connection);
  const client = new Client({ connection, namespace: target.namespace });
  const waker = new Waker({ client, db, log, settings: config });
  const relay = startRelay({
    db,
    afterMs: config.relayAfterMs,
    wake: (chats) => waker.wake(chats),
    onError: (err) => log.warn({ err }, 'The relay could not look for chats to wake'),
  });
  const spool = await Spool.open({
    dir: config.spoolDir,
    vault,
    maxBytes: config.spoolMaxBytes,
    onUnreadable: (file) => log.error({ file }, 'An entry of the spool does not open; it is set aside'),
  });
  const unverified = await Spool.open({
    dir: path.join(config.spoolDir, 'unverified'),
    vault,
    maxBytes: Math.min(config.spoolMaxBytes, UNVERIFIED_BYTES),
    onUnreadable: (file) => log.error({ file }, 'An unverified webhook does not open; it is set aside'),
  });
  const attendance = createAttendance({ db, log });
  const intake = new Intake({
    missed: () => attendance.missed(),
    routing: new Routing(db, vault, config),
    acceptor: new Acceptor(db, vault),
    waker,
    spool,
    unverified,
    publicUrl: config.publicUrl,
    keys: new KeyCache({
      clock: Date,
      onFailure: (err) => log.warn({ err }, "A messenger's keys cannot be had; its webhooks wait unverified"),
    }),
    http,
    log,
  });
  const probe = new Probe(() => db.query('select 1'));
  let ending = false;
  const adminKey = loadAdminKey(config);
  if (adminKey === undefined) log.warn('COURIER_ADMIN_KEY is not set: the admin API is closed');
  const oauth: OAuthRoutesDependencies = {
    db,
    vault,
    client,
    settings: config,
    log,
    testHosts: config.kommo.testHosts ?? [],
  };
  const telling = startTelling(oauth);
  const tellingTemplates = startTellingTemplates({ db, client, settings: config, log });
  const tellingHistory = startTellingHistory({ db, client, settings: config, log });
  const health = apiHealth({ database: probe, spool, relay, drain: intake, isEnding: () => ending });
  const crm = createCrmAccess({
    db,
    vault,
    http,
    clock: Date,
    addresses: config.kommo,
    renew: renewThroughWorkflow(client, config),
  });
  const forgetting = startForgettingAnswers(db, log);
  const app = createApp({
    intake,
    passOn: createPassOn({ db, vault, http, clock: Date, log }),
    media: {
      links: createMediaLinks({ publicUrl: config.publicUrl, keys: masterKeys }),
      store,
      find: (mediaId) => findServed(db, mediaId),
      fetched: (mediaId) => markFetched(db, mediaId),
      clock: Date,
      log,
    },
    oauth,
    crmHooks: { db, hookKeys: deriveKeys(masterKeys, CRM_HOOK_PURPOSE), waker },
    admin:
      adminKey === undefined
        ? undefined
        : {
            adminKey,
            db,
            vault,
            http,
            clock: Date,
            crm,
            client,
            settings: config,
            testHosts: config.kommo.testHosts ?? [],
            workflows: createSourceWorkflows(client, db, config),
            publicUrl: config.publicUrl,
            temporalUi:
              config.temporalUiUrl === undefined
                ? null
                : `${config.temporalUiUrl}/namespaces/${encodeURIComponent(target.namespace)}`,
            health,
            store,
            importMaxBytes: config.imports.maxBytes,
            log,
          },
    settings: settingsOf(config, { db, vault, http, crm, client, store, log }),
    consoleDir: path.join(__dirname, '..', 'web', 'console'),
    trustedProxy: config.trustedProxy,
    log,
    health,
  });

  const server = createServer(
    {
      headersTimeout: HEADERS_WITHIN_MS,
      // Ended by `endSlowRequests`: a file may take as long as it comes.
      requestTimeout: 0,
      connectionsCheckingInterval: CHECK_CONNECTIONS_EVERY_MS,
    },
    app,
  );
  endSlowRequests(server, REQUEST_WITHIN_MS);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(config.port, config.host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  attendance.begin();
  log.info({ port }, 'Api listens');

  return {
    url: `http://${config.host}:${port}`,
    close: async () => {
      ending = true;
      // `/readyz` says so, and every answer asks its caller to connect anew: elsewhere, once the proxy has heard of it.
      server.prependListener('request', (_, response) => response.setHeader('Connection', 'close'));
      await sleep(config.shutdownDelayMs);
      const absent = attendance.stop();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
      });
      await absent;
      await intake.stop();
      await spool.close();
      await unverified.close();
      await relay.stop();
      await telling.stop();
      await tellingTemplates.stop();
      await tellingHistory.stop();
      await probe.stop();
      await forgetting.stop();
      await waker.settled(WAKE_REST_WITHIN_MS);
      await connection.close();
      await http.close();
      await store.close();
      await db.end();
      log.info('Api ended');
    },
  };
}

function settingsOf(
  config: Config,
  means: Pick<SettingsDependencies, 'db' | 'vault' | 'http' | 'crm' | 'store' | 'log'> & { readonly client: Client },
): SettingsDependencies {
  const { client, ...rest } = means;
  return {
    ...rest,
    clock: Date,
    workflows: createSettingsWorkflows(client, rest.db, config),
    kommo: config.kommo,
    publicUrl: config.publicUrl,
    sandbox: config.production ? undefined : { origin: `http://127.0.0.1:${config.sandboxPort}` },
    windowDir: path.join(__dirname, '..', 'web', 'settings'),
    emailAvailable: config.mail !== undefined,
    importMaxBytes: config.imports.maxBytes,
  };
}

async function findServed(db: Database, mediaId: MediaId): Promise<ServedMedia | undefined> {
  const file = await servedFile(db, mediaId);
  if (file === undefined) return undefined;
  const { storeKey, mimeType, name, extension, size } = file;
  return { storeKey, mimeType, size, fileName: safeFileName(name ?? undefined, extension) };
}
