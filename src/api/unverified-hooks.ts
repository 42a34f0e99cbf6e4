import { createHash } from 'node:crypto';
import type { Logger } from 'pino';
import type { Spool, SpooledEntries } from '../ledger/spool';
import type { KeptEvent } from '../ledger/acceptable';
import { asConnectionId } from '../model/ids';
import type { Hook } from './hook';
import { fromEntry, toEntry } from './spooled-hook';

const LOOK_EVERY_MS = 5_000;
const LOOK_BYTES = 512 * 1_024;
const GIVEN_UP_AFTER_MS = 24 * 60 * 60_000;

/** `unverified`: nobody can say yet either. */
export type Settling = 'settled' | 'unverified';

/** What becomes of one that nobody could verify for a day: it is kept as bytes. @returns undefined before that */
export function neverVerified({ address, at, request: { body } }: Hook, now: number): KeptEvent | undefined {
  if (now - at < GIVEN_UP_AFTER_MS) return undefined;
  const connectionId = address.kind === 'messenger' ? asConnectionId(address.connectionId) : null;
  return {
    kind: 'kept',
    as: 'unparsed',
    accountId: null,
    scopeId: null,
    connectionId,
    dedupeKey: `unverified/${createHash('sha256')
      .update(`${String(connectionId)}/`)
      .update(body)
      .digest('hex')}`,
    reason: 'Its sender could not be verified for a day: the keys of the messenger could not be had',
    raw: body,
  };
}

export interface UnverifiedHooksOptions {
  /** A spool of their own: what waits here must not hold up what waits for the ledger (promise P8). */
  readonly spool: Spool;
  readonly log: Logger;
  /** Verifies one now, and accepts or refuses it. @throws when the ledger does not take it. */
  readonly settle: (hook: Hook) => Promise<Settling>;
}

/**
 * Webhooks whose messenger's keys cannot be had: kept on the disk, and looked at again until somebody can say whether they are
 * genuine (promise P1).
 */
export class UnverifiedHooks {
  readonly #options: UnverifiedHooksOptions;
  readonly #timer: NodeJS.Timeout;
  #looking: Promise<void> | undefined;
  #isStopped = false;

  constructor(options: UnverifiedHooksOptions) {
    this.#options = options;
    this.#timer = setInterval(() => this.look(), LOOK_EVERY_MS).unref();
  }

  /** Resolves when the webhook is durable. @throws what the spool does: nothing was kept. */
  async keep(hook: Hook): Promise<void> {
    await this.#options.spool.append(toEntry(hook, 'keys'));
  }

  /** Looks whether they can be verified by now. */
  look(): void {
    if (this.#isStopped || this.#options.spool.isEmpty) return;
    this.#looking ??= this.#lookThrough()
      .catch((err: unknown) => this.#options.log.error({ err }, 'Unverified webhooks cannot be looked through'))
      .finally(() => (this.#looking = undefined));
  }

  /** What still waits stays on the disk. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    clearInterval(this.#timer);
    await this.#looking;
  }

  /** Each of those that are there now, once. */
  async #lookThrough(): Promise<void> {
    const { spool } = this.#options;
    let left = spool.depth;
    while (left > 0 && !this.#isStopped) {
      const taken = await spool.peek(LOOK_BYTES, left);
      if (taken === undefined) return;
      left -= taken.position.lines.length;
      await this.#settleAll(taken, left > 0);
    }
  }

  async #settleAll(taken: SpooledEntries, moreFollow: boolean): Promise<void> {
    const { spool } = this.#options;
    const waiting: unknown[] = [];
    for (const entry of taken.entries) if ((await this.#settle(entry)) === 'unverified') waiting.push(entry);
    const isAnySettled = waiting.length < taken.entries.length;
    // They go behind the others, so that those have their turn.
    if (!isAnySettled && !moreFollow && taken.entries.length === taken.position.lines.length) return;
    for (const entry of waiting) await spool.append(entry);
    await spool.discard(taken);
  }

  async #settle(entry: unknown): Promise<Settling> {
    const { settle, log } = this.#options;
    try {
      return await settle(fromEntry(entry));
    } catch (err) {
      log.warn({ err }, 'The ledger does not take an unverified webhook yet');
      return 'unverified';
    }
  }
}
