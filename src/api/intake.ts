import type { Acceptor } from '../ledger/acceptor';
import type { Spool } from '../ledger/spool';
import { spooledHooks, watchSpool, watchUnverified } from '../metrics';
import type { HttpAnswer } from '../messengers/contract';
import type { Hook, HookRefusal, Signal } from './hook';
import { HookReader, type HookReaderOptions, type Route, type Understood } from './hook-reader';
import { SpoolDrain } from './spool-drain';
import { toEntry } from './spooled-hook';
import { neverVerified, UnverifiedHooks, type Settling } from './unverified-hooks';

/** Kommo waits 5 s and never repeats; past this the database counts as away. */
const LEDGER_WITHIN_MS = 1_500;
const ADOPT_EVERY_MS = 30_000;

export interface IntakeOptions extends HookReaderOptions {
  readonly acceptor: Acceptor;
  readonly spool: Spool;
  /** Where webhooks wait whose messenger's keys cannot be had. */
  readonly unverified: Spool;
  /** Kommo was refused a webhook, which it sends to nobody again. */
  readonly missed?: () => void;
}

export type Taken =
  | {
      readonly kind: 'taken';
      readonly answer: HttpAnswer;
      /** To be passed on after the answer. */
      readonly signals: readonly Signal[];
    }
  | HookRefusal;

/**
 * Takes webhooks durably (promise P1): into the ledger or, when that cannot take them in time, into the spool. While
 * anything is spooled everything goes there, so that what came first is accepted first; a drain carries the spool into
 * the ledger and then lets webhooks through again.
 */
export class Intake {
  readonly #options: IntakeOptions;
  readonly #reader: HookReader;
  readonly #unverified: UnverifiedHooks;
  readonly #drain: SpoolDrain;
  readonly #adopting: NodeJS.Timeout;

  constructor(options: IntakeOptions) {
    this.#options = options;
    const { spool, unverified, acceptor, log } = options;
    this.#reader = new HookReader(options, () => this.#unverified.look());
    this.#unverified = new UnverifiedHooks({ spool: unverified, log, settle: (hook) => this.#settle(hook) });
    watchSpool(spool);
    watchUnverified(unverified);
    this.#drain = new SpoolDrain({ spool, unverified: this.#unverified, reader: this.#reader, acceptor, log });
    this.#adopting = setInterval(() => void this.#adopt(), ADOPT_EVERY_MS).unref();
  }

  /** Whether webhooks go to the spool now. */
  get isSpooling(): boolean {
    return this.#drain.isRunning;
  }

  /** Milliseconds since the drain last came round, whether or not it carried something; 0 where it has nothing to do. */
  get sinceRoundMs(): number {
    return this.#drain.sinceRoundMs;
  }

  /**
   * Resolves when the webhook is durable, or refused; within two seconds either way, and a second and a half more where keys
   * have to be fetched, and where something has that would be gone later.
   */
  async take(hook: Hook): Promise<Taken> {
    const taken = await this.#take(hook);
    // Messengers send again what they get no 200 for; Kommo does not (kommo-chat-api.md §11.1).
    if (taken === UNAVAILABLE && hook.address.kind === 'kommo') this.#options.missed?.();
    return taken;
  }

  async #take(hook: Hook): Promise<Taken> {
    let deadline = performance.now() + LEDGER_WITHIN_MS;
    const route = await this.#route(hook, deadline);
    const left = deadline - performance.now();
    const read = route === undefined ? undefined : await this.#reader.read(hook, route);
    deadline = performance.now() + left;
    if (read?.kind === 'refused') return read;
    // A question whether the address is ours holds nothing to keep, and nobody can answer it later.
    if (read === undefined && hook.request.method === 'GET') return UNAVAILABLE;
    if (read?.kind === 'unverified') return this.#takeUnverified(hook);
    const fresh = read === undefined ? undefined : isNothing(read) ? NOTHING : await this.#store(hook, read, deadline);
    if (fresh === undefined) {
      const refusal =
        read === undefined && this.#options.spool.isHalfFull ? refuseStranger() : await this.#spoolIt(kept(hook, read));
      if (refusal !== undefined) return refusal;
    }
    // What is spooled is not known to be new, so nothing is done that must be done once.
    const signals = (read?.signals ?? []).filter(
      (signal) => signal.kind !== 'acknowledge' || signal.ifNew === undefined || fresh?.has(signal.ifNew) === true,
    );
    return { kind: 'taken', answer: read?.answer ?? { status: 200 }, signals };
  }

  /** Ends the drain; what is still spooled stays on the disk. */
  async stop(): Promise<void> {
    clearInterval(this.#adopting);
    await this.#drain.stop();
    await this.#unverified.stop();
  }

  /** @returns undefined when nobody can say now whose it is; it is verified when the spool is drained. */
  async #route(hook: Hook, deadline: number): Promise<Route | undefined> {
    const asked = this.isSpooling ? 'no-answer' : await this.#inTime(this.#reader.route(hook), deadline);
    return asked === 'no-answer' ? this.#reader.rememberedRoute(hook) : asked;
  }

  async #takeUnverified(hook: Hook): Promise<Taken> {
    try {
      await this.#unverified.keep(hook);
    } catch (err) {
      spooledHooks.inc({ result: 'refused' });
      this.#options.log.error({ err }, 'A webhook whose sender cannot be verified now could not be spooled');
      return UNAVAILABLE;
    }
    spooledHooks.inc({ result: 'unverified' });
    return { kind: 'taken', answer: { status: 200 }, signals: [] };
  }

  /** Of one that waits for the keys of its messenger. */
  async #settle(hook: Hook): Promise<Settling> {
    const read = await this.#reader.read(hook, await this.#reader.route(hook));
    switch (read.kind) {
      case 'read':
        await this.#reader.accept(hook, read);
        return 'settled';
      case 'refused':
        this.#reader.refuseLate([{ hook, why: read }]);
        return 'settled';
      case 'unverified': {
        const event = neverVerified(hook, Date.now());
        if (event === undefined) return 'unverified';
        await this.#options.acceptor.accept([event]);
        this.#options.log.error('The sender of a webhook could not be verified for a day; its bytes are kept');
        return 'settled';
      }
    }
  }

  /**
   * @returns keys of what was new; undefined when the ledger did not take it in time. It may yet: then the spooled copy
   * is a repeat.
   */
  async #store(hook: Hook, read: Understood, deadline: number): Promise<ReadonlySet<string> | undefined> {
    if (this.isSpooling) return undefined;
    const stored = await this.#inTime(this.#reader.accept(hook, read), deadline);
    return stored === 'no-answer' ? undefined : stored;
  }

  /** @returns the refusal when the disk does not take it either: the caller has to send it again. */
  async #spoolIt(hook: Hook): Promise<HookRefusal | undefined> {
    const { spool, log } = this.#options;
    const appending = spool.append(toEntry(hook, 'ledger'));
    // Before it is durable: what comes meanwhile has to line up behind it.
    this.#drain.start();
    try {
      await appending;
    } catch (err) {
      spooledHooks.inc({ result: 'refused' });
      log.error({ err }, 'A webhook could be stored neither in the ledger nor in the spool');
      return UNAVAILABLE;
    }
    spooledHooks.inc({ result: 'kept' });
    return undefined;
  }

  async #adopt(): Promise<void> {
    const { spool, unverified, log } = this.#options;
    try {
      const adopted = (await spool.adoptOrphans()) + (await unverified.adoptOrphans());
      if (adopted > 0) log.warn({ adopted }, 'Adopted the spool of a process that died');
    } catch (err) {
      log.error({ err }, 'The spool folder cannot be looked through');
    }
    if (!spool.isEmpty) this.#drain.start();
  }

  /** What comes too late or fails is "no answer"; the spool takes over. */
  async #inTime<Value>(work: Promise<Value>, deadline: number): Promise<Value | 'no-answer'> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<'no-answer'>((resolve) => {
      timer = setTimeout(() => resolve('no-answer'), Math.max(0, deadline - performance.now()));
    });
    const safe = work.catch((err: unknown) => {
      this.#options.log.warn({ err }, 'The ledger did not take a webhook');
      return 'no-answer' as const;
    });
    const first = await Promise.race([safe, late]);
    clearTimeout(timer);
    return first;
  }
}

const UNAVAILABLE: HookRefusal = {
  kind: 'refused',
  status: 503,
  word: 'unavailable',
  reason: 'It could not be stored; send it again',
};

/** What was fetched for it cannot be fetched again. */
function kept(hook: Hook, read: Understood | undefined): Hook {
  return read?.fetched === undefined ? hook : { ...hook, fetched: read.fetched };
}

/** Anybody can send what nobody can verify now: half of the spool is kept for callers who are known. */
function refuseStranger(): HookRefusal {
  spooledHooks.inc({ result: 'refused' });
  return UNAVAILABLE;
}

/** Typing, for example: passed on at once or dropped, never kept. */
function isNothing({ events }: Understood): boolean {
  return events.length === 0;
}

const NOTHING: ReadonlySet<string> = new Set();
