import type { Logger } from 'pino';
import { isLaneEvent, type AcceptableEvent } from '../ledger/acceptable';
import type { Acceptor } from '../ledger/acceptor';
import { isDataError } from '../ledger/database';
import type { Routing } from '../ledger/routing';
import type { Spool, SpooledEntries } from '../ledger/spool';
import { eventsAccepted, hookPartsLeftOut, spooledHooks, watchSpool } from '../metrics';
import type { Clock, HttpAnswer } from '../messengers/contract';
import { isMessengerKind } from '../model/messenger-kind';
import { V1_HOOK } from '../kommo/hooks';
import { callerOf, type Hook, type HookRefusal, type ReadHook, type Signal } from './hook';
import { readKommoHook } from './read-kommo-hook';
import { readMessengerHook } from './read-messenger-hook';
import type { Waker } from './waker';

/** Kommo waits 5 s and never repeats; past this the database counts as away. */
const LEDGER_WITHIN_MS = 1_500;
const DRAIN_BYTES = 512 * 1_024;
const DRAIN_PAUSE_MS = 500;
const BEING_WRITTEN_MS = 10;
/** An entry that failed so often for reasons of its own is set aside. */
const OWN_FAULTS = 3;
const ADOPT_EVERY_MS = 30_000;

export interface IntakeOptions {
  readonly routing: Routing;
  readonly acceptor: Acceptor;
  readonly waker: Waker;
  readonly spool: Spool;
  readonly publicUrl: string;
  readonly clock: Clock;
  readonly log: Logger;
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
  #draining: Promise<void> | undefined;
  #drainedAt = 0;

  constructor(options: IntakeOptions) {
    this.#options = options;
    this.#adopting = setInterval(() => void this.#adopt(), ADOPT_EVERY_MS).unref();
    watchSpool(options.spool);
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

  /** Resolves when the webhook is durable, or refused; within two seconds either way. */
  async take(hook: Hook): Promise<Taken> {
    const deadline = performance.now() + LEDGER_WITHIN_MS;
    const read = await this.#read(hook, deadline);
    if (read?.kind === 'refused') return read;
    // A question whether the address is ours holds nothing to keep, and nobody can answer it later.
    if (read === undefined && hook.request.method === 'GET') return UNAVAILABLE;
    const fresh = read === undefined ? undefined : isNothing(read) ? NOTHING : await this.#store(hook, read, deadline);
    if (fresh === undefined) {
      const refusal =
        read === undefined && this.#options.spool.isHalfFull ? refuseStranger() : await this.#spoolIt(hook);
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
  }

  /** @returns undefined when nobody can say now whose it is; it is verified when the spool is drained. */
  async #read(hook: Hook, deadline: number): Promise<ReadHook | undefined> {
    const asked = this.isSpooling ? 'no-answer' : await this.#inTime(this.#askRoute(hook), deadline);
    const route = asked === 'no-answer' ? this.#rememberedRoute(hook) : asked;
    return route === undefined ? undefined : this.#readWith(hook, route);
  }

  #readWith(hook: Hook, route: Route): ReadHook {
    const { address, request } = hook;
    return address.kind === 'kommo'
      ? readKommoHook(route.kommo, address.scopeId, request)
      : readMessengerHook(route.connection, request, this.#options);
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

  async #accept(hook: Hook, { events, leftOut }: Extract<ReadHook, { kind: 'read' }>): Promise<ReadonlySet<string>> {
    const { acceptor, waker, log } = this.#options;
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
    const appending = spool.append(toEntry(hook));
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
    const read = attempt(() => this.#readWith(hook, route));
    if (read === undefined) return true;
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
    const forged: string[] = [];
    await Promise.all(
      hooks.map(async (hook, index) => {
        const read = this.#readWith(hook, routes[index] ?? NO_ROUTE);
        if (read.kind === 'read') await this.#accept(hook, read);
        else forged.push(`${callerOf(hook.address)}: ${read.word}`);
      }),
    );
    // Not before the others are safe: until then they come up again.
    spooledHooks.inc({ result: 'forged' }, forged.length);
    if (forged.length > 0) this.#options.log.warn({ forged }, 'Spooled webhooks are refused');
  }

  async #adopt(): Promise<void> {
    const { spool, log } = this.#options;
    try {
      const adopted = await spool.adoptOrphans();
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

/** As JSON: the bytes in base64. */
interface Entry {
  readonly address: Hook['address'];
  readonly request: Omit<Hook['request'], 'body'>;
  readonly body: string;
}

function toEntry({ address, request: { body, ...request } }: Hook): Entry {
  return { address, request, body: body.toString('base64') };
}

function fromEntry(entry: unknown): Hook {
  const { address, request, body } = entry as Entry;
  if (address.kind === 'messenger' && !isMessengerKind(address.messenger)) throw new Error('Not an entry of the spool');
  return { address, request: { ...request, body: Buffer.from(body, 'base64') } };
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
