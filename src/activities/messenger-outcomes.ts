import type { Messenger } from '../messengers/contract';
import type { Failure } from '../model/outcome';
import { sayOfDelivery as say } from '../words/delivery';
import { sayOfWaiting } from '../words/waiting';
import type { Carried } from './drain-lane';

export type Settled = Extract<Carried, { kind: 'settled' }>;
export type PutOff = Extract<Carried, { kind: 'put-off' }>;

export const LOOK_FIRST = {
  kind: 'uncertain',
  ...sayOfWaiting('waits.no-answer'),
  recheckMs: 1_000,
} as const satisfies Carried;

/** Put back to be sent piece by piece. */
export const BY_ITSELF = {
  kind: 'put-off',
  reason: { code: 903, ...sayOfWaiting('waits.one-by-one') },
  blameless: true,
  alone: true,
} as const satisfies Carried;

export function failed(failure: Failure): Settled {
  return { kind: 'settled', settlement: { outcome: { kind: 'failed', failure }, tick: 'failed' } };
}

export function ignored(reason: string): Settled {
  return { kind: 'settled', settlement: { outcome: { kind: 'ignored', reason } } };
}

export function unknown(driver: Messenger): Settled {
  return {
    kind: 'settled',
    settlement: {
      outcome: { kind: 'unknown', ...say('in-doubt.no-answer', { messenger: driver.title }) },
      tick: 'failed',
    },
  };
}

export function isSent(carried: Carried): boolean {
  return carried.kind === 'settled' && carried.settlement.outcome.kind === 'sent';
}
