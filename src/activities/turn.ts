import { setTimeout } from 'node:timers/promises';
import type pg from 'pg';
import type { HeldLane } from '../ledger/lane';
import { takeTurn } from '../ledger/send-turns';
import type { Messenger } from '../messengers/contract';
import type { Carried } from './drain-lane';
import type { Lease } from './lease';

/** A turn so near is waited for in place, well within the lease. */
const NEAR_MS = 250;

/**
 * Waits for a turn that is near; a far one is waited for outside, where it holds up nobody.
 * @returns undefined when it may be sent.
 */
export async function waitForTurn(
  db: pg.Pool,
  held: HeldLane,
  { driver, credentials, lease }: { readonly driver: Messenger; readonly credentials: unknown; readonly lease: Lease },
): Promise<Extract<Carried, { kind: 'put-off' }> | undefined> {
  const rates = driver.rates?.(credentials);
  if (rates === undefined) return undefined;
  for (;;) {
    const ms = await lease.confirm(() => takeTurn(db, held, rates));
    if (ms <= 0) return undefined;
    if (ms > NEAR_MS) {
      const text = `${driver.title} takes so many messages at a time, and this one waits for its turn.`;
      return { kind: 'put-off', reason: { code: 903, text }, retryAfterMs: ms, blameless: true, untouched: true };
    }
    await setTimeout(ms);
  }
}
