import { performance } from 'node:perf_hooks';
import type { Sandbox } from '../sandbox';
import { writeSandbox } from './file';

const PAUSE_MS = 1000;
/** Saving a large state takes a twentieth of the time at most. */
const PAUSE_FOR_EACH_MS = 20;

/** Saves a sandbox soon after it changed, and when it closes. */
export class Keeper {
  private timer: NodeJS.Timeout | undefined;
  private pauseMs = PAUSE_MS;
  private changed = false;
  private closed = false;
  private saving: Promise<void> = Promise.resolve();
  private failure = '';

  constructor(
    private readonly sandbox: Sandbox,
    private readonly file: string,
    private readonly log: (text: string) => void,
  ) {
    sandbox.changes.noteEach(() => {
      this.changed = true;
      this.later();
    });
  }

  /** Saves now. What is in the file is not complete while the sandbox runs. */
  save(complete = false): Promise<void> {
    this.saving = this.saving.then(async () => {
      this.changed = false;
      const began = performance.now();
      await writeSandbox(this.sandbox, this.file, complete).then(
        () => (this.failure = ''),
        (error: unknown) => this.complain(error),
      );
      this.pauseMs = Math.max(PAUSE_MS, PAUSE_FOR_EACH_MS * (performance.now() - began));
    });
    return this.saving;
  }

  /** Saves for good; the sandbox has come to rest. */
  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.timer);
    await this.save(true);
  }

  private later(): void {
    if (this.closed) return;
    this.timer ??= setTimeout(() => {
      void this.save().then(() => {
        this.timer = undefined;
        if (this.changed) this.later();
      });
    }, this.pauseMs).unref();
  }

  /** A full disk stays full for a while: it is said once. */
  private complain(error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    if (reason !== this.failure) this.log(`sandbox: its state cannot be saved to ${this.file}: ${reason}`);
    this.failure = reason;
  }
}
