import type pg from 'pg';
import type { HeldLane } from '../ledger/lane';
import { takeTurn } from '../ledger/send-turns';
import type { Messenger } from '../messengers/contract';
import { sayOfWaiting as say } from '../words/waiting';
import type { Carried } from './drain-lane';
import type { Lease } from './lease';

/** Who comes later than this to a turn of his own asks for another: many who are late at once would send at once. */
const MISSED_MS = 100;
/** A place in the line is kept; whoever stands far back shows up from time to time, and is not taken for stuck. */
const LONGEST_WAIT_MS = 20_000;

type PutOff = Extract<Carried, { kind: 'put-off' }>;

/** The turns of one lane to send, as fast as the messenger takes it. */
export class Turns {
  /** When the turn comes that was taken and not used, by the monotonic clock. */
  #at: number | undefined;
  #missed = false;

  constructor(
    private readonly db: pg.Pool,
    private readonly held: HeldLane,
    private readonly credentials: unknown,
  ) {}

  /**
   * The message has its turn, or is put off until it comes: nothing is claimed while it waits, so a worker that dies then
   * leaves nothing in doubt.
   * @param count messages that go together.
   * @returns undefined when it may be sent now.
   */
  async await(driver: Messenger, lease: Lease, count = 1): Promise<PutOff | undefined> {
    const rates = driver.rates?.(this.credentials);
    if (rates === undefined) return undefined;
    let at = this.#keptTurn();
    if (at === undefined) {
      const turn = await lease.confirm(() => takeTurn(this.db, this.held, rates, count));
      if (turn.kind === 'later') return putOff(driver, Math.min(turn.inMs, LONGEST_WAIT_MS));
      at = performance.now() + turn.inMs;
    }
    const ms = Math.ceil(at - performance.now());
    this.#at = ms > 0 ? at : undefined;
    if (ms > 0) return putOff(driver, ms);
    this.#missed = false;
    return undefined;
  }

  /** One that was missed is given up, but not twice in a row: where everything is slow, the message has to go all the same. */
  #keptTurn(): number | undefined {
    const at = this.#at;
    this.#at = undefined;
    if (at === undefined || this.#missed || performance.now() - at <= MISSED_MS) return at;
    this.#missed = true;
    return undefined;
  }
}

function putOff(driver: Messenger, ms: number): PutOff {
  return {
    kind: 'put-off',
    reason: { code: 903, ...say('waits.turn', { messenger: driver.title }) },
    retryAfterMs: ms,
    blameless: true,
    untouched: true,
    forTurn: true,
    waitsFor: 'turn',
  };
}
