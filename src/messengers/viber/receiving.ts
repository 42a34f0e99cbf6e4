import type { ReceiveContext } from '../contract';
import type { ViberCredentials } from './credentials';

export type Receiving = ReceiveContext<ViberCredentials>;

/** Whom an event is for: a bot has a webhook of its own, and Viber's events do not name it. */
export function sourceOf({ sources = [] }: Receiving): string {
  const [only = ''] = sources;
  return only;
}
