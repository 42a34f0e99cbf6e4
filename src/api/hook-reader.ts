import { hostname } from 'node:os';
import type { Logger } from 'pino';
import { isLaneEvent, type AcceptableEvent, type Came } from '../ledger/acceptable';
import type { Acceptor } from '../ledger/acceptor';
import type { Routing } from '../ledger/routing';
import { V1_HOOK } from '../kommo/hooks';
import { eventsAccepted, hookPartsLeftOut, spooledHooks } from '../metrics';
import { callerOf, type Hook, type HookRefusal, type ReadHook } from './hook';
import { readKommoHook } from './read-kommo-hook';
import { readMessengerHook, type ReadMessengerHookOptions } from './read-messenger-hook';
import type { Waker } from './waker';

export interface HookReaderOptions extends ReadMessengerHookOptions {
  readonly routing: Routing;
  readonly acceptor: Acceptor;
  readonly waker: Waker;
  readonly log: Logger;
}

/** Whose an address is; `undefined`: nobody's. */
export interface Route {
  readonly kommo: Awaited<ReturnType<Routing['kommo']>>;
  readonly connection: Awaited<ReturnType<Routing['connection']>>;
}

export type Understood = Extract<ReadHook, { kind: 'read' }>;

/** Says whose a webhook is, whether it is genuine and what it tells, and has the ledger accept that, now or hours later. */
export class HookReader {
  readonly #options: HookReaderOptions;
  readonly #keysAreThere: () => void;

  /** @param keysAreThere called whenever a messenger's webhook could be verified */
  constructor(options: HookReaderOptions, keysAreThere: () => void) {
    this.#options = options;
    this.#keysAreThere = keysAreThere;
  }

  /** @throws when the ledger cannot say */
  async route({ address }: Hook): Promise<Route> {
    const { routing } = this.#options;
    return address.kind === 'kommo'
      ? { kommo: await routing.kommo(address.scopeId), connection: undefined }
      : { kommo: undefined, connection: await routing.connection(address.messenger, address.connectionId) };
  }

  /** From memory, so that forgeries are refused also while the database is away. */
  rememberedRoute({ address }: Hook): Route | undefined {
    const { routing } = this.#options;
    if (address.kind === 'kommo') {
      const kommo = routing.rememberedKommo(address.scopeId);
      return kommo === undefined ? undefined : { kommo, connection: undefined };
    }
    const connection = routing.rememberedConnection(address.messenger, address.connectionId);
    return connection === undefined ? undefined : { kommo: undefined, connection };
  }

  async read(hook: Hook, route: Route): Promise<ReadHook> {
    const { address, request } = hook;
    if (address.kind === 'kommo') return readKommoHook(route.kommo, address.scopeId, request);
    const read = await readMessengerHook(route.connection, hook, this.#options);
    // The keys are there again, so what came without them can be read, too.
    if (read.kind === 'read') this.#keysAreThere();
    return read;
  }

  /** @returns keys of what was new. @throws when the ledger does not take it */
  async accept(hook: Hook, read: Understood): Promise<ReadonlySet<string>> {
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

  /** Of webhooks that were answered 200 before anybody could verify them. */
  refuseLate(refused: readonly { readonly hook: Hook; readonly why: HookRefusal }[]): void {
    spooledHooks.inc({ result: 'forged' }, refused.length);
    const forged = refused.map(({ hook, why }) => `${callerOf(hook.address)}: ${why.word}`);
    if (forged.length > 0) this.#options.log.warn({ forged }, 'Spooled webhooks are refused');
  }
}

const THIS_PROCESS = `${hostname()}/${process.pid}`;

/** What the ledger keeps of how it came, for the trace of a message. */
function withWay({ at, request, spooled }: Hook, { events, verifiedBy }: Understood): readonly AcceptableEvent[] {
  const came: Came = {
    at,
    bytes: request.body.length,
    takenBy: THIS_PROCESS,
    verifiedBy,
    ...(spooled === undefined ? {} : { spooled }),
  };
  return events.map((event) => (isLaneEvent(event) ? { ...event, came } : event));
}

/** For the metric. */
function wordOf(event: AcceptableEvent): string {
  if (event.kind === 'kept') return event.reason === V1_HOOK ? 'v1' : event.as;
  if (!isLaneEvent(event)) return event.kind;
  return event.kind.slice(0, event.kind.indexOf('-'));
}
