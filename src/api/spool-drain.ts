import type { Logger } from 'pino';
import type { Acceptor } from '../ledger/acceptor';
import { isDataError } from '../ledger/database';
import { pause } from '../ledger/pause';
import type { Spool, SpooledEntries } from '../ledger/spool';
import { spooledHooks } from '../metrics';
import type { Hook, HookRefusal } from './hook';
import type { HookReader } from './hook-reader';
import { fromEntry } from './spooled-hook';
import type { UnverifiedHooks } from './unverified-hooks';

const DRAIN_BYTES = 512 * 1_024;
const DRAIN_PAUSE_MS = 500;
const BEING_WRITTEN_MS = 10;
/** An entry that failed so often for reasons of its own is set aside. */
const OWN_FAULTS = 3;

export interface SpoolDrainOptions {
  readonly spool: Spool;
  readonly unverified: UnverifiedHooks;
  readonly reader: HookReader;
  readonly acceptor: Acceptor;
  readonly log: Logger;
}

/** Carries what was spooled into the ledger, in its order, for as long as there is any. */
export class SpoolDrain {
  readonly #options: SpoolDrainOptions;
  readonly #stopping = new AbortController();
  #draining: Promise<void> | undefined;
  #roundAt = 0;

  constructor(options: SpoolDrainOptions) {
    this.#options = options;
    if (!options.spool.isEmpty) this.start();
  }

  get isRunning(): boolean {
    return this.#draining !== undefined;
  }

  /** Milliseconds since it last came round, whether or not it carried something; 0 where it has nothing to do. */
  get sinceRoundMs(): number {
    return this.isRunning ? performance.now() - this.#roundAt : 0;
  }

  /** Without effect while it runs, or after `stop`. */
  start(): void {
    if (this.#draining !== undefined || this.#stopping.signal.aborted) return;
    this.#options.log.warn('Webhooks go to the spool until the ledger takes them again');
    this.#roundAt = performance.now();
    this.#draining = this.#drain().finally(() => {
      this.#draining = undefined;
      // One that was appended while the last round ended has nobody else to carry it.
      if (!this.#options.spool.isEmpty) this.start();
    });
  }

  /** What is still spooled stays on the disk. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#draining;
  }

  async #drain(): Promise<void> {
    const { spool, log } = this.#options;
    let atMost = Infinity;
    let ownFaults = 0;
    while (!this.#stopping.signal.aborted && !spool.isEmpty) {
      this.#roundAt = performance.now();
      const taken = await this.#peek(atMost);
      if (taken === undefined) {
        await pause(BEING_WRITTEN_MS, this.#stopping.signal);
      } else if (await this.#carries(taken)) {
        ownFaults = 0;
        atMost *= 2;
      } else if (taken.entries.length > 1) {
        // A ledger that is slow, or refuses one of them, may take fewer.
        atMost = Math.ceil(taken.entries.length / 4);
        await pause(DRAIN_PAUSE_MS, this.#stopping.signal);
      } else {
        ownFaults = (await this.#isOwnFault(taken.entries[0])) ? ownFaults + 1 : 0;
        if (ownFaults >= OWN_FAULTS) {
          await this.#setAside(taken);
          ownFaults = 0;
        }
        await pause(DRAIN_PAUSE_MS, this.#stopping.signal);
      }
    }
    if (spool.isEmpty) log.info('The spool is empty; webhooks go to the ledger');
  }

  async #peek(atMost: number): Promise<SpooledEntries | undefined> {
    try {
      return await this.#options.spool.peek(DRAIN_BYTES, atMost);
    } catch (err) {
      this.#options.log.error({ err }, 'The spool cannot be read');
      await pause(DRAIN_PAUSE_MS, this.#stopping.signal);
      return undefined;
    }
  }

  /** @returns false when they stay in the spool. */
  async #carries(taken: SpooledEntries): Promise<boolean> {
    const { spool, log } = this.#options;
    try {
      await this.#carry(taken.entries);
      await spool.discard(taken);
      return true;
    } catch (err) {
      log.warn({ err, depth: spool.depth }, 'The ledger does not take the spooled webhooks yet');
      return false;
    }
  }

  /** All at once: the acceptor commits them together, in their order. */
  async #carry(entries: readonly unknown[]): Promise<void> {
    const { reader, unverified } = this.#options;
    const hooks = entries.map(fromEntry);
    const routes = await Promise.all(hooks.map((hook) => reader.route(hook)));
    const reads = await Promise.all(hooks.map((hook, index) => reader.read(hook, routes[index] ?? NO_ROUTE)));
    const forged: { hook: Hook; why: HookRefusal }[] = [];
    await Promise.all(
      hooks.map(async (hook, index) => {
        const read = reads[index];
        if (read?.kind === 'read') await reader.accept(hook, read);
        else if (read?.kind === 'unverified') await unverified.keep(hook);
        else if (read !== undefined) forged.push({ hook, why: read });
      }),
    );
    // Not before the others are safe: until then they come up again.
    reader.refuseLate(forged);
  }

  /**
   * Whether an entry fails for a reason that another try cannot heal: it cannot be read, the ledger refuses its data, or
   * its route cannot be opened while the ledger is well.
   */
  async #isOwnFault(entry: unknown): Promise<boolean> {
    const { reader } = this.#options;
    const hook = attempt(() => fromEntry(entry));
    if (hook === undefined) return true;
    const route = await reader.route(hook).catch(() => undefined);
    if (route === undefined) return (await this.#isWell()) && (await fails(reader.route(hook)));
    const read = await reader.read(hook, route).catch(() => undefined);
    // What nobody can verify goes elsewhere, unless that is full.
    if (read === undefined || read.kind === 'unverified') return true;
    return read.kind === 'read' && (await fails(reader.accept(hook, read), isDataError));
  }

  /** Nothing is accepted, by the same way to the ledger and back. */
  async #isWell(): Promise<boolean> {
    return !(await fails(this.#options.acceptor.accept([])));
  }

  /** One webhook must not hold up all others (promise P8). */
  async #setAside(taken: SpooledEntries): Promise<void> {
    const { spool, log } = this.#options;
    try {
      const file = await spool.setAside(taken);
      spooledHooks.inc({ result: 'set-aside' });
      log.error({ file }, 'A webhook of the spool fails for reasons of its own; it is set aside');
    } catch (err) {
      log.error({ err }, 'A webhook of the spool that fails for reasons of its own cannot be set aside');
    }
  }
}

const NO_ROUTE = { kommo: undefined, connection: undefined } as const;

/** @returns undefined when it throws. */
function attempt<Value>(work: () => Value): Value | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

/** Whether it is rejected, with an error of that kind. */
function fails(work: Promise<unknown>, kind: (error: unknown) => boolean = () => true): Promise<boolean> {
  return work.then(() => false, kind);
}
