import type { InboundEvent } from '../../../src/messengers/contract';
import { messenger } from '../../../src/messengers/messenger';
import * as pages from '../support/pages';

export const AT = 1_790_000_000_123;
export const webhook = (...messaging: object[]) => ({
  object: 'page',
  entry: [{ id: pages.PAGE, time: AT + 400, messaging }],
});
/** Something that Ann did. */
export const item = (what: object) => ({
  sender: { id: pages.ANN },
  recipient: { id: pages.PAGE },
  timestamp: AT,
  ...what,
});
/** Something that left the Page. */
export const ours = (message: object) => ({
  sender: { id: pages.PAGE },
  recipient: { id: pages.ANN },
  timestamp: AT,
  message: { is_echo: true, ...message },
});

export const eventsOf = (body: unknown) => pages.eventsOf(messenger, body);

export function eventOf(what: object): InboundEvent {
  const [event, ...more] = eventsOf(webhook(what));
  if (event === undefined || more.length > 0) throw new Error(`${String(more.length)} more events than one`);
  return event;
}

export function contentOf(message: object) {
  const event = eventOf(item({ message: { mid: 'm_1', ...message } }));
  if (event.kind !== 'message') throw new Error(`expected a message, got ${event.kind}`);
  return event.content;
}
