import { sayOfWaiting as say } from '../words/waiting';
import type { Carried } from './drain-lane';

/** What comes of a claim that is too old for a request to begin: see `Lease.holds`. */
export const LEASE_EXPIRED = {
  kind: 'put-off',
  reason: { code: 903, ...say('waits.interrupted') },
  blameless: true,
} as const satisfies Carried;
