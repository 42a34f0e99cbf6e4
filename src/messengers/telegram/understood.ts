import type { Acknowledgement, InboundEvent, ReceiveContext } from '../contract';
import * as notCarried from '../not-carried';
import type { TelegramCredentials } from './credentials';

export type Receiving = ReceiveContext<TelegramCredentials>;

/** What one update comes to. */
export interface Understood {
  readonly event: InboundEvent;
  readonly acknowledge?: Acknowledgement;
}

export function ignored(...why: Parameters<typeof notCarried.ignored>): Understood {
  return { event: notCarried.ignored(...why) };
}

export function unparsed(...why: Parameters<typeof notCarried.unparsed>): Understood {
  return { event: notCarried.unparsed(...why) };
}
