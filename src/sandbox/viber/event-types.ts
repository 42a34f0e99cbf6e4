import type { Assumptions } from '../assumptions';
import type { Line } from '../lines/records';

/** In the order that Viber's page lists them; three of them no page explains (viber.md §1). */
const ALL = [
  'subscribed',
  'unsubscribed',
  'webhook',
  'conversation_started',
  'client_status',
  'action',
  'delivered',
  'failed',
  'message',
  'seen',
] as const;
const UNDOCUMENTED: readonly string[] = ['webhook', 'client_status', 'action'];
/** Cannot be filtered out. */
const ALWAYS: readonly string[] = ['message', 'subscribed', 'unsubscribed', 'webhook'];

export function isEventType(name: string): boolean {
  return (ALL as readonly string[]).includes(name);
}

/** Whether the line's webhook is told of it; `null` in the records: of all. */
export function isWanted({ facts }: Line, event: string): boolean {
  const { eventTypes } = facts;
  return ALWAYS.includes(event) || typeof eventTypes !== 'string' || eventTypes.split(',').includes(event);
}

/** What is in force, as answers list it. */
export function echoed(line: Line, assumptions: Assumptions): readonly string[] {
  const all = assumptions.is('viber-echoed-event-types', 'with-undocumented');
  return ALL.filter((event) => (UNDOCUMENTED.includes(event) ? all : isWanted(line, event)));
}
