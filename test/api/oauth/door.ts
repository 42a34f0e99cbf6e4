import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Client } from '@temporalio/client';
import { pino } from 'pino';
import { CRM_HOOK_PURPOSE, crmHookUrl } from '../../../src/access/crm-hook';
import { installSteps } from '../../../src/activities/accounts/install-steps';
import type { AccountDependencies } from '../../../src/activities/accounts/dependencies';
import { createApp, type AppDependencies } from '../../../src/api/app';
import { createHttpClient } from '../../../src/http/undici-client';
import { newConsent } from '../../../src/ledger/consents';
import { openDatabase, type Database } from '../../../src/ledger/database';
import { deriveKeys } from '../../../src/ledger/derived-keys';
import type { GrantKey } from '../../../src/ledger/grants';
import { registerScope } from '../../../src/ledger/registration';
import type { ChatToWake } from '../../../src/ledger/wakes';
import { asAccountId, asIntegrationId } from '../../../src/model/ids';
import { startThrowawayServer, type ThrowawayServer } from '../../http/throwaway-server';
import { openLedger, type Ledger } from '../../ledger/ledger';

/** Of the test vector of the disable hook (kommo-platform.md §1.11). */
export const SECRET = 'integration-secret-for-tests';
export const CLIENT = '3f2c1a9e-1111-4222-8333-444455556666';
export const ACCOUNT = 12_345_678;
export const SIGNATURE = 'fb34399e354dd2f5bc4bfe8a5b769828685f562cba190d215b011513192f632f';
/** Another integration of the same deployment. */
export const STRANGER = '3f2c1a9e-1111-4222-8333-444455557777';
export const STRANGER_SECRET = 'integration-secret-of-a-stranger';
export const PUBLIC_URL = 'https://courier.example';
export const HOST = 'acme.kommo.com';

const MASTER_KEYS = [{ id: 't1', key: Buffer.alloc(32, 7) }];
const HOOK_KEYS = deriveKeys(MASTER_KEYS, CRM_HOOK_PURPOSE);

export interface Told {
  readonly workflow: string;
  readonly id: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly ms: number;
}

/** The whole api over HTTP with a ledger behind; the engine writes down what it is told, or is away. */
export interface Door {
  readonly ledger: Ledger;
  readonly url: string;
  readonly key: GrantKey;
  readonly strangerId: string;
  readonly told: Told[];
  /** Chats that were woken. */
  readonly woken: ChatToWake[];
  readonly engine: { away: boolean };
  /** Stands for every host that could be asked for tokens, Kommo’s and an attacker’s. */
  readonly listener: ThrowawayServer;
  ask(path: string, options?: RequestInit): Promise<Answer>;
  /** To the redirect address, as a browser or Kommo’s servers call it. */
  redirect(query: Record<string, string>, clientId?: string): Promise<Answer>;
  state(whose?: { readonly integrationId?: string; readonly accountId?: number | null }): Promise<string>;
  installs(): Promise<Record<string, unknown>[]>;
  uninstalls(): Promise<Record<string, unknown>[]>;
  /** The address of the account’s webhooks, with another key or account where told. */
  hookPath(given?: { readonly accountId?: number; readonly key?: Buffer; readonly integrationId?: string }): string;
  /** Does what workflows do with the codes that were written down: posts them with the client secret. */
  exchangeAll(): Promise<void>;
  /** The same api while its database cannot be reached. */
  withoutDatabase(): Promise<{ readonly url: string; close(): Promise<void> }>;
  clear(): Promise<void>;
  close(): Promise<void>;
}

export async function openDoor(options: { readonly letListenerIn?: boolean } = {}): Promise<Door> {
  const ledger = await openLedger();
  const { db, vault } = ledger;
  const listener = await startThrowawayServer();
  const http = createHttpClient();
  const listenerHost = new URL(listener.origin).host;
  const testHosts = options.letListenerIn === true ? [listenerHost] : [];
  const told: Told[] = [];
  const woken: ChatToWake[] = [];
  const engine = { away: false };
  const log = pino({ level: 'silent' });

  const integrationOf = async (clientId: string, clientSecret: string): Promise<string> => {
    await registerScope(
      db,
      vault,
      { id: asAccountId(ACCOUNT), amojoId: '5a0db0c5-0000-4000-8000-00000000a009', subdomain: 'acme' },
      {
        clientId,
        clientSecret,
        channel: { id: randomUUID(), secret: 'channel-secret', name: 'Shop chat' },
        bot: { id: randomUUID(), name: 'Courier' },
        chatApiOrigin: 'http://127.0.0.1:9',
        windowMs: null,
      },
    );
    const { rows } = await db.query<{ id: string }>('select id from integrations where client_id = $1', [clientId]);
    return rows[0]?.id ?? '';
  };
  const integrationId = asIntegrationId(await integrationOf(CLIENT, SECRET));
  const strangerId = await integrationOf(STRANGER, STRANGER_SECRET);
  const key = { integrationId, accountId: asAccountId(ACCOUNT) };

  const client = {
    withDeadline: (_deadline: number, work: () => Promise<unknown>) => work(),
    workflow: {
      signalWithStart: (workflow: string, { workflowId }: { readonly workflowId: string }) => {
        if (engine.away) return Promise.reject(new Error('the engine is away'));
        told.push({ workflow, id: workflowId });
        return Promise.resolve({});
      },
    },
  } as unknown as Client;

  const serve = async (pool: Database): Promise<{ readonly url: string; close(): Promise<void> }> => {
    const app = createApp({
      oauth: { db: pool, vault, client, settings: { queuePrefix: '' }, log, testHosts },
      crmHooks: {
        db: pool,
        hookKeys: HOOK_KEYS,
        waker: { wake: (chats: readonly ChatToWake[]) => void woken.push(...chats) },
      },
      admin: undefined,
      trustedProxy: false,
      log,
      // Nobody asks for messages and files here.
      health: { dead: () => [], unready: () => [] },
      intake: undefined,
      passOn: undefined,
      media: {},
    } as unknown as AppDependencies);
    const server = createServer(app);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return {
      url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      close: () =>
        new Promise((resolve) => {
          server.close(() => resolve());
          server.closeAllConnections();
        }),
    };
  };
  const served = await serve(db);

  // Only what exchanging a code takes.
  const steps = installSteps({
    db,
    vault,
    http,
    clock: Date,
    log,
    oauth: {
      http,
      clock: Date,
      publicUrl: PUBLIC_URL,
      addresses: { baseUrl: `${listener.origin}/at/{subdomain}`, testHosts },
    },
  } as unknown as AccountDependencies);

  const door: Door = {
    ledger,
    url: served.url,
    key,
    strangerId,
    told,
    woken,
    engine,
    listener,
    ask: async (path, init = {}) => {
      const begun = performance.now();
      const response = await fetch(served.url + path, {
        redirect: 'manual',
        signal: AbortSignal.timeout(5_000),
        ...init,
      });
      const text = await response.text();
      return { status: response.status, headers: response.headers, text, ms: performance.now() - begun };
    },
    redirect: (query, clientId = CLIENT) =>
      door.ask(`/oauth/kommo/${clientId}?${new URLSearchParams(query).toString()}`),
    state: ({ integrationId: whose = integrationId, accountId = ACCOUNT } = {}) =>
      newConsent(db, {
        integrationId: asIntegrationId(whose),
        accountId: accountId === null ? null : asAccountId(accountId),
        begunBy: 'Maria Souza',
      }),
    installs: async () => (await db.query<Record<string, unknown>>('select * from installs order by begun_at')).rows,
    uninstalls: async () =>
      (await db.query<Record<string, unknown>>('select * from uninstalls order by begun_at')).rows,
    hookPath: ({ accountId = ACCOUNT, key: hookKey, integrationId: whose = integrationId } = {}) =>
      crmHookUrl(hookKey === undefined ? HOOK_KEYS : [hookKey], '', {
        integrationId: asIntegrationId(whose),
        accountId: asAccountId(accountId),
      }),
    exchangeAll: async () => {
      for (const { id } of await door.installs()) await steps.exchangeCode({ installId: String(id) });
    },
    withoutDatabase: async () => {
      // Nobody listens there.
      const pool = openDatabase('postgres://nobody@127.0.0.1:9/none');
      const away = await serve(pool);
      return {
        url: away.url,
        close: async () => {
          await away.close();
          await pool.end();
        },
      };
    },
    clear: async () => {
      told.length = 0;
      woken.length = 0;
      listener.seen.length = 0;
      engine.away = false;
      await db.query('delete from installs');
      await db.query('delete from uninstalls');
      await db.query('delete from consent_states');
      await db.query('delete from talks');
      await db.query('delete from incoming_leads');
      await db.query('delete from kommo_chats');
      await db.query('update scopes set removed_at = null');
    },
    close: async () => {
      await served.close();
      await http.close();
      await listener.close();
      await ledger.close();
    },
  };
  return door;
}
