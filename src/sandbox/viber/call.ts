import type { Core } from '../core';
import type { Line } from '../lines/records';
import type { Callbacks } from './callbacks';
import type { Fields } from './fields';
import type { Receipts } from './receipts';
import type { Tokens } from '../lines/tokens';

/** What the parts of the emulator share. */
export interface Parts {
  readonly core: Core;
  readonly tokens: Tokens;
  readonly callbacks: Callbacks;
  readonly receipts: Receipts;
}

/** One call of the API, by a bot that is known. */
export interface Call extends Parts {
  readonly line: Line;
  readonly body: Fields;
}
