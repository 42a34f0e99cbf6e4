import type { Core } from '../core';
import type { Orders } from '../graph/orders';
import type { PageHooks } from './hooks';
import type { PageProduct } from './product';
import type { Usage } from './usage';

/** What the emulator of one of the two is made of. */
export interface Parts {
  readonly core: Core;
  readonly product: PageProduct;
  readonly hooks: PageHooks;
  readonly usage: Usage;
  /** Refusals of sends that somebody ordered, by line and by handset. */
  readonly refusals: Orders;
  /** Sends that are carried out and answered with an error, by line and by handset. */
  readonly lies: Orders;
}
