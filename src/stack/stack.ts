import { setTimeout as sleep } from 'node:timers/promises';
import { registerSearchAttributes } from '../cli/search-attributes';
import { withTemporal } from '../cli/with-temporal';
import type { Config } from '../config';
import { migrate } from '../ledger/migrate';
import { launchCourier, StartError } from './courier-part';
import { LogFiles } from './logs';
import { livingProcesses, type ManagedProcess } from './managed-process';
import { Part } from './part';
import type { DataPaths } from './paths';
import { startPostgres } from './postgres';
import type { Progress } from './progress';
import { connectSandbox, hasSandboxAccess, registerSandbox, sandboxUrlOf } from './sandbox-account';
import { SandboxCrm } from './sandbox-crm';
import { sandboxWidget } from './sandbox-widget';
import { startTemporal } from './temporal';
import { findTemporal } from './temporal-binary';

/** All processes of `courier up`: how they start, in which order they stop. */
export class Stack {
  private readonly logs: LogFiles;
  private readonly parts: Record<'sandbox' | 'api' | 'worker' | 'temporal' | 'postgres', Part>;
  private dataDirectory: string;
  private readonly crm: SandboxCrm;
  private starting: Promise<void> = Promise.resolve();
  private complete = false;

  constructor(
    private readonly config: Config,
    private readonly paths: DataPaths,
    private readonly progress: Progress,
    private readonly stopped: AbortSignal,
  ) {
    this.logs = new LogFiles(paths.logs);
    this.dataDirectory = paths.root;
    this.crm = new SandboxCrm(sandboxUrlOf(config));
    const courier = (name: string, command: string) => this.part(name, 35_000, () => launchCourier(command, this.logs));
    // In the order of stopping: nothing loses what it still needs.
    this.parts = {
      sandbox: this.part('Sandbox', 35_000, () => this.launchSandbox()),
      api: courier('Api', 'api'),
      worker: courier('Worker', 'worker'),
      temporal: this.part('Temporal', 15_000, () => this.launchTemporal()),
      postgres: this.part('Postgres', 25_000, () => this.launchPostgres()),
    };
  }

  /** Resolves when everything serves and the sandbox's account is connected. */
  start(): Promise<void> {
    this.starting = this.startAll();
    return this.starting;
  }

  private async startAll(): Promise<void> {
    const { postgres, temporal, api, worker, sandbox } = this.parts;
    const widget = this.buildWidget();
    await Promise.all([this.begin(postgres), this.begin(temporal)]);
    await this.step('Database schema', () => migrate(this.config.databaseUrl));
    await this.step('Search attributes', () => withTemporal(this.config, registerSearchAttributes));
    await Promise.all([this.begin(api), this.begin(worker), this.begin(sandbox)]);
    await this.step('Sandbox account connected', () => this.connectAccount());
    const archive = await widget;
    if (archive !== undefined) await this.step('Widget uploaded', () => this.crm.upload(archive));
    this.complete = true;
  }

  /** As the account's users left it: what they have disabled in its CRM stays so until they install it again. */
  private async connectAccount(): Promise<void> {
    if (!(await this.crm.isInstalled())) {
      await registerSandbox(this.config);
      this.progress.line("… Disabled in the sandbox's CRM: install it there to connect it again");
      return;
    }
    const notConnected = await connectSandbox(this.config, { everyLine: true });
    for (const { messenger, reason } of notConnected) {
      this.progress.line(`… ${messenger} of the sandbox is not connected: ${reason}`);
    }
    if (!(await hasSandboxAccess(this.config))) await this.crm.install();
  }

  /** Without it all works but the settings window, so a start does not fail for it. */
  private async buildWidget(): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const { publicUrl } = this.config;
    try {
      return new Uint8Array(await sandboxWidget(publicUrl, this.paths.widget, this.logs));
    } catch (error) {
      if (!this.stopped.aborted) {
        this.progress.line(
          `… No settings window in the sandbox's CRM: ${error instanceof Error ? error.message : String(error)}`,
        );
      }
      return undefined;
    }
  }

  async stop(): Promise<void> {
    for (const part of Object.values(this.parts)) await part.stop();
    // What a start that was cut short has begun, or is about to begin.
    await endLiving();
    await Promise.race([this.starting.catch(() => undefined), sleep(10_000, undefined, { ref: false })]);
    await endLiving();
    this.logs.close();
  }

  /** Where the data is, in words. */
  describeData(): string {
    const { root } = this.paths;
    return this.dataDirectory.startsWith(root) ? root : `${root} and ${this.dataDirectory}`;
  }

  private part(name: string, stopWithinMs: number, launch: () => Promise<ManagedProcess>): Part {
    const report = (line: string) => this.progress.line(line);
    return new Part({ name, launch, stopWithinMs, report });
  }

  private begin(part: Part): Promise<void> {
    return this.step(part.name, () => part.start());
  }

  private async step<T>(name: string, work: () => Promise<T>): Promise<T> {
    // Once told to stop, a start that is under way must not begin anything new.
    this.stopped.throwIfAborted();
    try {
      return await this.progress.step(name, work);
    } catch (error) {
      if (this.stopped.aborted) throw error;
      throw new Error(`✗ ${name}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
    }
  }

  private async launchSandbox(): Promise<ManagedProcess> {
    const process = await launchCourier('sandbox', this.logs);
    // What it had not yet written down when it ended, it does not know.
    if (this.complete) await this.connectAccount();
    return process;
  }

  private async launchPostgres(): Promise<ManagedProcess> {
    const { process, directory } = await startPostgres({
      directory: this.paths.postgres,
      port: this.config.postgresPort,
      output: this.logs.descriptor('postgres'),
    }).catch((error: unknown) => this.explain('postgres', error));
    this.dataDirectory = directory;
    return process;
  }

  private async launchTemporal(): Promise<ManagedProcess> {
    const onProgress = (text: string) => this.progress.line(`… ${text}`);
    const program = await findTemporal({ onProgress, signal: this.stopped });
    const { process } = await startTemporal({
      program,
      port: this.config.temporalPort,
      uiPort: this.config.temporalUiPort,
      dbFile: this.paths.temporalDb,
      output: this.logs.descriptor('temporal'),
    }).catch((error: unknown) => this.explain('temporal', error));
    return process;
  }

  private explain(log: string, error: unknown): never {
    throw new StartError(error instanceof Error ? error.message : String(error), log, this.logs);
  }
}

async function endLiving(): Promise<void> {
  await Promise.all(livingProcesses().map((child) => child.stop(10_000)));
}
