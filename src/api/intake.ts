import { hostname } from 'node:os';
import type { Logger } from 'pino';
import { isLaneEvent, type AcceptableEvent, type Came } from '../ledger/acceptable';
import type { Acceptor } from '../ledger/acceptor';
import { isDataError } from '../ledger/database';
import type { Routing } from '../ledger/routing';
import type { Spool, SpooledEntries } from '../ledger/spool';
import { eventsAccepted, hookPartsLeftOut, spooledHooks, watchSpool, watchUnverified } from '../metrics';
import type { HttpAnswer } from '../messengers/contract';
import { V1_HOOK } from '../kommo/hooks';
import { callerOf, type Hook, type HookRefusal, type ReadHook, type Signal } from './hook';
import { readKommoHook } from './read-kommo-hook';
import { readMessengerHook, type ReadMessengerHookOptions } from './read-messenger-hook';
import { fromEntry, toEntry } from './spooled-hook';
import { neverVerified, UnverifiedHooks, type Settling } from './unverified-hooks';
import type { Waker } from './waker';

/** Kommo waits 5 s and never repeats; past this the database counts as away. */
const LEDGER_WITHIN_MS = 1_500;
const DRAIN_BYTES = 512 * 1_024;
const DRAIN_PAUSE_MS = 500;
const BEING_WRITTEN_MS = 10;
/** An entry that failed so often for reasons of its own is set aside. */
const OWN_FAULTS = 3;
const ADOPT_EVERY_MS = 30_000;

export interface IntakeOptions extends ReadMessengerHookOptions {
  readonly routing: Routing;
  readonly acceptor: Acceptor;
  readonly waker: Waker;
  readonly spool: Spool;
  /** Where webhooks wait whose messenger's keys cannot be had. */
  readonly unverified: Spool;
  readonly log: Logger;
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
  readonly #stopping = new AbortController();
  readonly #adopting: NodeJS.Timeout;
  readonly #unverified: UnverifiedHooks;
  #draining: Promise<void> | undefined;
  #drainedAt = 0;

  constructor(options: IntakeOptions) {
    this.#options = options;
    this.#adopting = setInterval(() => void this.#adopt(), ADOPT_EVERY_MS).unref();
    const { unverified, log } = options;
    this.#unverified = new UnverifiedHooks({ spool: unverified, log, settle: (hook) => this.#settle(hook) });
    watchSpool(options.spool);
    watchUnverified(unverified);
    if (!options.spool.isEmpty) this.#startDrain();
  }

  /** Whether webhooks go to the spool now. */
  get isSpooling(): boolean {
    return this.#draining !== undefined;
  }

  /** Milliseconds since the drain last came round, whether or not it carried something; 0 where it has nothing to do. */
  get sinceRoundMs(): number {
    return this.isSpooling ? performance.now() - this.#drainedAt : 0;
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
    const read = route === undefined ? undefined : await this.#readWith(hook, route);
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
    this.#stopping.abort();
    await this.#draining;
    await this.#unverified.stop();
  }

  /** @returns undefined when nobody can say now whose it is; it is verified when the spool is drained. */
  async #route(hook: Hook, deadline: number): Promise<Route | undefined> {
    const asked = this.isSpooling ? 'no-answer' : await this.#inTime(this.#askRoute(hook), deadline);
    return asked === 'no-answer' ? this.#rememberedRoute(hook) : asked;
  }

  async #readWith(hook: Hook, route: Route): Promise<ReadHook> {
    const { address, request } = hook;
    if (address.kind === 'kommo') return readKommoHook(route.kommo, address.scopeId, request);
    const read = await readMessengerHook(route.connection, hook, this.#options);
    // The keys are there again, so what came without them can be read, too.
    if (read.kind === 'read') this.#unverified.look();
    return read;
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
    const read = await this.#readWith(hook, await this.#askRoute(hook));
    switch (read.kind) {
      case 'read':
        await this.#accept(hook, read);
        return 'settled';
      case 'refused':
        this.#refuseLate([refusalOf(hook, read)]);
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

  async #askRoute({ address }: Hook): Promise<Route> {
    const { routing } = this.#options;
    return address.kind === 'kommo'
      ? { kommo: await routing.kommo(address.scopeId), connection: undefined }
      : { kommo: undefined, connection: await routing.connection(address.messenger, address.connectionId) };
  }

  /** From memory, so that forgeries are refused also while the database is away. */
  #rememberedRoute({ address }: Hook): Route | undefined {
    const { routing } = this.#options;
    if (address.kind === 'kommo') {
      const kommo = routing.rememberedKommo(address.scopeId);
      return kommo === undefined ? undefined : { kommo, connection: undefined };
    }
    const connection = routing.rememberedConnection(address.messenger, address.connectionId);
    return connection === undefined ? undefined : { kommo: undefined, connection };
  }

  /**
   * @returns keys of what was new; undefined when the ledger did not take it in time. It may yet: then the spooled copy
   * is a repeat.
   */
  async #store(
    hook: Hook,
    read: Extract<ReadHook, { kind: 'read' }>,
    deadline: number,
  ): Promise<ReadonlySet<string> | undefined> {
    if (this.isSpooling) return undefined;
    const stored = await this.#inTime(this.#accept(hook, read), deadline);
    return stored === 'no-answer' ? undefined : stored;
  }

  async #accept(hook: Hook, read: Extract<ReadHook, { kind: 'read' }>): Promise<ReadonlySet<string>> {
    const { acceptor, waker, log } = this.#options;
    const { leftOut } = read;
    const events = withWay(hook, read);
    const { fresh, wake } = await acceptor.accept(events);
    waker.wake(wake);
    const caller = callerOf(hook.address);
    for (const event of events) {
      eventsAccepted.inc({ caller, kind: fresh.has(event.dedupeKey) ? wordOf(event) : 'repeated' });
    }
    // What nobody could read is kept, and somebody has to look at it.
    for (const event of events) {
      if (event.kind !== 'kept' || event.as !== 'unparsed' || !fresh.has(event.dedupeKey)) continue;
      log.warn({ caller, reason: event.reason }, 'A webhook could not be read; it is kept');
    }
    if (leftOut !== undefined && fresh.size > 0) {
      hookPartsLeftOut.inc({ caller }, leftOut.length);
      log.warn({ caller, leftOut }, 'Parts of a webhook could not be read; the rest is carried');
    }
    return fresh;
  }

  /** @returns the refusal when the disk does not take it either: the caller has to send it again. */
  async #spoolIt(hook: Hook): Promise<HookRefusal | undefined> {
    const { spool, log } = this.#options;
    const appending = spool.append(toEntry(hook, 'ledger'));
    // Before it is durable: what comes meanwhile has to line up behind it.
    this.#startDrain();
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

  #startDrain(): void {
    if (this.#draining !== undefined || this.#stopping.signal.aborted) return;
    this.#options.log.warn('Webhooks go to the spool until the ledger takes them again');
    this.#drainedAt = performance.now();
    this.#draining = this.#drain().finally(() => {
      this.#draining = undefined;
      // One that was appended while the last round ended has nobody else to carry it.
      if (!this.#options.spool.isEmpty) this.#startDrain();
    });
  }

  async #drain(): Promise<void> {
    const { spool, log } = this.#options;
    let atMost = Infinity;
    let ownFaults = 0;
    while (!this.#stopping.signal.aborted && !spool.isEmpty) {
      this.#drainedAt = performance.now();
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

  /**
   * Whether an entry fails for a reason that another try cannot heal: it cannot be read, the ledger refuses its data, or
   * its route cannot be opened while the ledger is well.
   */
  async #isOwnFault(entry: unknown): Promise<boolean> {
    const hook = attempt(() => fromEntry(entry));
    if (hook === undefined) return true;
    const route = await this.#askRoute(hook).catch(() => undefined);
    if (route === undefined) return (await this.#isWell()) && (await fails(this.#askRoute(hook)));
    const read = await this.#readWith(hook, route).catch(() => undefined);
    // What nobody can verify goes elsewhere, unless that is full.
    if (read === undefined || read.kind === 'unverified') return true;
    return read.kind === 'read' && (await fails(this.#accept(hook, read), isDataError));
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

  /** All at once: the acceptor commits them together, in their order. */
  async #carry(entries: readonly unknown[]): Promise<void> {
    const hooks = entries.map(fromEntry);
    const routes = await Promise.all(hooks.map((hook) => this.#askRoute(hook)));
    const reads = await Promise.all(hooks.map((hook, index) => this.#readWith(hook, routes[index] ?? NO_ROUTE)));
    const forged: string[] = [];
    await Promise.all(
      hooks.map(async (hook, index) => {
        const read = reads[index];
        if (read?.kind === 'read') await this.#accept(hook, read);
        else if (read?.kind === 'unverified') await this.#unverified.keep(hook);
        else if (read !== undefined) forged.push(refusalOf(hook, read));
      }),
    );
    // Not before the others are safe: until then they come up again.
    this.#refuseLate(forged);
  }

  #refuseLate(forged: readonly string[]): void {
    spooledHooks.inc({ result: 'forged' }, forged.length);
    if (forged.length > 0) this.#options.log.warn({ forged }, 'Spooled webhooks are refused');
  }

  async #adopt(): Promise<void> {
    const { spool, unverified, log } = this.#options;
    try {
      const adopted = (await spool.adoptOrphans()) + (await unverified.adoptOrphans());
      if (adopted > 0) log.warn({ adopted }, 'Adopted the spool of a process that died');
    } catch (err) {
      log.error({ err }, 'The spool folder cannot be looked through');
    }
    if (!spool.isEmpty) this.#startDrain();
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

const THIS_PROCESS = `${hostname()}/${process.pid}`;

/** What the ledger keeps of how it came, for the trace of a message. */
function withWay(
  { at, request, spooled }: Hook,
  { events, verifiedBy }: Extract<ReadHook, { kind: 'read' }>,
): readonly AcceptableEvent[] {
  const came: Came = {
    at,
    bytes: request.body.length,
    takenBy: THIS_PROCESS,
    verifiedBy,
    ...(spooled === undefined ? {} : { spooled }),
  };
  return events.map((event) => (isLaneEvent(event) ? { ...event, came } : event));
}

/** What was fetched for it cannot be fetched again. */
function kept(hook: Hook, read: Extract<ReadHook, { kind: 'read' }> | undefined): Hook {
  return read?.fetched === undefined ? hook : { ...hook, fetched: read.fetched };
}

/** Anybody can send what nobody can verify now: half of the spool is kept for callers who are known. */
function refuseStranger(): HookRefusal {
  spooledHooks.inc({ result: 'refused' });
  return UNAVAILABLE;
}

/** Typing, for example: passed on at once or dropped, never kept. */
function isNothing({ events }: Extract<ReadHook, { kind: 'read' }>): boolean {
  return events.length === 0;
}

const NOTHING: ReadonlySet<string> = new Set();

/** For the metric. */
function wordOf(event: AcceptableEvent): string {
  if (event.kind === 'kept') return event.reason === V1_HOOK ? 'v1' : event.as;
  if (!isLaneEvent(event)) return event.kind;
  return event.kind.slice(0, event.kind.indexOf('-'));
}

interface Route {
  readonly kommo: Awaited<ReturnType<Routing['kommo']>>;
  readonly connection: Awaited<ReturnType<Routing['connection']>>;
}
const NO_ROUTE: Route = { kommo: undefined, connection: undefined };

/** In a word for the log, with nothing of what was sent. */
function refusalOf({ address }: Hook, { word }: HookRefusal): string {
  return `${callerOf(address)}: ${word}`;
}

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

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
    if (signal.aborted) done();
  });
}
