import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import express from 'express';
import helmet from 'helmet';
import { pino } from 'pino';
import { createCrmAccess } from '../../../src/access/crm-access';
import { SETTINGS_OPERATIONS, type SettingsOperation } from '../../../src/api/settings/operations';
import type { OpenSettings, SettingsSession } from '../../../src/api/settings/contract';
import type { SettingsDependencies } from '../../../src/api/settings/dependencies';
import { endSettings, settingsOperations } from '../../../src/api/settings/routes';
import { sessionPreflight } from '../../../src/api/settings/session-operations';
import { routerOf } from '../../../src/api/openapi/router';
import { withDocument } from '../../../src/api/openapi/routes';
import type { SettingsWorkflows } from '../../../src/api/settings/workflows';
import { createMediaStore } from '../../../src/media/choose-store';
import { writeGrant, type GrantKey } from '../../../src/ledger/grants';
import { registerScope } from '../../../src/ledger/registration';
import { asAccountId, asIntegrationId, type ScopeId } from '../../../src/model/ids';
import type { ImportWord } from '../../../src/model/import';
import { SANDBOX } from '../../../src/sandbox/credentials';
import type { SiteView } from '../../../src/sandbox/control/schemas-platform';
import type { ImportTold, StartableImport } from '../../../src/wake/tell-import';
import { ACCOUNT, createWorld, INTEGRATION, OTHER, STRANGER, type World } from '../../kommo/crm/world';
import { openLedger, type Ledger } from '../../ledger/ledger';

export const STRANGER_SECRET = 'a-secret-of-a-stranger';
/** Planted in credentials; no answer may ever hold it. */
export const BOT_SECRET = 'AAHplantedplantedplanted';

/** An integration in an account, with a user of it. */
export interface Tenant extends GrantKey {
  readonly clientId: string;
  readonly scopeId: ScopeId;
  readonly accessToken: string;
}

export interface Answer<Body = Record<string, unknown>> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

export interface Question {
  readonly session?: string;
  readonly id?: string;
  readonly since?: number;
  readonly body?: unknown;
  readonly key?: string | null;
  readonly query?: string;
}

/** An engine that does nothing but remember, or is away. */
export class Engine implements SettingsWorkflows {
  readonly told: { readonly what: keyof SettingsWorkflows; readonly with: unknown }[] = [];
  away = false;
  installRuns = true;
  importAnswer: ImportTold = { kind: 'done', text: '' };

  connect = (input: unknown): Promise<void> => this.#tell('connect', input);
  remove = (input: unknown): Promise<void> => this.#tell('remove', input);
  sourcesChanged = (input: unknown): Promise<void> => this.#tell('sourcesChanged', input);
  release = (input: unknown): Promise<void> => this.#tell('release', input);
  retryInstall = async (integrationId: string, host: string): Promise<boolean> => {
    await this.#tell('retryInstall', { integrationId, host });
    return this.installRuns;
  };
  startImport = ({ id }: StartableImport): Promise<void> => this.#tell('startImport', { id });
  tellImport = async ({ id }: StartableImport, { word }: { readonly word: ImportWord }): Promise<ImportTold> => {
    if (this.importAnswer.kind === 'done') await this.#tell('tellImport', { id, word });
    return this.importAnswer;
  };

  #tell(what: keyof SettingsWorkflows, input: unknown): Promise<void> {
    if (this.away) return Promise.reject(new Error('the engine is away'));
    this.told.push({ what, with: input });
    return Promise.resolve();
  }
}

/** The settings of one api, with an emulated Kommo and Telegram behind, and two accounts that look alike. */
export interface Desk {
  readonly world: World;
  readonly ledger: Ledger;
  readonly engine: Engine;
  readonly url: string;
  readonly windowDir: string;
  readonly home: Tenant;
  /** The same integration in another account. */
  readonly neighbour: Tenant;
  /** Another integration in the same account. */
  readonly sibling: Tenant;
  /** Administrator, and somebody who is none, of the home account; administrator of the other. */
  readonly users: { readonly admin: number; readonly seller: number; readonly neighbour: number };
  /** Every answer that was given. */
  readonly heard: string[];
  token(whose: { tenant?: Tenant; userId?: number; flaw?: string }): Promise<string>;
  open(token: string | undefined, more?: { open?: object; origin?: string }): Promise<Answer>;
  begin(url: string): Promise<Answer>;
  /** Through the widget into a session. */
  enter(whose?: { tenant?: Tenant; userId?: number; open?: Partial<OpenSettings> }): Promise<SettingsSession>;
  ask<Body = Record<string, unknown>>(operation: SettingsOperation, question?: Question): Promise<Answer<Body>>;
  /** What the seller may do in the home account. */
  letSeller(may: 'nothing' | 'see' | 'change'): Promise<void>;
  bot(name: string): Promise<{ readonly id: string; readonly credentials: Record<string, string> }>;
  /** Lets what is remembered of Kommo grow old. */
  passTime(ms: number): void;
  close(): Promise<void>;
}

/** Of a file of an import. */
export const MOST_BYTES = 2 * 1_048_576;

export const OPEN: OpenSettings = { page: 'settings', language: 'en', theme: 'light' };
export const PUBLIC_URL = 'https://courier.example';

export async function openDesk(given: Partial<SettingsDependencies> = {}): Promise<Desk> {
  const world = await createWorld();
  await world.sandbox.assume({ 'crm-rate-limit-per-second': 0 });
  const ledger = await openLedger().catch(async (error: unknown) => {
    await world.close();
    throw error;
  });
  const { db, vault } = ledger;
  let skewMs = 0;
  const clock = { now: () => Date.now() + skewMs };
  const engine = new Engine();
  const windowDir = mkdtempSync(path.join(tmpdir(), 'courier-window-'));

  async function tenant(
    account: typeof ACCOUNT | typeof OTHER,
    integration: { clientId: string; clientSecret: string; channelId: string; redirectUri: string },
  ): Promise<Tenant> {
    const { clientId, clientSecret, channelId, redirectUri } = integration;
    const scopeId = await registerScope(
      db,
      vault,
      { ...account, id: asAccountId(account.id) },
      {
        clientId,
        clientSecret,
        channel: { id: channelId, secret: `secret-of-${channelId}`, name: 'Shop chat' },
        bot: { id: randomUUID(), name: 'Courier' },
        chatApiOrigin: world.sandbox.url,
        windowMs: null,
      },
    );
    const { rows } = await db.query<{ id: string }>(
      'update integrations set redirect_uri = $2 where client_id = $1 returning id',
      [clientId, redirectUri],
    );
    const key = { integrationId: asIntegrationId(rows[0]?.id ?? ''), accountId: asAccountId(account.id) };
    const accessToken = await world.tokenOf({ clientId, accountId: account.id });
    await writeGrant(db, vault, key, {
      accessToken,
      refreshToken: null,
      expiresAt: Date.now() + 300 * 86_400_000,
      apiDomain: null,
      userId: null,
    });
    return { ...key, clientId, scopeId, accessToken };
  }
  const ours = { ...INTEGRATION, channelId: SANDBOX.kommo.channel.id, redirectUri: world.redirectUri };
  const home = await tenant(ACCOUNT, ours);
  const neighbour = await tenant(OTHER, ours);
  const sibling = await tenant(ACCOUNT, {
    clientId: STRANGER,
    clientSecret: STRANGER_SECRET,
    channelId: randomUUID(),
    redirectUri: 'https://stranger.example/oauth',
  });

  const app = express();
  app.use(helmet());
  const deps: SettingsDependencies = {
    db,
    vault,
    http: world.http,
    clock,
    log: pino({ level: 'silent' }),
    crm: createCrmAccess({
      db,
      vault,
      http: world.http,
      clock,
      addresses: world.addresses,
      renew: () => Promise.resolve({ kind: 'refused' }),
    }),
    workflows: engine,
    kommo: world.addresses,
    publicUrl: PUBLIC_URL,
    sandbox: { origin: world.sandbox.url },
    windowDir,
    emailAvailable: true,
    store: await createMediaStore({ directory: path.join(windowDir, 'media'), s3: undefined }),
    importMaxBytes: MOST_BYTES,
    ...given,
  };
  app.use(sessionPreflight(deps));
  app.use(routerOf(withDocument(settingsOperations(deps))));
  endSettings(app, deps);
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const idsOf = (site: SiteView): readonly number[] => site.users.map(({ id }) => id);
  const [admin = 0, seller = 0] = idsOf(await world.site(ACCOUNT.id));
  const [li = 0] = idsOf(await world.site(OTHER.id));
  const heard: string[] = [];

  async function read<Body>(response: Response): Promise<Answer<Body>> {
    const text = await response.text();
    heard.push(text);
    const isJson = /[/+]json\b/.test(response.headers.get('content-type') ?? '');
    return { status: response.status, headers: response.headers, body: (isJson ? JSON.parse(text) : text) as Body };
  }

  const desk: Desk = {
    world,
    ledger,
    engine,
    url,
    windowDir,
    home,
    neighbour,
    sibling,
    users: { admin, seller, neighbour: li },
    heard,
    token: async ({ tenant: whose = home, userId, flaw }) => {
      const { token } = await world.control<{ token: string }>('POST', '/platform/widget-tokens', {
        clientId: whose.clientId,
        accountId: whose.accountId,
        ...(userId === undefined ? {} : { userId }),
        ...(flaw === undefined ? {} : { flaw }),
      });
      return token;
    },
    open: async (token, { open = OPEN, origin } = {}) =>
      read(
        await fetch(url + SETTINGS_OPERATIONS.open.path, {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            ...(token === undefined ? {} : { 'x-auth-token': token }),
            ...(origin === undefined ? {} : { origin }),
          },
          body: JSON.stringify(open),
        }),
      ),
    begin: async (windowUrl) =>
      read(
        await fetch(url + SETTINGS_OPERATIONS.begin.path, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ ticket: windowUrl.split('#ticket=')[1] }),
        }),
      ),
    enter: async ({ tenant: whose, userId, open } = {}) => {
      const token = await desk.token({
        ...(whose === undefined ? {} : { tenant: whose }),
        ...(userId === undefined ? {} : { userId }),
      });
      const opened = await desk.open(token, { open: { ...OPEN, ...open } });
      if (opened.status !== 200) throw new Error(`not opened: ${opened.status} ${JSON.stringify(opened.body)}`);
      const begun = await desk.begin(String(opened.body.url));
      if (begun.status !== 200) throw new Error(`not begun: ${begun.status} ${JSON.stringify(begun.body)}`);
      return SETTINGS_OPERATIONS.begin.answer.parse(begun.body);
    },
    ask: async <Body>(operation: SettingsOperation, question: Question = {}) => {
      const { session, id = '', since = 0, key = randomUUID(), query = '' } = question;
      const body = operation.method === 'get' ? undefined : question.body;
      const address = operation.path.replace(/\{(source|template|import)Id\}/, id).replace('{since}', String(since));
      const answer = await read<Body>(
        await fetch(url + address + query, {
          method: operation.method.toUpperCase(),
          headers: {
            ...(session === undefined ? {} : { authorization: `Bearer ${session}` }),
            ...(key === null || operation.method === 'get' ? {} : { 'idempotency-key': key }),
            ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        }),
      );
      // What is promised, and nothing beside it.
      if (answer.status === operation.status) operation.answer.parse(answer.body);
      return answer;
    },
    letSeller: async (may) => {
      await db.query('delete from setting_rights where scope_id = $1', [home.scopeId]);
      if (may !== 'nothing') {
        await db.query('insert into setting_rights (scope_id, user_id, may) values ($1, $2, $3)', [
          home.scopeId,
          seller,
          may,
        ]);
      }
    },
    bot: async (name) => {
      const id = String(Math.floor(600_000_000 + Math.random() * 300_000_000));
      const token = `${id}:${BOT_SECRET}`;
      await world.control('POST', '/telegram/bots', { token, name, username: `shop_${id}_bot` });
      return { id, credentials: { token, apiBaseUrl: `${world.sandbox.url}/telegram` } };
    },
    passTime: (ms) => {
      skewMs += ms;
    },
    close: async () => {
      await new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      });
      await world.close();
      await ledger.close();
      rmSync(windowDir, { recursive: true, force: true });
    },
  };
  return desk;
}
