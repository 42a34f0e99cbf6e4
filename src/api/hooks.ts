import type { Logger } from 'pino';
import type { Acceptor } from '../ledger/acceptor';
import type { Routing } from '../ledger/routing';
import type { Clock } from '../messengers/contract';
import type { Waker } from './waker';

/** What the webhook addresses need. They call neither Kommo nor a messenger. */
export interface HookDependencies {
  readonly routing: Routing;
  readonly acceptor: Acceptor;
  readonly waker: Waker;
  readonly publicUrl: string;
  readonly clock: Clock;
  readonly log: Logger;
}
