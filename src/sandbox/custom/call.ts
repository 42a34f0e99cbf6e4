import type { Core } from '../core';
import type { Line } from '../lines/records';
import type { Receipts } from './receipts';
import type { Teller } from './teller';

/** What the parts of the emulator share. */
export interface Parts {
  readonly core: Core;
  readonly teller: Teller;
  readonly receipts: Receipts;
}

/** One event of Courier, verified and not heard before. */
export interface Call extends Parts {
  readonly line: Line;
  /** When it happened, milliseconds since 1970. */
  readonly at: number;
  readonly data: unknown;
}
