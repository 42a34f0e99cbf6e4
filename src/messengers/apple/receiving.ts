import type { Raw } from '../../http/json';
import type { ReceiveContext } from '../contract';
import type { AppleCredentials } from './credentials';
import type { Envelope } from './shapes';

export type Receiving = ReceiveContext<AppleCredentials>;

/** One webhook of Apple: what was read, and its bytes for those that cannot be. */
export interface Arrived {
  readonly receiving: Receiving;
  readonly envelope: Envelope;
  readonly raw: Raw;
  readonly body: Buffer;
  /** The business. */
  readonly source: string;
  /** As the ledger keeps it. */
  readonly chatReference: string;
}

/** Where and when it was: Apple tells no time. */
export function placeOf({ receiving: { clock }, envelope: { sourceId }, source, chatReference }: Arrived) {
  return { source, chat: sourceId, at: clock.now(), chatReference } as const;
}
