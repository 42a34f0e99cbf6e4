import { setTimeout as sleep } from 'node:timers/promises';
import type { ManagedProcess } from './managed-process';

export interface PartOptions {
  readonly name: string;
  /** Starts the process and resolves when it serves. */
  readonly launch: () => Promise<ManagedProcess>;
  readonly stopWithinMs: number;
  readonly report: (line: string) => void;
}

const firstPauseMs = 1_000;
const longestPauseMs = 30_000;
/** Having run for so long, a part counts as healthy and its next pause is short again. */
const healthyAfterMs = 60_000;

/** One process of the stack: started once, and again whenever it ends by itself. */
export class Part {
  private process: ManagedProcess | undefined;
  private stopping = false;
  private pauseMs = firstPauseMs;
  private timer: NodeJS.Timeout | undefined;
  private relaunch: Promise<void> = Promise.resolve();

  constructor(private readonly options: PartOptions) {}

  get name(): string {
    return this.options.name;
  }

  /** The first start; a failure is the caller's. */
  async start(): Promise<void> {
    this.watch(await this.options.launch());
  }

  async stop(): Promise<void> {
    this.stopping = true;
    clearTimeout(this.timer);
    // A start that hangs is not waited for; its process is ended with all others at the very end.
    await Promise.race([this.relaunch, sleep(3_000, undefined, { ref: false })]);
    await this.process?.stop(this.options.stopWithinMs);
  }

  private watch(process: ManagedProcess): void {
    this.process = process;
    const since = Date.now();
    void process.exited.then(({ code, signal }) => {
      if (this.stopping) return;
      // Whatever it had started would stand in the way of the next one.
      process.kill();
      if (Date.now() - since > healthyAfterMs) this.pauseMs = firstPauseMs;
      this.again(`${this.name} ended by itself (${signal ?? `code ${code ?? 'unknown'}`})`);
    });
  }

  private again(reason: string): void {
    this.options.report(`✗ ${reason}; starting it again in ${this.pauseMs / 1_000} s`);
    this.timer = setTimeout(() => {
      this.relaunch = this.restart();
    }, this.pauseMs);
    this.pauseMs = Math.min(this.pauseMs * 2, longestPauseMs);
  }

  private async restart(): Promise<void> {
    try {
      this.watch(await this.options.launch());
      this.options.report(`✓ ${this.name} runs again`);
    } catch (error) {
      if (!this.stopping)
        this.again(`${this.name} did not start: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}
