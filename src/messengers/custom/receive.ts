import type { InboundEvent, RawRequest, Received } from '../contract';
import { bodyKey, ignored } from '../not-carried';
import { accepted, GONE, misfit, pong, refused, UNKNOWN_TYPE } from './answer';
import { endedOf, noticeOf, readUpTo, receiptOf, typingOf } from './beside-messages';
import { keysOf } from './credentials';
import { editsOf, messagesOf, pressOf, reactionOf, removalsOf } from './messages';
import type { ToCourier } from './protocol/to-courier';
import { readEvent } from './read-event';
import { verify } from './signing';
import { keyOf, type Arrived, type Receiving } from './receiving';

/**
 * Verifies and reads one event of the service (webhook.md §1, §2). What does not fit the protocol is told to the service at
 * once, and kept all the same.
 */
export function receive(context: Receiving, request: RawRequest): Received {
  const { headers, body } = request;
  const now = context.clock.now();
  const verified = verify(keysOf(context.credentials.inboundSecret), headers, body, now);
  if (verified.kind !== 'genuine') return refused(verified.kind);
  const [source] = context.sources ?? [];
  if (source === undefined) return { kind: 'events', events: [], answer: GONE };
  const arrived = { source, webhookId: verified.id, now };
  const read = readEvent(body);
  switch (read.kind) {
    case 'event':
      return understood(arrived, read.event);
    case 'unknown-type': {
      const reason = `events of the kind ${read.type.slice(0, 40)} are not carried`;
      return { kind: 'events', events: [ignored(keyOf(arrived), reason)], answer: UNKNOWN_TYPE };
    }
    case 'misfit': {
      const reason = read.issues.map(({ path, message }) => `${path} ${message}`).join('; ');
      const event = { kind: 'unparsed', key: bodyKey(body), reason } as const;
      return { kind: 'events', events: [event], answer: misfit(read.issues) };
    }
  }
}

function understood(arrived: Arrived, event: ToCourier): Received {
  switch (event.type) {
    case 'connection.ping':
      return { kind: 'events', events: [], answer: pong(event.data.challenge) };
    case 'typing.changed': {
      const typing = typingOf(arrived, event.timestamp, event.data);
      return { kind: 'events', events: [], answer: accepted(), typing };
    }
    default:
      return { kind: 'events', events: eventsOf(arrived, event), answer: accepted() };
  }
}

type Lasting = Exclude<ToCourier, { readonly type: 'connection.ping' | 'typing.changed' }>;

function eventsOf(arrived: Arrived, event: Lasting): readonly InboundEvent[] {
  switch (event.type) {
    case 'message.created':
      return messagesOf(arrived, event.data);
    case 'message.updated':
      return editsOf(arrived, event.data);
    case 'message.deleted':
      return removalsOf(arrived, event.data);
    case 'message.status':
      return [receiptOf(arrived, event.data)];
    case 'message.reaction':
      return [reactionOf(arrived, event.timestamp, event.data)];
    case 'conversation.read':
      return readUpTo(arrived, event.data);
    case 'conversation.state':
      return [noticeOf(arrived, event.timestamp, event.data)];
    case 'contact.updated':
      return [ignored(keyOf(arrived), 'it comes with the customer’s next message')];
    case 'action.triggered':
      return [pressOf(arrived, event.timestamp, event.data)];
    case 'connection.disabled':
      return [endedOf(arrived, event.timestamp, event.data)];
  }
}
