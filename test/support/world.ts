import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { readConfig } from '../../src/config';
import { freePorts } from '../../src/stack/ports';
import { connectSandbox } from '../../src/stack/sandbox-account';
import type {
  InboxMessage,
  JournalEntry,
  JournalPage,
  NewFault,
  PhoneMessage,
  PhoneView,
  SandboxState,
} from '../../src/sandbox/control/contract';
import { SANDBOX } from '../../src/sandbox/credentials';
import { createDatabase, type TestDatabase } from './database';
import type { OwnServers } from './own-servers';
import { spawnCourier, type CourierProcess } from './processes';
import { testTemporal } from './stack';

export interface WorldOptions {
  /** Added to every process. */
  readonly env?: NodeJS.ProcessEnv;
  /** `false`: no account has installed it yet. */
  readonly connected?: boolean;
  /** Worker processes; 1 unless told. */
  readonly workers?: number;
  /** Servers to use instead of those that all suites share. The world does not end them. */
  readonly servers?: OwnServers;
}

/**
 * A whole Courier of its own: a fresh database, a task-queue prefix, and api, workers and sandbox as processes, with
 * the sandbox's channel and bot connected.
 */
export class World {
  readonly #processes: CourierProcess[] = [];

  private constructor(
    readonly database: TestDatabase,
    readonly env: NodeJS.ProcessEnv,
    readonly dataDir: string,
    readonly queuePrefix: string,
    readonly sandboxUrl: string,
    readonly apiUrl: string,
  ) {}

  static async start(options: WorldOptions = {}): Promise<World> {
    const { servers } = options;
    const [database, temporalAddress] = await Promise.all([
      servers === undefined ? createDatabase() : servers.openDatabase(),
      servers === undefined ? testTemporal().then(({ address }) => address) : servers.temporalAddress,
    ]);
    const [apiPort = 0, sandboxPort = 0] = await freePorts(2);
    const dataDir = mkdtempSync(join(tmpdir(), 'courier-world-'));
    const queuePrefix = `t${randomBytes(4).toString('hex')}-`;
    const env: NodeJS.ProcessEnv = {
      COURIER_DATABASE_URL: database.url,
      COURIER_DATA_DIR: dataDir,
      COURIER_PORT: String(apiPort),
      COURIER_PUBLIC_URL: `http://127.0.0.1:${apiPort}`,
      COURIER_SANDBOX_PORT: String(sandboxPort),
      COURIER_KOMMO_URL: `http://127.0.0.1:${sandboxPort}/accounts/{subdomain}`,
      COURIER_WORKER_PORT: '0',
      COURIER_QUEUE_PREFIX: queuePrefix,
      TEMPORAL_ADDRESS: temporalAddress,
      ...options.env,
    };
    const world = new World(
      database,
      env,
      dataDir,
      queuePrefix,
      `http://127.0.0.1:${sandboxPort}`,
      `http://127.0.0.1:${apiPort}`,
    );
    try {
      // The first process makes the master key; the others read it.
      await world.spawn('api');
      await Promise.all([
        world.spawn('sandbox'),
        ...Array.from({ length: options.workers ?? 1 }, () => world.spawn('worker')),
      ]);
      if (options.connected !== false) await connectSandbox(readConfig(env));
      return world;
    } catch (error) {
      await world.stop();
      throw error;
    }
  }

  async spawn(command: 'api' | 'worker' | 'sandbox', env: NodeJS.ProcessEnv = {}): Promise<CourierProcess> {
    const started = await spawnCourier(command, { ...this.env, ...env });
    this.#processes.push(started);
    return started;
  }

  /** Everything that was started, oldest first, also what has ended. */
  get processes(): readonly CourierProcess[] {
    return this.#processes;
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#processes].reverse().map((process) => process.stop()));
    if (process.env.COURIER_TEST_LOGS !== undefined)
      for (const each of this.#processes) process.stderr.write(each.logs());
    await this.database.drop();
    rmSync(this.dataDir, { recursive: true, force: true });
  }

  // The sandbox's control API -----------------------------------------------------------------------------------

  async control<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
    const response = await fetch(`${this.sandboxUrl}/control${path}`, {
      method,
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} /control${path}: ${response.status} ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as Answer;
  }

  state(): Promise<SandboxState> {
    return this.control('GET', '/state');
  }

  fault(fault: NewFault): Promise<{ id: string }> {
    return this.control('POST', '/faults', fault);
  }

  async journal(): Promise<JournalEntry[]> {
    const entries: JournalEntry[] = [];
    for (let after = 0; ;) {
      const page = await this.control<JournalPage>('GET', `/journal?after=${after}&limit=5000`);
      entries.push(...page.entries);
      if (page.entries.length === 0) return entries;
      after = page.last;
    }
  }

  newCustomer(firstName: string, botId = BOT_ID): Promise<PhoneView> {
    return this.control('POST', `/telegram/bots/${botId}/customers`, { firstName });
  }

  customerWrites(chatId: string, text: string, botId = BOT_ID): Promise<PhoneMessage> {
    return this.control('POST', `/telegram/bots/${botId}/chats/${chatId}/messages`, { text });
  }

  managerWrites(kommoChatId: string, text: string, repeat = 0): Promise<InboxMessage> {
    return this.control('POST', `/kommo/chats/${kommoChatId}/messages`, {
      text,
      userId: SANDBOX.kommo.users[0].id,
      repeat,
    });
  }
}

export const BOT_ID = SANDBOX.telegram.bot.token.slice(0, SANDBOX.telegram.bot.token.indexOf(':'));
export const CUSTOMER_CHAT = String(SANDBOX.telegram.customer.id);
