import { chatOf, referenceOf } from './reference';
import type { Activity } from './shapes';
import { sourceOf, type Receiving } from './receiving';

/** One activity: what was read of it, all of it, and its bytes for those that cannot be read. */
export interface Arrived {
  readonly receiving: Receiving;
  readonly activity: Activity;
  readonly raw: unknown;
  readonly body: Buffer;
}

/** Where and when something was done. */
export function placeIn({ receiving, activity }: Arrived): {
  readonly source: string;
  readonly chat: string;
  readonly at: number;
  readonly chatReference?: string;
} {
  const chatReference = referenceOf(activity);
  const { timestamp } = activity;
  return {
    source: sourceOf(receiving),
    chat: chatOf(activity),
    at: timestamp === undefined ? receiving.clock.now() : Date.parse(timestamp),
    ...(chatReference === undefined ? {} : { chatReference }),
  };
}
